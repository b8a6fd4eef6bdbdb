"""People, accounts and roles, local governments and their officers, the access log, and assumptions
that staff change.
"""

from accounts.models.access import Access, AccessKind
from accounts.models.assumptions import Assumption
from accounts.models.consents import ConsentPurpose, ConsentText
from accounts.models.governments import GovernmentKind, LocalGovernment, Officer
from accounts.models.people import Person
from accounts.models.places import REGIONS, Industry, Prefecture, Region
from accounts.models.users import RoleChange, User

__all__ = [
    "REGIONS",
    "Access",
    "AccessKind",
    "Assumption",
    "ConsentPurpose",
    "ConsentText",
    "GovernmentKind",
    "Industry",
    "LocalGovernment",
    "Officer",
    "Person",
    "Prefecture",
    "Region",
    "RoleChange",
    "User",
]
