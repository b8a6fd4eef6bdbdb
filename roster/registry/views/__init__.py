"""The desk's pages about the list, and the registrant's own page."""

from roster.registry.views.editions import edition_pdf, editions, publish_edition
from roster.registry.views.me import me
from roster.registry.views.registrants import (
    conditions,
    deregister,
    registrant,
    registrants,
    renew,
    resume,
    suspend,
)
from roster.registry.views.rounds import conclude, register
from roster.registry.views.sheets import (
    approve_sheet,
    preview_sheet,
    remove_track_record,
    sheet,
    start_sheet,
    track_record,
)

__all__ = [
    "approve_sheet",
    "conclude",
    "conditions",
    "deregister",
    "edition_pdf",
    "editions",
    "me",
    "preview_sheet",
    "publish_edition",
    "register",
    "registrant",
    "registrants",
    "remove_track_record",
    "renew",
    "resume",
    "sheet",
    "start_sheet",
    "suspend",
    "track_record",
]
