"""Statuses: the diagram is data on the model, and `move` is the only door to it.

A model declares `MOVES = moves(submit=([DRAFT], SUBMITTED), …)` and has a `…StatusChange` table
with the related name `history`. `tests/test_architecture.py` holds that nothing else writes a
status.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

BATCH = 1000  # rows a statement


@dataclass(frozen=True)
class Move:
    """One arrow of the diagram: from any of `sources` to `target`."""

    sources: tuple[str, ...]
    target: str


def moves(**arrows: tuple[Iterable[str], str]) -> dict[str, Move]:
    """The diagram of a model: verb → arrow."""
    return {verb: Move(tuple(sources), target) for verb, (sources, target) in arrows.items()}


class MoveRefused(Exception):
    """The arrow does not start here, or somebody was faster.

    `str()` is a sentence for the person who tried.
    """

    def __init__(self, row: models.Model, verb: str) -> None:
        super().__init__(verb)
        self.row, self.verb = row, verb

    def __str__(self) -> str:
        return gettext(
            "ほかの方の操作が先に済んでいるか、いまの状態ではできない操作です。現在の状態を確かめてください。"
        )


class StatusChange(models.Model):
    """One line of a row's history.

    Concrete classes add `row`, a foreign key with the related name `history`.
    """

    verb = models.CharField(_("操作"), max_length=40)
    before = models.CharField(_("前の状態"), max_length=30, blank=True)
    after = models.CharField(_("後の状態"), max_length=30)
    # Null when no person did it: `source` then names the import, the command or the clock.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("操作した人"),
    )
    source = models.CharField(_("出所"), max_length=200, blank=True)
    note = models.TextField(_("理由・メモ"), blank=True)
    at = models.DateTimeField(_("日時"), default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_an_author",
                condition=Q(by__isnull=False) | ~Q(source=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.before} → {self.after}"


@transaction.atomic
def move(
    row: Any,
    verb: str,
    *,
    by: Any,
    note: str = "",
    source: str = "",
    at: dt.datetime | None = None,
    where: Q | None = None,
    **columns: Any,
) -> None:
    """Take the arrow `verb` of `row` and write one line of its history.

    `columns` are the facts that belong to the move (`submitted_at=…`), stored by the same UPDATE,
    so that the row's constraints hold at every instant. `where` adds conditions to that UPDATE (a
    deadline, a version). `by` may be None when `source` says what did it. Raises MoveRefused when
    the row is not where the arrow starts any more.
    """
    arrow, before = row.MOVES[verb], row.status
    columns["status"] = arrow.target
    startable = type(row).objects.filter(
        where or Q(), pk=row.pk, status=before, status__in=arrow.sources
    )
    if not startable.update(**columns):
        raise MoveRefused(row, verb)
    for name, value in columns.items():
        setattr(row, name, value)
    row.history.create(
        verb=verb,
        before=before,
        after=arrow.target,
        by=by,
        note=note,
        source=source,
        at=at or timezone.now(),
    )


def begin(
    row: Any, *, by: Any, note: str = "", source: str = "", at: dt.datetime | None = None
) -> None:
    """Write the first line of a new row's history: nothing → the status it was created with."""
    row.history.create(
        verb="begin", after=row.status, by=by, note=note, source=source, at=at or timezone.now()
    )


def begin_all(model: Any, rows: Iterable[Any], *, by: Any) -> None:
    """The same for many rows that were created at once; `model` is the rows' StatusChange."""
    now = timezone.now()
    lines = [model(row=row, verb="begin", after=row.status, by=by, at=now) for row in rows]
    model.objects.bulk_create(lines, batch_size=BATCH)


def status_field(choices: type[models.TextChoices], default: str) -> models.CharField:
    """The column that only `move` writes: no form and no admin can carry it."""
    return models.CharField(
        _("状態"), max_length=30, choices=choices, default=default, editable=False
    )
