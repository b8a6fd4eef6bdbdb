"""One's own data as a paper, made from the same dictionary as the JSON.

A row becomes a block of facts, a list of rows a block each; what comes in many small rows (logs,
history, files) becomes one line a row.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from common import pdf
from common.templatetags.ui import era, moment
from config.own_data import Data
from recruitment.applications import content
from recruitment.standards.models import Category

LINES = {
    "addresses", "second_factors", "role_changes", "log", "looks", "history", "attachments",
    "results", "modules", "renewals", "skills", "editions", "versions",
}  # fmt: skip
MOST = 200  # lines of one list on paper; the JSON has them all
CONTENT = {"content", "working_copy"}
LABELS = {
    "account": lazy("アカウント"),
    "action": lazy("推進したこと"),
    "added_at": lazy("添付日時"),
    "addresses": lazy("メールアドレス"),
    "answer": lazy("本人への説明"),
    "answered_at": lazy("回答の日時"),
    "applications": lazy("応募"),
    "approved_at": lazy("承認日時"),
    "arrived_at": lazy("到達日時"),
    "as_of": lazy("現在日"),
    "asked_at": lazy("申出の日時"),
    "at": lazy("日時"),
    "attachments": lazy("添付ファイル"),
    "birth_date": lazy("生年月日"),
    "body_kind": lazy("団体の種別"),
    "body_size": lazy("団体の規模(人口・従業員)"),
    "browser": lazy("ブラウザ"),
    "by_oneself": lazy("自分の操作"),
    "categories": lazy("人材類型"),
    "category": lazy("人材類型"),
    "completed_on": lazy("修了日"),
    "conditions": lazy("働き方の条件"),
    "confirmed_on": lazy("本人が確認した日"),
    "content": lazy("提出内容"),
    "content_type": lazy("種類"),
    "correction_due_at": lazy("補正の期限"),
    "created_at": lazy("作成日時"),
    "days_per_week": lazy("週あたりの日数"),
    "department": lazy("所属"),
    "deregistered_on": lazy("登録解除日"),
    "detail": lazy("内容"),
    "devices_signed_in": lazy("サインイン中の端末"),
    "digest": lazy("要約値(SHA-256)"),
    "display_name": lazy("表示名"),
    "due_on": lazy("回答の期限"),
    "earliest_start": lazy("最も早い開始日"),
    "editions": lazy("載っているリストの版"),
    "email": lazy("メールアドレス"),
    "employer": lazy("勤務先"),
    "employer_consents": lazy("勤務先が副業を認めている"),
    "ended_on": lazy("終了"),
    "ends_on": lazy("終了日"),
    "erasure_requests": lazy("消去の申出"),
    "event": lazy("できごと"),
    "family_name": lazy("氏"),
    "family_name_kana": lazy("氏(フリガナ)"),
    "family_name_latin": lazy("氏(英字)"),
    "field": lazy("分野"),
    "fields_driven": lazy("推進できる分野"),
    "given_name": lazy("名"),
    "given_name_kana": lazy("名(フリガナ)"),
    "given_name_latin": lazy("名(英字)"),
    "granted": lazy("付与"),
    "history": lazy("これまでの経過"),
    "industry": lazy("業種"),
    "ip": lazy("IPアドレス"),
    "is_full_time": lazy("常勤できる"),
    "is_mandatory": lazy("必修"),
    "kind": lazy("種類"),
    "last_signed_in_at": lazy("最後のサインイン"),
    "last_used_at": lazy("最後に使った日時"),
    "level": lazy("水準"),
    "local_government": lazy("地方公共団体"),
    "log": lazy("アカウントの記録"),
    "looks": lazy("閲覧記録"),
    "modules": lazy("科目"),
    "name": lazy("名称"),
    "number": lazy("番号"),
    "offices": lazy("自治体担当者としての任"),
    "outcome": lazy("結果"),
    "pay_band": lazy("希望する報酬"),
    "person": lazy("氏名・生年月日"),
    "prefecture": lazy("居住する都道府県"),
    "prefectures": lazy("対面できる都道府県"),
    "primary": lazy("主なアドレス"),
    "qualifications": lazy("資格"),
    "reason": lazy("理由"),
    "receipt_number": lazy("受付番号"),
    "recorded_at": lazy("記録日時"),
    "records": lazy("活動実績"),
    "reference": lazy("確認できるもの"),
    "registered_on": lazy("登録日"),
    "registration": lazy("登録"),
    "registrations": lazy("人材類型ごとの登録"),
    "remote_share": lazy("リモートの割合"),
    "removed_at": lazy("外した日時"),
    "renewals": lazy("更新"),
    "renewed_on": lazy("更新日"),
    "result": lazy("成果"),
    "results": lazy("選考結果"),
    "role": lazy("役割"),
    "role_changes": lazy("役割の変更"),
    "roles": lazy("役割"),
    "round": lazy("公募"),
    "second_factors": lazy("第2要素"),
    "sheets": lazy("情報シート"),
    "shown_family_name": lazy("表示する氏(旧姓・通称)"),
    "shown_given_name": lazy("表示する名(旧姓・通称)"),
    "since": lazy("開始日"),
    "size": lazy("大きさ(バイト)"),
    "skills": lazy("スキル"),
    "started_on": lazy("開始"),
    "starts_on": lazy("開始日"),
    "status": lazy("状態"),
    "submissions": lazy("提出"),
    "submitted_at": lazy("提出日時"),
    "summary": lazy("紹介文"),
    "title": lazy("件名"),
    "training": lazy("研修"),
    "until": lazy("終了日"),
    "valid_until": lazy("有効期限"),
    "verified": lazy("確認済み"),
    "versions": lazy("変更の履歴"),
    "why_deregistered": lazy("登録解除の理由"),
    "withdrawn_at": lazy("取りやめた日時"),
    "working_copy": lazy("下書き"),
}


@dataclass(frozen=True)
class Fact:
    """A value with its name; long ones run over the whole width."""

    label: str
    value: str
    long: bool = False


@dataclass(frozen=True)
class Block:
    """A heading of some depth with what stands under it: facts, or lines of one list."""

    level: int
    title: str
    facts: list[Fact] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    more: str = ""


def paper(data: Data) -> bytes:
    """The PDF, in the reader's language."""
    context = {"blocks": list(blocks(data)), "data": data}
    return pdf.render("pdf/own_data.html", context, language=get_language() or "ja")


def blocks(data: Data) -> Iterator[Block]:
    """Every part of the dictionary in its order; what is empty is left out."""
    for key, value in data.items():
        if isinstance(value, dict | list) and value:
            yield from _under(key, value, 2)


def label(key: str) -> str:
    return str(LABELS.get(key, key))


def _under(key: str, value: Any, level: int) -> Iterator[Block]:
    if key in CONTENT:
        yield Block(level, label(key), _said(value))
    elif isinstance(value, dict):
        yield from _row(label(key), value, level)
    elif key in LINES:
        yield _lines(key, value, level)
    else:
        for number, row in enumerate(value, start=1):
            yield from _row(f"{label(key)} {number}", row, level)


def _row(title: str, row: Data, level: int) -> Iterator[Block]:
    """Its own facts first, then what it holds, one level deeper."""
    inner = {key: value for key, value in row.items() if _is_part(key, value)}
    yield Block(level, title, list(_facts({key: row[key] for key in row if key not in inner})))
    for key, value in inner.items():
        yield from _under(key, value, level + 1)


def _is_part(key: str, value: Any) -> bool:
    """Whether it holds rows of its own; an empty list holds none."""
    if isinstance(value, dict):
        return True
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _facts(row: Data) -> Iterator[Fact]:
    for key, value in row.items():
        if key.endswith("_label"):
            continue
        text = words(row.get(f"{key}_label", value))
        if text:
            yield Fact(label(key), text, long=len(text) > 100 or "\n" in text)


def _lines(key: str, rows: list[Data], level: int) -> Block:
    left = len(rows) - MOST
    more = ngettext(
        "ほか%(left)s件は、JSONにあります。", "ほか%(left)s件は、JSONにあります。", left
    )
    return Block(
        level,
        label(key),
        lines=[_line(row) for row in rows[:MOST]],
        more=more % {"left": left} if left > 0 else "",
    )


def _line(row: Data) -> str:
    said = [
        _("%(label)s: %(text)s") % {"label": fact.label, "text": fact.value} for fact in _facts(row)
    ]
    return _("、").join(said)


def words(value: Any) -> str:
    """A value as a reader writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return era(value)
    if isinstance(value, list):
        return _("、").join(map(words, value))
    return str(value)


def _said(said: Data) -> list[Fact]:
    """A submission or a working copy in the words of the review page; skill items of categories
    that are not chosen any more come last.
    """
    names = dict(Category.objects.order_by("standard", "order").values_list("code", _name()))
    other = sorted({row["category"] for row in said.get("skills", [])} - set(said["categories"]))
    lines = content.shown(said, names)
    lines += [
        line
        for line in content.shown(said | {"categories": other}, names)
        if line.names[0].startswith("level-")
    ]
    return [Fact(line.label, line.value, line.long) for line in lines if line.value]


def _name() -> str:
    return "name_en" if (get_language() or "").startswith("en") else "name"
