"""Where one may go from the header: by role, and by the rows that name the person."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.roles import Role, has_role
from common.compiled import compiled
from roster.provision.models import ProvisionRequest, RequestStatus
from roster.registry.models import Registrant
from training.models import Enrolment


@dataclass(frozen=True)
class Item:
    """One place in the header; `count` is how much waits there."""

    label: str
    url: str
    current: bool = False
    count: int = 0


def navigation_for(request: HttpRequest) -> list[Item]:
    """The places of the person who asks, the one where she is marked."""
    here = request.path
    items = list(_places(getattr(request, "user", None)))
    home = reverse("home")
    nearest = max(
        (item.url for item in items if item.url != home and here.startswith(item.url)),
        key=len,
        default="",
    )
    current = nearest or (here if here == home else "")
    return [Item(item.label, item.url, item.url == current, item.count) for item in items]


def place_of(request: HttpRequest) -> Item | None:
    """What the product is called for this person: the desk, the committee's room, or the list
    itself.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    if has_role(user, Role.STAFF, Role.AUDITOR):
        return Item(_("公募業務"), reverse("desk:index"))
    return Item(_("自治体DX 外部人材リスト"), reverse("home"))


def _places(user: User | None) -> Iterator[Item]:
    if user is None or not user.is_authenticated:
        yield from _public()
        return
    if has_role(user, Role.STAFF, Role.AUDITOR):
        yield from _desk(user)
    if has_role(user, Role.EVALUATOR):
        yield Item(_("評価"), reverse("evaluation:index"))
    if has_role(user, Role.OFFICER):
        yield Item(_("人を探す"), reverse("provision:list"))
        yield Item(_("依頼"), reverse("provision:requests"))
        yield Item(_("担当者一覧"), reverse("accounts:colleagues"))
        yield Item(_("登録状況"), reverse("results:status"))
    if not user.roles:
        yield from _applicant(user)


def _public() -> Iterator[Item]:
    yield Item(_("制度のあらまし"), reverse("home"))
    yield Item(_("公募"), reverse("calls:index"))
    yield Item(_("登録状況"), reverse("results:status"))
    yield Item(_("選考結果"), reverse("results:releases"))
    yield Item(_("お問い合わせ"), reverse("pages:contact"))


def _desk(user: User) -> Iterator[Item]:
    waiting = ProvisionRequest.objects.filter(status=RequestStatus.SUBMITTED).count()
    yield Item(_("待っていること"), reverse("home"))
    yield Item(_("公募"), reverse("calls:rounds"))
    yield Item(_("登録"), reverse("registry:registrants"))
    yield Item(_("リストの版"), reverse("registry:editions"))
    yield Item(_("情報提供"), reverse("provision:inbox"), count=waiting)
    yield Item(_("選考結果"), reverse("results:releases"))
    yield Item(_("利用者"), reverse("accounts:people"))
    yield Item(_("管理"), reverse("admin:index"))


def _applicant(user: User) -> Iterator[Item]:
    yield Item(_("応募"), reverse("applications:index"))
    yield Item(_("公募"), reverse("calls:index"))
    [(trains, is_listed)] = _later_stages(user.pk) or [(False, False)]
    if trains:
        yield Item(_("研修"), reverse("training:index"))
    if is_listed:
        yield Item(_("わたしの登録"), reverse("registry:me"))


@compiled
def _later_stages(user_id: int) -> "QuerySet[Person, tuple[bool, bool]]":
    """Whether the account's person is in a training, and on the list."""
    return (
        Person.objects.filter(user=user_id)
        .order_by()
        .values_list(
            Exists(Enrolment.objects.filter(person=OuterRef("pk"))),
            Exists(Registrant.objects.filter(person=OuterRef("pk"))),
        )
    )
