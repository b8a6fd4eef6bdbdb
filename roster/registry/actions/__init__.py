"""What is done with registrations, information sheets and editions."""

from roster.registry.actions.editions import conclude, publish_edition
from roster.registry.actions.registrations import (
    deregister,
    last_day,
    register,
    register_all,
    renew,
    resume,
    suspend,
)
from roster.registry.actions.search import refresh_search
from roster.registry.actions.sheets import (
    approve_sheet,
    remove_track_record,
    save_conditions,
    save_sheet,
    save_track_record,
    start_sheet,
)

__all__ = [
    "approve_sheet",
    "conclude",
    "deregister",
    "last_day",
    "publish_edition",
    "refresh_search",
    "register",
    "register_all",
    "remove_track_record",
    "renew",
    "resume",
    "save_conditions",
    "save_sheet",
    "save_track_record",
    "start_sheet",
    "suspend",
]
