"""How far the formal check of the open round is: some checked, one returned, one noted, a pair."""

import datetime as dt

from django.utils import timezone

from config.demo.accounts import account
from recruitment.applications import actions as applications
from recruitment.applications import listing
from recruitment.applications.models import Application

CHECKED = dict.fromkeys(range(1, 9), ("ok", "")) | {7: ("na", "添付なし")}
WANTING = CHECKED | {4: ("not_ok", "成果が読み取れない。数か、変わったことの名前がほしい。")}
NOTE = "10月の電話で、旧姓での実績があると聞いた。照会先に確かめる。"
UNCHECKED = "status=submitted&flag=unchecked"
WHY = "待ち時間や件数など、変わったことのわかる数字を1つ以上書いてください。"


def begin(received: list[Application]) -> None:
    """What two members of staff have done so far with the first of those received."""
    staff, colleague = account("staff"), account("staff2")
    for application in received:
        listing.refresh(application)
    first, second, third, fourth = received[:4]
    applications.mark(first, by=staff, found=CHECKED, seen=1)
    applications.mark(second, by=colleague, found=CHECKED, seen=1)
    applications.mark(third, by=staff, found=WANTING, seen=1)
    applications.return_for_correction(
        third,
        by=staff,
        reason="",
        due_at=timezone.now() + dt.timedelta(days=14),
        fields={"records": WHY},
    )
    applications.add_note(fourth, by=colleague, text=NOTE)
    applications.save_view(
        by=staff, name="まだ確かめていないもの", query="flag=unchecked&status=submitted"
    )
