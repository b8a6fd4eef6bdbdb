"""The admin: lists and rows can be read, only reference data changed, roles only by the action."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Assumption, LocalGovernment, Officer, RoleChange, User
from accounts.roles import STAFF_EDITS, Role
from common.admin import FactsAdmin
from recruitment.calls.models import Round
from recruitment.evaluation.models import Evaluation
from recruitment.standards.models import SkillStandard
from tests import factories
from tests.evaluation import situations
from tests.training import situations as training

SignIn = Callable[[Any], Client]
MINE = ["accounts", "account", "standards", "evaluation", "training"]
PAGES = {
    model._meta.label_lower: page
    for model, page in admin.site._registry.items()
    if model._meta.app_label in MINE
}


def address(model: type, name: str, *places: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=places)


@pytest.fixture
def everything(
    standard: SkillStandard, staff: User, evaluators: list[User], officer: User
) -> Round:
    """A row of every model: a conflict, scores, decisions, a completion, an assumption."""
    Assumption.objects.create(key="registration_years", value=3, unit="年", note="前提")
    row = situations.evaluating_round(standard, staff, evaluators, fiscal_year=2027)
    for candidacy in situations.judged(row, staff):
        situations.decide(candidacy, staff)
    programme = training.started(training.released_round(standard), staff)
    training.record_all(programme.enrolments.first(), staff)
    return row


def test_every_list_and_row_opens_and_nothing_can_be_deleted(
    signed_in: SignIn, everything: Round, staff: User
) -> None:
    client, empty = signed_in(staff), set()
    for label, page in PAGES.items():
        assert isinstance(page, FactsAdmin), label
        query = {"q": "a"} if page.search_fields else {}
        assert client.get(address(page.model, "changelist"), query).status_code == 200, label
        row = page.model._default_manager.first()
        if row is None:
            empty.add(label)
            continue
        shown = client.get(address(page.model, "change", row.pk))
        assert shown.status_code == 200, label
        assert 'name="status"' not in shown.content.decode(), label
        deleted = client.post(address(page.model, "delete", row.pk), {"post": "yes"})
        assert deleted.status_code == 403, label
    assert empty == {
        "evaluation.conflictofinterest",
        "evaluation.meeting",
        "accounts.access",
    }


def test_only_reference_data_is_edited_here() -> None:
    assert {label for label, page in PAGES.items() if page.edited_here} == set(STAFF_EDITS)


def test_auditors_change_nothing(signed_in: SignIn, everything: Round, auditor: User) -> None:
    client = signed_in(auditor)
    for label, page in PAGES.items():
        assert client.get(address(page.model, "changelist")).status_code == 200, label
        assert client.get(address(page.model, "add")).status_code == 403, label
        row = page.model._default_manager.first()
        if row is not None:
            answer = client.post(address(page.model, "change", row.pk), {})
            assert answer.status_code == 403, label


def test_the_back_doors_are_closed() -> None:
    assert not admin.site.is_registered(Group)
    assert not admin.site.is_registered(ProcrastinateJob)


def test_no_password_is_shown(signed_in: SignIn, staff: User, evaluator: User) -> None:
    evaluator.set_password("a-long-enough-password")
    evaluator.save(update_fields=["password"])
    page = signed_in(staff).get(address(User, "change", evaluator.pk)).content.decode()
    assert "argon2" not in page
    assert evaluator.password not in page
    assert "評価委員" in page


def act(client: Client, name: str, *users: User) -> Any:
    facts = {"action": name, "_selected_action": [user.pk for user in users]}
    return client.post(address(User, "changelist"), facts, follow=True)


def test_a_role_is_given_and_taken_by_the_action(
    signed_in: SignIn, staff: User, applicant: User
) -> None:
    client = signed_in(staff)
    act(client, "give_evaluator", applicant)
    assert User.objects.get(pk=applicant.pk).roles == {Role.EVALUATOR}
    act(client, "take_evaluator", applicant)
    assert User.objects.get(pk=applicant.pk).roles == frozenset()
    changes = RoleChange.objects.filter(user=applicant).values_list("granted", "by")
    assert list(changes) == [(True, staff.pk), (False, staff.pk)]


def test_nobody_changes_their_own_role(signed_in: SignIn, staff: User, applicant: User) -> None:
    page = act(signed_in(staff), "give_auditor", applicant, staff)
    assert "自分の役割は変えられません。" in page.content.decode()
    assert User.objects.get(pk=applicant.pk).roles == frozenset()


def test_auditors_have_no_role_buttons(signed_in: SignIn, auditor: User, applicant: User) -> None:
    client = signed_in(auditor)
    assert "give_evaluator" not in client.get(address(User, "changelist")).content.decode()
    act(client, "give_evaluator", applicant)
    assert User.objects.get(pk=applicant.pk).roles == frozenset()


def test_an_officer_is_appointed_by_the_action(
    signed_in: SignIn, staff: User, applicant: User, kawazu: LocalGovernment
) -> None:
    facts = {"user": applicant.pk, "local_government": kawazu.pk, "since": "2026-04-01"}
    answer = signed_in(staff).post(address(Officer, "add"), facts | {"department": "企画課"})
    assert answer.status_code == 302
    assert User.objects.get(pk=applicant.pk).roles == {Role.OFFICER}
    assert Officer.objects.get().department == "企画課"


def appoint(client: Client, user: User, government: LocalGovernment, since: str) -> str:
    facts = {"user": user.pk, "local_government": government.pk, "since": since, "department": ""}
    return client.post(address(Officer, "add"), facts, follow=True).content.decode()


def end(client: Client, *offices: Officer) -> str:
    facts = {"action": "end_today", "_selected_action": [office.pk for office in offices]}
    return client.post(address(Officer, "changelist"), facts, follow=True).content.decode()


def test_nobody_is_appointed_twice_at_a_time(
    signed_in: SignIn, staff: User, officer: User, kawazu: LocalGovernment
) -> None:
    client = signed_in(staff)
    for since in ("2022-04-01", "2021-04-01", "2026-04-01"):
        assert "もうこの団体の担当者です" in appoint(client, officer, kawazu, since)
    assert Officer.objects.count() == 1
    end(client, Officer.objects.get())
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    appoint(client, officer, kawazu, tomorrow.isoformat())
    assert Officer.objects.count() == 2


def test_nobody_appoints_themselves_or_a_stranger(
    signed_in: SignIn, staff: User, applicant: User, kawazu: LocalGovernment
) -> None:
    client = signed_in(staff)
    assert "自分の役割は変えられません。" in appoint(client, staff, kawazu, "2026-04-01")
    EmailAddress.objects.filter(user=applicant).update(verified=False)
    assert "まだ確認されていません" in appoint(client, applicant, kawazu, "2026-04-01")
    assert not Officer.objects.exists()


def test_an_office_is_ended_by_the_action_and_not_lengthened(
    signed_in: SignIn, staff: User, officer: User
) -> None:
    client, row, today = signed_in(staff), Officer.objects.get(), timezone.localdate()
    assert "任を終えました。" in end(client, row)
    row.refresh_from_db()
    assert row.until == today
    assert not Officer.objects.serving(today + dt.timedelta(days=1)).exists()
    Officer.objects.update(until=dt.date(2023, 3, 31))
    assert "もう終わっています" in end(client, row)
    Officer.objects.update(since=today + dt.timedelta(days=1), until=None)
    assert "開始日以後" in end(client, row)


def test_only_staff_end_an_office_and_not_their_own(
    signed_in: SignIn, staff: User, auditor: User, officer: User
) -> None:
    row = Officer.objects.get()
    assert "任を終える" not in end(signed_in(auditor), row)
    Officer.objects.update(user=staff)
    assert "自分の役割は変えられません。" in end(signed_in(staff), row)
    row.refresh_from_db()
    assert row.until is None


def test_reference_data_is_changed_by_staff(signed_in: SignIn, staff: User) -> None:
    row = Assumption.objects.create(key="registration_years", value=3, unit="年", note="前提")
    facts = {"key": row.key, "value": "5", "unit": "年", "note": "決まった"}
    assert signed_in(staff).post(address(Assumption, "change", row.pk), facts).status_code == 302
    row.refresh_from_db()
    assert row.value == 5


def test_modules_stand_once_something_is_recorded(
    signed_in: SignIn, standard: SkillStandard, staff: User
) -> None:
    programme = training.started(training.released_round(standard), staff)
    module = programme.modules.order_by("order").first()
    facts = {
        "programme": programme.pk,
        "order": 1,
        "title": "改めた科目",
        "title_en": "",
        "is_mandatory": "on",
    }
    url, client = address(type(module), "change", module.pk), signed_in(staff)
    assert client.post(url, facts).status_code == 302
    training.record_all(programme.enrolments.first(), staff, but=6)
    assert client.post(url, facts).status_code == 403
    added = client.post(address(type(module), "add"), facts | {"order": 8})
    assert "修了の記録が始まった研修の科目は、変えられません。" in added.content.decode()


def test_a_stranger_signs_in_by_the_products_own_page(client: Client, db: None) -> None:
    answer = client.get(reverse("admin:login"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_an_applicant_does_not_get_in(signed_in: SignIn, applicant: User) -> None:
    answer = signed_in(applicant).get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403


def test_scores_are_not_written_here(signed_in: SignIn, everything: Round, staff: User) -> None:
    row = Evaluation.objects.first()
    assert row is not None
    url = address(Evaluation, "change", row.pk)
    assert signed_in(staff).post(url, {"recommendation": "fail"}).status_code == 403


def test_lists_do_not_grow_with_their_rows(
    signed_in: SignIn, everything: Round, staff: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(staff)
    factories.UserFactory.create_batch(3)
    for page in PAGES.values():
        with django_assert_max_num_queries(14):
            client.get(address(page.model, "changelist"))


@pytest.mark.parametrize(
    "address",
    [
        "/admin/accounts/user/?password__startswith=argon2",
        "/admin/applications/application/?motive__contains=x",
        "/admin/registry/editionentry/?salt__startswith=0",
    ],
)
def test_filters_in_the_address_reach_no_hidden_column(auditor: User, address: str) -> None:
    client = Client()
    client.force_login(auditor)
    assert client.get(address).status_code == 400
