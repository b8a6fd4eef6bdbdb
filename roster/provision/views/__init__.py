"""The list for granted officers, their requests, and the desk's decisions about them."""

from roster.provision.views.browsing import list_people, sheet
from roster.provision.views.deciding import decide, decline, end, grant, inbox
from roster.provision.views.requests import ask, request, requests, submit, withdraw

__all__ = [
    "ask",
    "decide",
    "decline",
    "end",
    "grant",
    "inbox",
    "list_people",
    "request",
    "requests",
    "sheet",
    "submit",
    "withdraw",
]
