"""Registrants, their registrations, information sheets and conditions, and the editions of the
list.
"""

from roster.registry.models.conditions import WorkConditions
from roster.registry.models.editions import Edition, EditionEntry
from roster.registry.models.registrations import (
    Registrant,
    Registration,
    RegistrationStatus,
    RegistrationStatusChange,
    Renewal,
    WhyDeregistered,
)
from roster.registry.models.sheets import (
    ProfileSheet,
    ProfileSheetStatusChange,
    SheetSkill,
    SheetStatus,
    TrackRecord,
)

__all__ = [
    "Edition",
    "EditionEntry",
    "ProfileSheet",
    "ProfileSheetStatusChange",
    "Registrant",
    "Registration",
    "RegistrationStatus",
    "RegistrationStatusChange",
    "Renewal",
    "SheetSkill",
    "SheetStatus",
    "TrackRecord",
    "WhyDeregistered",
    "WorkConditions",
]
