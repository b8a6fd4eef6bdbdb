"""What the browser sends while one writes: named fields alone, each for itself."""

import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from accounts.models import User
from recruitment.applications import actions
from recruitment.applications.merging import mark
from recruitment.applications.models import Application
from recruitment.calls.models import Round
from tests import factories
from tests.applications.situations import COMPLETE, asking, marks, now_said, part
from tests.visitor import Visitor, at_work


def autosave(
    writer: Visitor, address: str, names: list[str], seen: dict[str, str] | None = None, **sent: Any
) -> HttpResponse:
    """What the browser sends while one writes; by default after opening the page just now."""
    if seen is None:
        seen = marks(Application.objects.get(public_id=address.split("/")[2]))
    data = {"autosave": "1", "names": names, "seen": json.dumps(seen)} | sent
    return writer.client.post(address, data)


def test_what_was_typed_is_saved_and_said_calmly(draft: Application, writer: Visitor) -> None:
    answer = autosave(writer, part(draft, "categories"), ["motive"], motive="書きかけの文")
    said = answer.json()
    assert re.fullmatch("保存しました [0-2][0-9]:[0-5][0-9]", said["said"])
    assert said == {
        "said": said["said"],
        "seen": {"motive": mark("書きかけの文")},
        "errors": {},
        "clashes": {},
    }
    assert now_said(draft, "motive") == "書きかけの文"


def test_the_time_is_that_of_japan(draft: Application, writer: Visitor) -> None:
    said = autosave(writer, part(draft, "categories"), ["motive"], motive="文").json()["said"]
    clock = {f"{timezone.localtime():%H:%M}"}
    assert said.split()[-1] in clock | {
        f"{timezone.localtime() - timezone.timedelta(minutes=1):%H:%M}"
    }


def test_only_named_fields_change(draft: Application, writer: Visitor) -> None:
    """A tick or a field that the browser did not name is neither emptied nor overwritten."""
    sent = {"position": "課長", "employer": "名指されていない会社"}
    autosave(writer, part(draft, "work"), ["position"], **sent)
    assert now_said(draft, "position") == "課長"
    assert now_said(draft, "employer") == COMPLETE["employer"]
    assert now_said(draft, "industry") == COMPLETE["industry"]


def test_a_named_tick_that_is_not_sent_is_taken_away(draft: Application, writer: Visitor) -> None:
    autosave(writer, part(draft, "consents"), ["consent-use"])
    assert now_said(draft, "consent-use") is False
    assert now_said(draft, "consent-provision") is True


def test_a_name_of_another_page_or_of_nothing_is_no_name(
    draft: Application, writer: Visitor
) -> None:
    names = ["motive", "consent-use", "version", "status", "person", "record-1-title", "x", ""]
    sent = {"motive": "他のページ", "status": "accepted", "employer": "会社"}
    answer = autosave(writer, part(draft, "work"), names, **sent)
    assert answer.json()["seen"] == {}
    assert now_said(draft, "motive") == COMPLETE["motive"]
    assert now_said(draft, "employer") == COMPLETE["employer"]
    assert Application.objects.get().status == "draft"


@pytest.mark.parametrize(
    "date", [("2025", "2", "30"), ("2025", "", ""), ("85", "2", "3"), ("x", "2", "3")]
)
def test_an_impossible_date_keeps_no_other_field_back(
    draft: Application, writer: Visitor, date: tuple[str, str, str]
) -> None:
    sent = dict(zip(("birth_date_year", "birth_date_month", "birth_date_day"), date, strict=True))
    names = ["birth_date", "municipality"]
    said = autosave(writer, part(draft, "person"), names, municipality="伊東市", **sent).json()
    assert list(said["errors"]) == ["birth_date"]
    assert list(said["seen"]) == ["municipality"]
    assert said["said"].startswith("保存しました")
    assert now_said(draft, "municipality") == "伊東市"
    assert now_said(draft, "birth_date") == COMPLETE["birth_date"]


def test_it_never_says_saved_when_nothing_could_be(draft: Application, writer: Visitor) -> None:
    said = autosave(writer, part(draft, "person"), ["postal_code"], postal_code="12").json()
    assert list(said["errors"]) == ["postal_code"]
    assert said["said"] == "直すところが1つあります"
    assert said["seen"] == {}


def test_a_record_that_would_end_before_it_starts_is_said_beside_the_date(
    draft: Application, writer: Visitor
) -> None:
    sent = {"record-1-ended_on_year": "2020", "record-1-ended_on_month": "1"}
    names = ["record-1-ended_on", "record-1-role"]
    address = part(draft, "records/1")
    said = autosave(writer, address, names, **sent, **{"record-1-role": "班長"}).json()
    assert said["errors"] == {"record-1-ended_on": ["終了は、開始以後にしてください。"]}
    assert now_said(draft, "record-1-role") == "班長"
    assert now_said(draft, "record-1-ended_on") == COMPLETE["record-1-ended_on"]


def test_a_clash_comes_back_with_both_texts_and_nothing_is_written(
    draft: Application, writer: Visitor
) -> None:
    seen = {"motive": mark("前の文")}
    answer = autosave(writer, part(draft, "categories"), ["motive"], seen, motive="<b>後の文</b>")
    said = answer.json()
    html = said["clashes"]["motive"]
    assert COMPLETE["motive"] in html
    assert "&lt;b&gt;後の文" in html
    assert 'name="theirs" value="motive"' in html
    assert f'name="mine" value="motive:{mark(COMPLETE["motive"])}"' in html
    assert "どちらの文にするか" in said["said"]
    assert said["seen"] == {}
    assert now_said(draft, "motive") == COMPLETE["motive"]


def test_a_clash_keeps_no_other_field_back(draft: Application, writer: Visitor) -> None:
    seen = {"employer": mark("前"), "position": mark(COMPLETE["position"])}
    sent = {"employer": "後", "position": "課長"}
    said = autosave(writer, part(draft, "work"), list(sent), seen, **sent).json()
    assert (list(said["clashes"]), list(said["seen"])) == (["employer"], ["position"])
    assert now_said(draft, "position") == "課長"


def test_an_old_text_typed_anew_does_not_pass_for_having_seen_the_new_one(
    draft: Application, writer: Visitor, applicant: User
) -> None:
    """Typed and taken back: not written, and a later save of that page still clashes."""
    address, shown = part(draft, "work"), {"employer": mark(COMPLETE["employer"])}
    actions.save(draft, by=applicant, values={"employer": "新しい会社"})
    said = autosave(writer, address, ["employer"], shown, employer=COMPLETE["employer"]).json()
    assert (said["clashes"], now_said(draft, "employer")) == ({}, "新しい会社")
    said = autosave(writer, address, ["employer"], said["seen"], employer="別の会社").json()
    assert list(said["clashes"]) == ["employer"]
    assert now_said(draft, "employer") == "新しい会社"


def test_after_a_save_the_same_page_goes_on_without_a_clash(
    draft: Application, writer: Visitor
) -> None:
    """Also where what is stored is not what was typed: kana, spaces, the lines of a browser."""
    address, seen = part(draft, "person"), {"family_name_kana": mark(COMPLETE["family_name_kana"])}
    for typed in ("やまだ", "やまだ ", "ﾔﾏﾀﾞ", "ヤマモト"):
        name = {"family_name_kana": typed}
        said = autosave(writer, address, list(name), seen, **name).json()
        assert said["clashes"] == {}
        seen = said["seen"]
    assert now_said(draft, "family_name_kana") == "ヤマモト"


def test_after_the_closing_it_is_refused_with_the_sentence(
    draft: Application, writer: Visitor
) -> None:
    Round.objects.update(closes_at=timezone.now())
    answer = autosave(writer, part(draft, "categories"), ["motive"], motive="遅れた文")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")
    assert "に終了しました" in answer.json()["refused"]
    assert now_said(draft, "motive") == COMPLETE["motive"]


def test_for_another_account_the_draft_does_not_exist(draft: Application) -> None:
    stranger = at_work(factories.UserFactory())
    answer = autosave(stranger, part(draft, "categories"), ["motive"], motive="他人の文")
    assert answer.status_code == 404
    assert now_said(draft, "motive") == COMPLETE["motive"]


def test_whose_session_has_ended_is_not_answered_in_json(draft: Application) -> None:
    answer = autosave(Visitor(), part(draft, "categories"), ["motive"], motive="文")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_each_page_saves_while_one_writes(
    open_round: Round, draft: Application, writer: Visitor
) -> None:
    asking(open_round, {"label": "志望する自治体"})
    for key, name, typed, stored in (
        ("skills", "level-producer-1", "2", 2),
        ("skills", "records-producer-2", [], []),
        ("skills", "note-producer-1", "補足の文", "補足の文"),
        ("questions", "answer-1", "河津町", "河津町"),
        ("conditions", "days_per_week", "5", 5),
        ("conditions", "prefectures", ["39", "13"], ["39", "13"]),
        ("conditions", "is_full_time", "true", True),
        ("records/1", "record-1-title", "新しい件名", "新しい件名"),
    ):
        said = autosave(writer, part(draft, key), [name], **{name: typed}).json()
        assert (said["errors"], said["clashes"]) == ({}, {}), name
        assert now_said(draft, name) == stored


def test_more_names_than_any_page_has_are_not_read(draft: Application, writer: Visitor) -> None:
    names = ["x"] * 300 + ["motive"]
    autosave(writer, part(draft, "categories"), names, motive="後ろの文")
    assert now_said(draft, "motive") == COMPLETE["motive"]
