"""The words of the confidentiality pledge.

They are ours, and an assumption until the ministry gives its own; a change is a new version.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

VERSION = "2026-1"
POINTS = [
    _("評価の過程で知ったことを、評価が終わった後も、ほかの人に話したり見せたりしません。"),
    _("応募の内容、採点、審議の記録を、評価のほかの目的に使わず、手元に残しません。"),
    _("応募者から評価について連絡を受けたときは、応じずに、事務局に知らせます。"),
    _("利益相反のある応募者をすべて申告し、その応募者の評価と審議に加わりません。"),
    _("割り当てられた応募を、ほかの委員と相談せずに、示された基準だけで採点します。"),
]


def text() -> str:
    """The whole pledge in the reader's language, as it is kept with the acceptance."""
    return "\n".join(f"{place}. {point}" for place, point in enumerate(POINTS, 1))


def version() -> str:
    """Which words these are, and in which language."""
    return f"{VERSION}-{'en' if (get_language() or '').startswith('en') else 'ja'}"
