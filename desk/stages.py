"""The seven stages of a round as its board draws them: name, figure, and whether done, under way or
to come.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.dates import in_tokyo
from common.templatetags.ui import era
from desk.queries import Funnel
from recruitment.calls.models import Round, RoundStatus


@dataclass(frozen=True)
class Stage:
    """`state` is `done`, `now` or empty: the class that draws it, which its words repeat."""

    name: str
    text: str
    url: str
    state: str


# How many stages are behind a round in each status; the next one is under way.
BEHIND = {
    RoundStatus.DRAFT: 0,
    RoundStatus.ANNOUNCED: 1,
    RoundStatus.EVALUATING: 3,
    RoundStatus.DECIDED: 5,
    RoundStatus.TRAINING: 5,
    RoundStatus.CONCLUDED: 7,
    RoundStatus.CANCELLED: 0,
}


def stages(row: Round, figures: Funnel) -> list[Stage]:
    """The chain of this round, with the page of each stage."""
    behind = BEHIND[RoundStatus(row.status)]
    screened = (
        row.closes_at is not None and row.status == RoundStatus.ANNOUNCED and not row.is_open()
    )
    behind += 1 if screened and not row.opens_later() else 0
    drawn = []
    for position, (name, text, url) in enumerate(_lines(row, figures)):
        state = "done" if position < behind else "now" if position == behind and behind else ""
        drawn.append(Stage(name, text, url, state))
    return drawn


def _lines(row: Round, figures: Funnel) -> list[tuple[str, str, str]]:
    people = _("%(people)s人・%(count)s件") % {
        "people": figures.applied,
        "count": figures.candidacies,
    }
    if figures.withdrawn:
        people += _("(うち取下げ%(people)s人)") % {"people": figures.withdrawn}
    screened = _("受理 %(accepted)s、不適格 %(ineligible)s") % {
        "accepted": figures.accepted,
        "ineligible": figures.ineligible,
    }
    scored = _("採点 %(scored)s/%(all)s") % {"scored": figures.scored, "all": figures.evaluations}
    decided = _("合格 %(count)s人") % {"count": figures.successful}
    trained = _("修了 %(done)s/%(all)s人") % {"done": figures.completed, "all": figures.enrolled}
    registered = _("登録 %(count)s人") % {"count": figures.registered}
    announced = era(in_tokyo(row.announced_at).date()) if row.announced_at else ""
    return [
        (_("公示"), announced, "calls:detail"),
        (_("応募"), people, "applications:received"),
        (_("書類確認"), screened, "applications:received"),
        (_("評価"), scored, "evaluation:assignment"),
        (_("審議・決定"), decided, "evaluation:decisions"),
        (_("研修"), trained, "training:programme"),
        (_("登録・公表"), registered, "registry:register"),
    ]
