"""What waits for a person, role by role: the content of the home page after signing in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import ErasureRequest, User
from accounts.roles import Role, has_role
from common.templatetags.ui import era, moment
from recruitment.applications import queries as applications
from recruitment.applications.models import Application, ApplicationStatus
from recruitment.calls import queries as calls
from recruitment.calls.models import Round, RoundStatus
from recruitment.evaluation import queries as evaluation
from roster.provision import queries as provision
from roster.provision.models import Grant, ProvisionRequest, RequestStatus
from roster.registry.models import ProfileSheet, Registrant
from training.models import Enrolment


@dataclass(frozen=True)
class Task:
    """One thing to do or to know, where to do it, and the state it is in."""

    label: str
    url: str
    state: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Part:
    """The tasks of one role; `empty` is the sentence when there is none."""

    title: str
    tasks: list[Task]
    empty: str
    empty_label: str = ""
    empty_url: str = ""


def for_person(user: User) -> list[Part]:
    """The parts of everything this account is: ministry staff, evaluator, officer, applicant,
    trainee, registrant.
    """
    return list(_parts(user))


def _parts(user: User) -> Iterator[Part]:
    if has_role(user, Role.STAFF, Role.AUDITOR):
        yield Part(_("公募業務"), list(_desk(user)), _("いま待っていることはありません。"))
    if has_role(user, Role.EVALUATOR):
        yield Part(_("評価"), list(_evaluation(user)), _("割り当てられた応募は、まだありません。"))
    if has_role(user, Role.OFFICER):
        yield _list(user)
    if not user.roles:
        yield Part(
            _("応募"),
            list(_applications(user)),
            _("応募はまだありません。受付中の公募から応募できます。"),
            _("公募を見る"),
            reverse("calls:index"),
        )
        yield from _after_selection(user)


def _desk(user: User) -> Iterator[Task]:
    for row in Round.objects.exclude(status__in=[RoundStatus.CONCLUDED, RoundStatus.CANCELLED]):
        tone = row.STATUS_TONES.get(row.status, "")
        yield Task(
            _("%(round)s の次の手順を見る") % {"round": row},
            _board(row),
            row.get_status_display(),
            tone,
        )
    yield from _recruitment(user)
    asked = ProvisionRequest.objects.filter(status=RequestStatus.SUBMITTED).count()
    if asked:
        yield Task(
            _("自治体からの情報提供依頼に答える"), reverse("provision:inbox"), _count(asked), "wait"
        )
    sheets = ProfileSheet.objects.in_preparation().count()
    if sheets:
        yield Task(
            _("情報シートを整えて承認する"), reverse("registry:registrants"), _count(sheets), "wait"
        )

    erasures = ErasureRequest.objects.open().count()
    if erasures:
        yield Task(_("消去の申出に答える"), reverse("accounts:erasures"), _count(erasures), "wait")


def _recruitment(user: User) -> Iterator[Task]:
    """What waits in rounds: questions, applications to look over, paper. One query for each."""
    for row in calls.with_waiting_questions():
        label = _("%(round)s に寄せられた質問に答える") % {"round": row}
        address = reverse("calls:asked", args=[row.code])
        yield Task(label, f"{address}?status=waiting", _count(row.waiting), "wait")
    for row in applications.with_unscreened(user):
        label = _("%(round)s に届いた応募を確かめる") % {"round": row}
        address = reverse("applications:received", args=[row.code])
        yield Task(label, f"{address}?status=submitted", _count(row.waiting), "wait")
    if not has_role(user, Role.STAFF):
        return
    for row in applications.with_unfinished_paper(user):
        label = _("%(round)s の紙の応募を入力し終える") % {"round": row}
        address = reverse("applications:enter_paper", args=[row.code])
        yield Task(label, address, _count(row.waiting), "wait")


def _evaluation(user: User) -> Iterator[Task]:
    mine = evaluation.readable_by(user).filter(candidacy__round__status=RoundStatus.EVALUATING)
    left = mine.open().count()
    if left:
        state = _("残り%(left)s/%(all)s件") % {"left": left, "all": mine.count()}
        yield Task(_("割り当てられた応募を採点する"), reverse("evaluation:index"), state, "wait")
    elif mine.exists():
        yield Task(_("採点はすべて終わりました"), reverse("evaluation:index"), _("済"), "good")


def _list(user: User) -> Part:
    grant = Grant.objects.for_user(user, timezone.localdate()).order_by("-until").first()
    tasks = []
    if grant is not None:
        state = _("%(day)sまで") % {"day": era(grant.until)}
        tasks.append(Task(_("リストから人を探す"), reverse("provision:list"), state, "good"))
    mine = provision.requests_of(user, timezone.localdate())
    for row in mine.filter(status__in=[RequestStatus.DRAFT, RequestStatus.SUBMITTED]):
        tone = row.STATUS_TONES.get(row.status, "")
        tasks.append(
            Task(_("情報提供依頼"), row.get_absolute_url(), row.get_status_display(), tone)
        )
    return Part(
        _("外部人材リスト"),
        tasks,
        _("リストを見るには、情報提供の依頼が必要です。"),
        _("依頼を書く"),
        reverse("provision:ask"),
    )


def _applications(user: User) -> Iterator[Task]:
    for row in (
        Application.objects.owned_by(user)
        .select_related("round")
        .order_by("-round__fiscal_year", "-pk")
    ):
        state, tone = _state_of(row)
        label = _("%(round)s への応募") % {"round": row.round}
        yield Task(label, row.get_absolute_url(), state, tone)


def _state_of(row: Application) -> tuple[str, str]:
    """What the applicant should know at a glance, and its tone."""
    state, tone = row.get_status_display(), row.STATUS_TONES.get(row.status, "")
    if row.status == ApplicationStatus.DRAFT and row.round.is_open() and row.round.closes_at:
        closes = moment(row.round.closes_at)
        state = _("%(state)s・締切 %(moment)s") % {"state": state, "moment": closes}
    if row.status == ApplicationStatus.RETURNED and row.correction_due_at:
        state = _("補正の期限 %(moment)s") % {"moment": moment(row.correction_due_at)}
    if row.status == ApplicationStatus.ACCEPTED:
        return (_("結果が出ました"), "act") if row.round.released_at else (_("評価中"), "")
    return state, tone


def _after_selection(user: User) -> Iterator[Part]:
    enrolments = Enrolment.objects.owned_by(user).select_related("programme__round")
    tasks = [
        Task(
            str(row.programme),
            reverse("training:index"),
            row.get_status_display(),
            row.STATUS_TONES.get(row.status, ""),
        )
        for row in enrolments
    ]
    if tasks:
        yield Part(_("研修"), tasks, "")
    registrant = Registrant.objects.filter(person__user=user).first()
    if registrant is not None:
        me = Task(
            _("わたしの登録と、自治体からの見え方"), reverse("registry:me"), registrant.number
        )
        yield Part(_("登録"), [me], "")


def _board(row: Round) -> str:
    return reverse("desk:board", args=[row.code])


def _count(number: int) -> str:
    return ngettext("%(number)s件", "%(number)s件", number) % {"number": number}
