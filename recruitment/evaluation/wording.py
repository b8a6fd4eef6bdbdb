"""The sentences for the codes with which `scoring` says why a figure means little or is not there.

Each has its n in it: a reader can tell how far from enough it was.
"""

from django.utils.translation import gettext as _

from recruitment.evaluation.scoring import Doubt, Undefined


def doubt(code: str, n: int | None) -> str:
    """Empty when nothing stands against reading the figure."""
    sentences = {
        "": "",
        Doubt.TOO_FEW_EVALUATORS: _("採点した委員が少ないため(n=%(n)s)、目安にもなりません。"),
        Doubt.TOO_FEW_EVALUATIONS: _(
            "委員の採点の件数が少ないため(n=%(n)s)、厳しさの違いと偶然を見分けられません。"
        ),
        Doubt.TOO_FEW_CANDIDACIES: _(
            "応募の件数が少ないため(n=%(n)s)、1件の違いで大きく変わります。"
        ),
        Doubt.NOT_CONNECTED: _(
            "共通の委員でつながらない応募があるため、委員の厳しさの違いと応募の違いを見分けられません(n=%(n)s)。"
        ),
        Doubt.NOTHING_LEFT_OVER: _(
            "採点の数が求める値の数と同じなので、誤差を見積もれません(n=%(n)s)。"
        ),
        Doubt.WIDE_INTERVAL: _("区間が広く、信頼できるともできないともいえません(n=%(n)s)。"),
    }
    return sentences[code] % {"n": n or 0}


def undefined(code: str, n: int) -> str:
    """Why there is no alpha; empty when there is one."""
    sentences = {
        "": "",
        Undefined.NO_PAIRS: _("2人以上が採点した応募がないため、求められません(n=%(n)s)。"),
        Undefined.NO_VARIATION: _("どの点も同じなので、求められません(n=%(n)s)。"),
    }
    return sentences[code] % {"n": n}
