"""Jobs of the worker about the list."""

from procrastinate.contrib.django import app

from roster.registry import actions
from roster.registry.models import Registrant


@app.task(name="roster.registry.refresh_search")
def refresh_search(person: int) -> None:
    """Write the search key of a person anew after an earlier stage has changed the name."""
    for registrant in Registrant.objects.filter(person=person):
        actions.refresh_search(registrant)
