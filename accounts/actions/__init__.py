"""What is done with accounts, roles, invitations, offices, people, what they
want erased, and the two logs.
"""

from accounts.actions.erasure import answer_erasure, ask_for_erasure, withdraw_erasure
from accounts.actions.events import Client, address_digest, record_event
from accounts.actions.invitations import accept, invite, invite_again, token_digest
from accounts.actions.offers import revoke
from accounts.actions.officers import (
    appoint_officer,
    confirm_office,
    end_office,
    hand_over,
    make_responsible,
    remind_to_confirm,
)
from accounts.actions.people import (
    IDENTITY,
    account_for,
    create_person,
    grant_role,
    learn_email,
    log_access,
    name_key,
    person_of,
    record_identity,
    rename,
    sync_roles,
    take_role,
)
from accounts.actions.standing import (
    deactivate,
    end_session,
    end_sessions,
    reactivate,
    reset_factors,
)

__all__ = [
    "IDENTITY",
    "Client",
    "accept",
    "account_for",
    "address_digest",
    "answer_erasure",
    "appoint_officer",
    "ask_for_erasure",
    "confirm_office",
    "create_person",
    "deactivate",
    "end_office",
    "end_session",
    "end_sessions",
    "grant_role",
    "hand_over",
    "invite",
    "invite_again",
    "learn_email",
    "log_access",
    "make_responsible",
    "name_key",
    "person_of",
    "reactivate",
    "record_event",
    "record_identity",
    "remind_to_confirm",
    "rename",
    "reset_factors",
    "revoke",
    "sync_roles",
    "take_role",
    "token_digest",
    "withdraw_erasure",
]
