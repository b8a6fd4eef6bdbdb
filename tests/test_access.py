"""Who may open what: every address × every person of `tests/world.py`.

An address without a row fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import World, build

PEOPLE = [
    "stranger",
    "applicant",
    "drafter",
    "trainee",
    "registrant",
    "evaluator",
    "officer",
    "officer2",
    "staff",
    "auditor",
]
Arguments = Callable[[World], list[Any]]


@dataclass(frozen=True)
class Row:
    """One address: how it is asked for, and what each person gets."""

    name: str
    arguments: Arguments
    answers: dict[str, int]
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)


def none(world: World) -> list[Any]:
    return []


def of_round(name: str, *more: Any) -> Arguments:
    return lambda world: [world.rounds[name].code, *more]


def of_call_row(name: str) -> Arguments:
    return lambda world: [world.rows[name].round.code, world.rows[name].public_id]


def of_row(name: str, attribute: str = "public_id", *more: Any) -> Arguments:
    return lambda world: [getattr(world.rows[name], attribute), *more]


def public(name: str, arguments: Arguments = none, answer: int = 200) -> Row:
    return Row(name, arguments, dict.fromkeys(PEOPLE, answer))


def only(name: str, arguments: Arguments = none, /, *, method: str = "get", **answers: int) -> Row:
    """Strangers are sent to sign in, the named get their answer, for everybody else it does not
    exist.
    """
    return Row(name, arguments, dict.fromkeys(PEOPLE, 404) | {"stranger": 302} | answers, method)


def desk(name: str, arguments: Arguments = none, /, **answers: int) -> Row:
    return only(name, arguments, **{"staff": 200, "auditor": 200} | answers)


def staff(name: str, arguments: Arguments = none, answer: int = 200) -> Row:
    return only(name, arguments, staff=answer)


def press(name: str, arguments: Arguments = none, /, **answers: int) -> Row:
    """A button: POST, without any field filled in."""
    return only(name, arguments, method="post", **answers)


def signed_in(name: str, arguments: Arguments = none, answer: int = 200, /, **answers: int) -> Row:
    return Row(name, arguments, dict.fromkeys(PEOPLE, answer) | {"stranger": 302} | answers)


SIGNED_IN = {"stranger": 302}
READERS = ["officer", "staff", "auditor"]
API = dict.fromkeys(PEOPLE, 404) | {"stranger": 401, "officer2": 403} | dict.fromkeys(READERS, 200)


def stranger_only(name: str, arguments: Arguments = none) -> Row:
    """Pages of signing in and up: whoever has signed in is sent on."""
    return Row(name, arguments, dict.fromkeys(PEOPLE, 302) | {"stranger": 200})


ALLAUTH = [
    stranger_only("account_login"),
    stranger_only("account_signup"),
    signed_in("account_logout"),
    signed_in("account_reauthenticate"),
    signed_in("account_email"),
    signed_in("account_change_password"),
    signed_in("account_set_password", none, 302),
    public("account_inactive"),
    public("account_email_verification_sent"),
    public("account_confirm_email", lambda world: ["unknown"]),
    public("account_confirm_login_code", answer=302),
    public("account_reset_password"),
    public("account_reset_password_done"),
    public("account_reset_password_from_key", lambda world: ["x", "unknown"]),
    public("account_reset_password_from_key_done"),
    # second factors and sessions: of the people here, only the trainee has a factor
    public("mfa_authenticate", answer=302),
    Row("mfa_login_webauthn", none, dict.fromkeys(PEOPLE, 302)),
    signed_in("mfa_index"),
    signed_in("mfa_reauthenticate", none, 302, trainee=200),
    signed_in("mfa_reauthenticate_webauthn", none, 302),
    signed_in("mfa_activate_totp", trainee=302),
    signed_in("mfa_deactivate_totp", none, 404, trainee=200),
    signed_in("mfa_list_webauthn"),
    signed_in("mfa_add_webauthn"),
    signed_in("mfa_edit_webauthn", lambda world: [1], 404),
    signed_in("mfa_remove_webauthn", lambda world: [1], 404),
    signed_in("mfa_view_recovery_codes", none, 404, trainee=200),
    signed_in("mfa_generate_recovery_codes"),
    signed_in("mfa_download_recovery_codes", none, 404, trainee=200),
    signed_in("usersessions_list"),
]

OPEN, DRAFT, EVALUATING = of_round("open"), of_round("draft"), of_round("evaluating")
TRAINING, CONCLUDED = of_round("training"), of_round("concluded")
REGISTRANT = of_row("registrant", "number")
IN_PREPARATION = of_row("registrant2", "number")
OF_CATEGORY = of_row("registrant", "number", "producer")


def an_evaluator(world: World) -> list[Any]:
    """An account that the desk looks at: the evaluator's."""
    return [world.person("evaluator").public_id]


def of_view(world: World) -> list[Any]:
    return [world.rounds["open"].code, world.rows["view"].public_id]


def of_attachment(world: World) -> list[Any]:
    return [world.rows["accepted"].public_id, world.rows["attached"].public_id]


def of_pair(world: World) -> list[Any]:
    return [world.rows["accepted"].public_id, world.rows["twin"].public_id]


def a_criterion(world: World) -> list[Any]:
    return [world.rounds["evaluating"].code, "producer", 1]


def a_letter(world: World) -> list[Any]:
    return [world.rows["told"].public_id, world.rows["letter"].public_id]


def a_seat(world: World) -> list[str]:
    seat = world.rows["seat of evaluator"]
    return [seat.round.code, seat.user.public_id]


def a_file(world: World) -> list[Any]:
    return [world.rows["draft"].public_id, world.rows["draft's file"].public_id]


ROWS = [
    # the site
    public("home"),
    public("pages:privacy"),
    public("pages:accessibility"),
    public("pages:contact"),
    signed_in("own_data"),
    signed_in("own_data_json"),
    signed_in("own_data_pdf"),
    public("set_language", answer=302),
    public("healthz"),
    public("readyz", answer=503),  # no worker runs here
    # signing in, by django-allauth
    *ALLAUTH,
    # accounts
    signed_in("accounts:account"),
    only("accounts:name", evaluator=200, officer=200, officer2=200, staff=200, auditor=200),
    Row("accounts:end_session", none, SIGNED_IN | dict.fromkeys(PEOPLE[1:], 404), "post"),
    public("accounts:invitation", lambda world: [world.rows["token"]]),
    signed_in("accounts:ask_for_erasure"),
    press("accounts:withdraw_erasure", applicant=302),
    only("accounts:colleagues", officer=200, officer2=200),
    only("accounts:invite_colleague", of_row("body of officer", "code"), officer=200),
    only("accounts:end_office", of_row("office of officer"), officer=200, staff=200),
    press("accounts:confirm_office", of_row("office of officer"), officer=403, staff=403),
    only("accounts:hand_over", of_row("office of officer"), officer=200, staff=200),
    press("accounts:make_responsible", of_row("office of officer"), officer=403, staff=403),
    press("accounts:revoke", of_row("invitation"), officer=302, staff=302),
    press("accounts:invite_again", of_row("invitation"), officer=302, staff=302),
    desk("accounts:erasures"),
    desk("accounts:answer_erasure", of_row("erasure")),
    desk("accounts:people"),
    staff("accounts:invite"),
    desk("accounts:person", an_evaluator),
    staff("accounts:take_role", lambda world: [*an_evaluator(world), "evaluator"]),
    staff("accounts:deactivate", an_evaluator),
    staff("accounts:reactivate", an_evaluator),
    staff("accounts:reset_factors", an_evaluator),
    # the API
    public("api:openapi-json"),
    public("api:api-root", answer=404),
    public("api:status"),
    public("api:rounds"),
    Row("api:registrants", none, API),
    Row("api:registrant", REGISTRANT, API),
    # results
    public("results:status"),
    public("results:releases"),
    public("results:release", CONCLUDED),
    # calls
    public("calls:index"),
    public("calls:detail", OPEN),
    public("calls:file", of_call_row("file")),
    public("calls:feed"),
    public("calls:dates", OPEN),
    public("calls:published", OPEN),
    public("calls:ask", OPEN),
    desk("calls:rounds"),
    staff("calls:create"),
    staff("calls:copy", OPEN),
    staff("calls:edit", DRAFT),
    desk("calls:preview", DRAFT),
    desk("calls:questions", DRAFT),
    staff("calls:edit_question", of_round("draft", 1)),
    press("calls:move_question", of_round("draft", 1), staff=302),
    press("calls:remove_question", of_round("draft", 1), staff=302),
    desk("calls:files", DRAFT),
    staff("calls:remove_file", of_call_row("file")),
    staff("calls:change_texts", OPEN),
    staff("calls:schedule", DRAFT, 403),  # without dates
    staff("calls:announce", DRAFT, 403),  # without dates
    press("calls:unschedule", DRAFT, staff=403),
    press("calls:announce", DRAFT, staff=403),  # without dates: the sentence
    staff("calls:change_period", OPEN),
    staff("calls:cancel", OPEN),
    desk("calls:asked", OPEN),
    desk("calls:answer", of_row("question waiting")),
    staff("calls:decline", of_row("question waiting")),
    staff("calls:unpublish", of_row("question published")),
    press("calls:reconsider", of_row("question declined"), staff=302),
    # applications
    signed_in("applications:index"),
    Row("applications:start", OPEN, SIGNED_IN | dict.fromkeys(PEOPLE[1:], 302), "post"),
    only("applications:detail", of_row("accepted"), applicant=200),
    only("applications:edit", of_row("draft"), drafter=200),
    only("applications:section", of_row("draft", "public_id", "person"), drafter=200),
    only("applications:records", of_row("draft"), drafter=200),
    press("applications:add_record", of_row("draft"), drafter=302),
    only("applications:record", of_row("draft", "public_id", 1), drafter=200),
    only("applications:remove_record", of_row("draft", "public_id", 1), drafter=200),
    only("applications:attachments", of_row("draft"), drafter=200),
    only("applications:attachment", a_file, drafter=200),
    press("applications:detach", a_file, drafter=302),
    only("applications:preview", of_row("draft"), drafter=200),
    signed_in("applications:find_place", none, 404),  # without a code
    only("applications:review", of_row("draft"), drafter=200),
    press("applications:submit", of_row("draft"), drafter=302),
    only("applications:receipt", of_row("accepted"), applicant=200),
    only("applications:withdraw", of_row("accepted"), applicant=200),
    staff("applications:extend", OPEN),
    only("applications:erase_draft", of_row("draft"), drafter=200),
    desk("applications:received", OPEN),
    desk("applications:screen", of_row("submitted")),
    press("applications:accept", of_row("submitted"), staff=302),
    staff("applications:return_for_correction", of_row("submitted")),
    staff("applications:refuse", of_row("submitted")),
    press("applications:save_view", OPEN, staff=302),
    press("applications:delete_view", of_view, staff=302),
    press("applications:bulk", OPEN, staff=403),  # without a verb
    staff("applications:export", OPEN),
    desk("applications:checklist", OPEN),
    press("applications:retire_item", lambda world: [world.rounds["open"].code, 1], staff=302),
    staff("applications:check", of_row("submitted")),
    press("applications:add_note", of_row("submitted"), staff=200),
    desk("applications:submission", of_row("submitted", "public_id", 1)),
    desk("applications:attachment_for_desk", of_attachment),
    desk("applications:compare", of_pair),
    press("applications:judge", of_pair, staff=302),
    staff("applications:enter_paper", OPEN),
    staff("applications:paper", of_row("on paper")),
    press("applications:submit_paper", of_row("on paper"), staff=302),
    staff("applications:add_arrival", of_row("on paper")),
    press("applications:discard_paper", of_row("on paper"), staff=302),
    # evaluation
    only("evaluation:index", evaluator=200),
    only("evaluation:score", of_row("evaluation of evaluator"), evaluator=200),
    press("evaluation:submit", of_row("evaluation of evaluator"), evaluator=200),
    only("evaluation:declare_conflict", of_row("evaluation of evaluator"), evaluator=200),
    only("evaluation:pledge", EVALUATING, evaluator=302),  # pledged already
    only("evaluation:declare", EVALUATING, evaluator=200),
    only("evaluation:bundle", EVALUATING, evaluator=200),
    only("evaluation:abstain", of_row("evaluation of evaluator"), evaluator=200),
    desk("evaluation:committee", EVALUATING),
    staff("evaluation:edit_seat", a_seat),
    desk("evaluation:conflicts", EVALUATING),
    press("evaluation:set_rules", EVALUATING, staff=403),  # too late
    press("evaluation:search_conflicts", EVALUATING, staff=302),
    staff("evaluation:judge_conflict", of_row("conflict")),
    press("evaluation:unseat", EVALUATING, staff=404),  # without naming a seat
    press("evaluation:set_due_date", EVALUATING, staff=200),
    desk("evaluation:criteria", EVALUATING),
    press("evaluation:prepare_criteria", OPEN, staff=302),
    staff("evaluation:add_criterion", lambda world: [world.rounds["open"].code, "producer"]),
    staff("evaluation:edit_criterion", a_criterion, 403),
    staff("evaluation:remove_criterion", a_criterion, 403),
    press("evaluation:start", OPEN, staff=403),
    desk("evaluation:assignment", EVALUATING),
    press("evaluation:assign", EVALUATING, staff=302),
    press("evaluation:pin", of_row("evaluation of evaluator"), staff=302),
    staff("evaluation:take_back", of_row("evaluation of evaluator")),
    staff("evaluation:reopen", of_row("evaluation of evaluator"), 403),  # not handed in
    desk("evaluation:meetings", EVALUATING),
    desk("evaluation:minutes", EVALUATING),
    desk("evaluation:decisions", EVALUATING),
    desk("evaluation:board", of_round("evaluating", "producer")),
    desk("evaluation:figures", EVALUATING),
    desk("evaluation:folder", of_round("training")),
    desk("evaluation:decide", of_row("undecided")),
    staff("evaluation:promote", of_row("undecided"), 403),
    staff("evaluation:record_correction", of_row("undecided"), 403),
    press("evaluation:approve_correction", of_row("undecided"), staff=403),
    press("evaluation:turn_down_correction", of_row("undecided"), staff=403),
    press("evaluation:close_decisions", EVALUATING, staff=403),
    staff("evaluation:give_up", of_row("undecided"), 403),
    desk("evaluation:release_results", EVALUATING),
    desk("evaluation:preview_letters", EVALUATING),
    press("evaluation:stop_release", EVALUATING, staff=404),  # none is held
    desk("evaluation:letters", TRAINING),
    desk("evaluation:letters_pdf", TRAINING),
    desk("evaluation:letter", of_row("letter")),
    desk("evaluation:letter_pdf", of_row("letter")),
    press("evaluation:resend_letter", of_row("letter"), staff=403),  # not sent yet
    only("evaluation:result", of_row("told"), trainee=200),
    only("evaluation:own_letter", a_letter, trainee=200),
    # training
    signed_in("training:index"),
    only("training:enrolment", of_row("enrolment"), trainee=200),
    desk("training:programme", TRAINING),
    press("training:start", TRAINING, staff=403),  # under way already
    press("training:enrol_missing", TRAINING, staff=302),
    staff("training:record_class", TRAINING),
    desk("training:record", of_row("enrolment")),
    staff("training:fail", of_row("enrolment")),
    staff("training:withdraw", of_row("enrolment")),
    # registry
    only("registry:me", registrant=200),
    desk("registry:register", TRAINING),
    staff("registry:conclude", TRAINING),
    desk("registry:registrants"),
    desk("registry:registrant", REGISTRANT),
    staff("registry:conditions", REGISTRANT),
    staff("registry:sheet", IN_PREPARATION),
    press("registry:start_sheet", REGISTRANT, staff=302),
    desk("registry:preview_sheet", IN_PREPARATION),
    press("registry:approve_sheet", IN_PREPARATION, staff=409),
    staff("registry:new_track_record", IN_PREPARATION),
    staff("registry:track_record", of_row("registrant2", "number", 1)),
    staff("registry:remove_track_record", of_row("registrant2", "number", 1)),
    staff("registry:suspend", OF_CATEGORY),
    press("registry:resume", OF_CATEGORY, staff=302),
    staff("registry:renew", OF_CATEGORY),
    staff("registry:deregister", OF_CATEGORY),
    desk("registry:editions"),
    press("registry:publish_edition", staff=200),
    desk("registry:edition_pdf", of_row("edition", "number")),
    # provision
    only("provision:list", officer=200, officer2=200, staff=200, auditor=200),
    only("provision:sheet", REGISTRANT, officer=200, staff=200, auditor=200),
    only("provision:requests", officer=200, officer2=200),
    only("provision:ask", officer=200, officer2=200),
    only("provision:request", of_row("request of officer"), officer=200),
    press("provision:submit", of_row("request of officer"), officer=200),
    press("provision:withdraw", of_row("request of officer"), officer=403),
    desk("provision:inbox"),
    desk("provision:decide", of_row("request of officer2")),
    press("provision:grant", of_row("request of officer2"), staff=200),
    press("provision:decline", of_row("request of officer2"), staff=200),
    press("provision:end", of_row("request of officer"), staff=200),
    # the desk
    desk("desk:index", staff=302, auditor=302),
    desk("desk:board", EVALUATING),
]
OPEN_ANYWAY = {
    "set_language",
    "account_logout",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
}  # which send everybody on
MATRIX = {row.name: row for row in ROWS}


def address_of(world: World, row: Row) -> str:
    return reverse(row.name, args=row.arguments(world))


def walk(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name, through every include."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern


def ours() -> dict[str, URLPattern]:
    """All addresses but the Django admin's, which tests/test_admin.py holds."""
    return {
        name: pattern
        for name, pattern in walk(get_resolver().url_patterns)
        if not name.startswith("admin:")
    }


def test_every_address_has_its_row() -> None:
    assert sorted(ours()) == sorted(MATRIX)


def test_only_the_listed_views_are_open_to_strangers() -> None:
    open_views = {
        name
        for name, found in ours().items()
        if not getattr(found.callback, "login_required", True)
    }
    listed = {name for name, row in MATRIX.items() if row.answers["stranger"] != 302} | OPEN_ANYWAY
    assert open_views == listed


@pytest.fixture
def world(db: None) -> World:
    return build()


def ask(client: Client, row: Row, address: str) -> Any:
    answer = getattr(client, row.method)(address, row.data)
    if answer.streaming:
        b"".join(answer)  # to its end, which closes the file behind it
    return answer


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_gets_the_listed_answers(world: World, name: str, subtests: Any) -> None:
    for row in ROWS:
        client = Client()
        if world.people[name] is not None:
            client.force_login(world.people[name])
        with subtests.test(row.name), transaction.atomic():
            answer = ask(client, row, address_of(world, row))
            if answer.streaming:
                b"".join(answer)  # to its end, which closes the file
            assert answer.status_code == row.answers[name]
            transaction.set_rollback(True)  # a button that works would change the next answer
