"""The search key: what words are looked for in, folded, and never wider than the disclosure.

Category names are not in it: which categories are listed changes with the clock, so the search
asks the registrations themselves.
"""

from collections.abc import Iterator

from django.utils import timezone

from common.folding import fold
from roster.registry import queries
from roster.registry.models import Registrant
from roster.registry.queries import SheetAsRead

SHEET_TEXTS = ["summary", "qualifications"]
RECORD_TEXTS = ["title", "field", "role", "action", "result", "reference"]


def refresh_search(registrant: Registrant) -> None:
    """Write the key anew. Call it after every change of what an officer reads of this person."""
    read = queries.sheet_as_officer(registrant, timezone.localdate())
    # A line for each text: folded texts and words hold no line break, so no word spans two of them.
    key = "\n".join(filter(None, (fold(text) for text in _texts(read))))
    Registrant.objects.filter(pk=registrant.pk).update(search_key=key)
    registrant.search_key = key


def _texts(read: SheetAsRead) -> Iterator[str]:
    who = read.who
    yield from (who.number, who.shown_name, who.shown_kana, who.shown_latin)
    if read.sheet is None:
        return
    yield who.employer
    yield from (getattr(read.sheet, name) for name in SHEET_TEXTS)
    for skill in read.skills:
        yield from (skill.item__name, skill.item__name_en)
    for record in read.track_records:
        yield from (getattr(record, name) for name in RECORD_TEXTS)
    if read.conditions is not None:
        yield read.conditions.fields_driven
