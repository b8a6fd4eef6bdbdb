"""People, accounts and roles, invitations, local governments and their officers, the logs of looks
and of accounts, what people want erased, and assumptions that staff change.
"""

from accounts.models.access import Access, AccessKind
from accounts.models.assumptions import Assumption
from accounts.models.consents import ConsentPurpose, ConsentText
from accounts.models.erasure import ErasureOutcome, ErasureRequest
from accounts.models.events import AccountEvent, AccountEventKind
from accounts.models.governments import GovernmentKind, LocalGovernment
from accounts.models.invitations import Invitation
from accounts.models.officers import Officer
from accounts.models.people import Person
from accounts.models.places import REGIONS, Industry, Prefecture, Region
from accounts.models.users import RoleChange, User

__all__ = [
    "REGIONS",
    "Access",
    "AccessKind",
    "AccountEvent",
    "AccountEventKind",
    "Assumption",
    "ConsentPurpose",
    "ConsentText",
    "ErasureOutcome",
    "ErasureRequest",
    "GovernmentKind",
    "Industry",
    "Invitation",
    "LocalGovernment",
    "Officer",
    "Person",
    "Prefecture",
    "Region",
    "RoleChange",
    "User",
]
