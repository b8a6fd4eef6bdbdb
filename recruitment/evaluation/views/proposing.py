"""How a proposed assignment is told: what changes, what it costs, or why there is none."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.templatetags.ui import localized
from recruitment.calls.models import CommitteeSeat
from recruitment.evaluation.actions import Proposal
from recruitment.evaluation.assignment import Infeasible, Reason, Shortage
from recruitment.evaluation.queries import Asked, Unit

MOST = 100  # pairs that a page lists
FEW = 5  # names that a sentence lists


@dataclass(frozen=True)
class Load:
    """How many panels a seat sits on now, and with the proposal."""

    seat: CommitteeSeat
    now: int
    then: int


def shown(proposal: Proposal) -> dict[str, Any]:
    """The variables of `evaluation/_proposal.html`."""
    found, asked = proposal.answer, proposal.asked
    if isinstance(found, Infeasible):
        return {"proposal": proposal, "reasons": list(_reasons(asked, found))}
    now = Counter(seat for seat, _unit in {*found.standing, *found.removed})
    return {
        "proposal": proposal,
        "seen": proposal.seen,
        "added": _pairs(asked, found.added),
        "removed": _pairs(asked, found.removed),
        "unlisted": max(len(found.added) - MOST, 0) + max(len(found.removed) - MOST, 0),
        "loads": [Load(row, now[key], found.panels[key]) for key, row in asked.seats.items()],
        "bill": [(BILL[name](), count) for name, count, _price in found.bill.lines],
    }


BILL = {
    "imbalance": lambda: _("担当人数の偏り(最も均等な場合との差)"),
    "changes": lambda: _("いまの割当てからの変更"),
    "uneven": lambda: _("複数の人材類型に応募した人の偏り"),
    "outside": lambda: _("専門外の人材類型の担当"),
}


def _pairs(
    asked: Asked, pairs: Sequence[tuple[int, int]]
) -> list[tuple[CommitteeSeat | None, Unit]]:
    return [(asked.seats.get(seat), asked.units[unit]) for seat, unit in pairs[:MOST]]


def _reasons(asked: Asked, answer: Infeasible[int, int]) -> Iterator[str]:
    """Every shortage as a sentence, and what would help."""
    for shortage in answer.shortages:
        yield _reason(asked, shortage)
    if answer.raised_caps:
        caps = [
            _("%(name)sを%(cap)s人") % {"name": asked.seats[seat].user.label, "cap": cap}
            for seat, cap in answer.raised_caps.items()
        ]
        yield _("上限を次のように上げれば割り当てられます: %(caps)s。") % {
            "caps": _("、").join(caps)
        }
    if answer.more_evaluators:
        said = _("利益相反のない評価委員が、あと%(more)s人いれば割り当てられます。")
        yield said % {"more": answer.more_evaluators}
    if answer.smaller_panel:
        said = _("応募者1人あたりの委員を%(panel)s人にすれば割り当てられます。")
        yield said % {"panel": answer.smaller_panel}


def _reason(asked: Asked, shortage: Shortage[int, int]) -> str:
    facts = {
        "applicants": _names([_called(asked.units[key]) for key in shortage.applicants]),
        "evaluators": _names([asked.seats[key].user.label for key in shortage.evaluators]),
        "missing": shortage.missing,
    }
    return SENTENCES[shortage.reason]() % facts


SENTENCES = {
    Reason.PIN_IN_CONFLICT: lambda: _(
        "固定した組合せに利益相反があります: %(evaluators)s と %(applicants)s。"
    ),
    Reason.TOO_MANY_PINS: lambda: _(
        "%(applicants)s に固定または採点済みの委員が%(missing)s人多すぎます: %(evaluators)s。"
    ),
    Reason.PINS_OVER_CAP: lambda: _(
        "%(evaluators)s に固定した応募者が、上限より%(missing)s人多くなっています。"
    ),
    Reason.TOO_FEW_EVALUATORS: lambda: _(
        "%(applicants)s には、利益相反のない委員が%(missing)s人足りません。"
    ),
    Reason.CAPS_IN_TOTAL: lambda: _("委員の上限の合計が、%(missing)s人分足りません。"),
    Reason.BOTTLENECK: lambda: _(
        "%(applicants)s を担当できる %(evaluators)s の上限が%(missing)s人分足りません。"
    ),
}


def _called(unit: Unit) -> str:
    number = unit.application.receipt_number or ""
    if len(unit.candidacies) == len(unit.application.candidacies.all()):
        return number
    return f"{number} {localized(unit.candidacies[0].category, 'name')}"


def _names(names: Sequence[str]) -> str:
    said = _("、").join(names[:FEW])
    if len(names) <= FEW:
        return said
    return _("%(names)s ほか%(more)s人") % {"names": said, "more": len(names) - FEW}
