"""What staff say about two applications that may be one person's."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.verdict import require
from recruitment.applications import desk_queries, policy
from recruitment.applications.models import Application, DuplicateVerdict, PossibleDuplicate


@transaction.atomic
def judge_pair(
    application: Application, other: Application, *, by: User, verdict: DuplicateVerdict
) -> PossibleDuplicate:
    """Remember that they are different people, or the same. Nobody is joined by it."""
    require(policy.can_judge_pair(by, application, other))
    pair = desk_queries.between(application, other)
    row = PossibleDuplicate.objects.select_for_update(of=("self",)).filter(pair).first()
    if row is None:
        raise PermissionDenied(_("この2つの応募に、重複の疑いはありません。"))
    row.verdict, row.by, row.at = verdict, by, timezone.now()
    row.save(update_fields=["verdict", "by", "at"])
    return row
