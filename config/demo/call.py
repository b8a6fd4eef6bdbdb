"""The open call of the demonstration: its words, what it asks, and what was asked about it."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from common import pdf
from config.demo.accounts import account
from recruitment.calls import actions
from recruitment.calls.models import FileKind, PublicQuestion, QuestionKind, Round

TEXTS = {
    "description": """\
自治体の中に入り、**窓口・業務・情報システムの改革を最後まで推進できる方**を募ります。

## 求める方
- 課題を整理し、庁内の合意をつくって進めた実績のある方
- 職員と一緒に、使われる仕組みまで仕上げたい方
- 小さな町村とも、オンラインで続けて関われる方

## 選考の流れ
| 段階 | すること | めやす |
|---|---|--:|
| 応募 | この画面から書いて送ります | 受付期間中 |
| 評価 | 外部評価委員が人材類型ごとに評価します | 約2か月 |
| 研修 | 自治体の制度や予算などを学びます | 約3か月 |
| 登録 | 修了した方を外部人材リストに載せます | |

合格は登録ではありません。研修を修了した方だけが、リストに載ります。
""",
    "description_en": """\
We are looking for people who will **work inside a municipality and see the reform of its \
counters, processes and systems through**.

## Whom we look for
- You have sorted out a problem, brought an office to agree, and carried it through.
- You want to finish, together with the staff, something that is really used.
- You can stay in touch with small towns online.

## What happens next
| Stage | What is done | About |
|---|---|--:|
| Application | You write and send it here | in the period |
| Evaluation | External evaluators judge each category | 2 months |
| Training | You learn how local government works | 3 months |
| Listing | Those who complete it join the list | |

Passing is not registration: only those who complete the training are listed.
""",
    "contact": "総務省 外部人材公募担当(架空)\n電話 03-0000-0000(平日 10:00〜17:00)",
    "contact_en": "External personnel office, MIC (fictitious)\n"
    "+81-3-0000-0000 (weekdays 10:00–17:00)",
    "rubric_url": "https://guide.demo.example/fy2026/",
}
QUESTIONS: list[dict[str, Any]] = [
    {
        "kind": QuestionKind.TEXT,
        "label": "最初の3か月で、どの業務をどう変えますか。",
        "label_en": "What would you change in the first three months, and how?",
        "help": "400字くらいで、対象の業務と効果を書いてください。",
        "help_en": "In about 150 words: which process, and to what effect.",
        "is_required": True,
    },
    {
        "kind": QuestionKind.CHOICE,
        "label": "率いたことのある最大のチームの人数",
        "label_en": "The largest team you have led",
        "choices": "1〜4人\n5〜9人\n10〜29人\n30人以上",
        "choices_en": "1 to 4 people\n5 to 9 people\n10 to 29 people\n30 people or more",
        "category": "project_manager",
    },
    {
        "kind": QuestionKind.FILE,
        "label": "取り組みを説明した資料(あれば)",
        "label_en": "Material about something you have done (if any)",
        "help": "公開できるものに限ります。",
        "help_en": "Only what may be public.",
    },
]
ASKED = [
    (
        "静岡の会社に勤めていますが、副業でも応募できますか。会社の許可はまだ取っていません。",
        {
            "wording": "副業でも応募できますか。勤務先の許可は、応募のときに必要ですか。",
            "wording_en": "May I apply for a side job? Do I need my employer's consent by then?",
            "answer": "**副業でも応募できます。** 勤務先の許可は、応募のときには要りません。"
            "応募の画面では「まだ認めていない」を選び、自治体と契約するまでに取ってください。",
            "answer_en": "**Yes.** You need no consent when you apply: choose “not yet” in the "
            "application, and have it by the time you contract with a municipality.",
        },
    ),
    (
        "2つの類型に応募したら不利になりますか?",
        {
            "wording": "複数の人材類型に応募すると、不利になりますか。",
            "wording_en": "Does it count against me if I apply in several categories?",
            "answer": "いいえ。評価は人材類型ごとに行います。\n\n"
            "- 自己評価と根拠は、類型ごとに書いてください。\n- 結果も、類型ごとにお知らせします。",
            "answer_en": "No. Each category is evaluated apart.\n\n"
            "- Write evidence for each of them.\n- You get a result for each of them.",
        },
    ),
]
WAITING = "オンラインだけで関わることはできますか。家族の介護があり、移動が難しいです。"
CORRECTED = "電話の受付時間を追記しました。"


def ask_further(row: Round) -> None:
    """Its further questions, one of them required. The round is a draft."""
    staff = account("staff")
    for asked in QUESTIONS:
        code = asked.get("category")
        category = row.standard.categories.get(code=code) if code else None
        actions.add_question(row, by=staff, **asked | {"category": category})


def offer_guideline(row: Round) -> None:
    """A guideline to take away, made of the call's own words. The round is a draft."""
    title = "令和8年度 募集要項"
    paper = pdf.render("pdf/demo_guideline.html", {"round": row, "title": title})
    file = SimpleUploadedFile("guideline.pdf", paper, content_type="application/pdf")
    names = {"name": title, "name_en": "FY2026 guideline for applicants"}
    actions.add_file(row, by=account("staff"), file=file, kind=FileKind.GUIDELINE, **names)


def talk(row: Round, now: dt.datetime) -> None:
    """What the public asked, two answers, and one changed text. The round is open."""
    staff = account("staff")
    before = TEXTS["contact"].replace("(平日 10:00〜17:00)", "")
    Round.objects.filter(pk=row.pk).update(contact=before)
    row.refresh_from_db()
    texts = {"contact": TEXTS["contact"]}
    actions.change_texts(row, by=staff, version=row.version, reason=CORRECTED, **texts)
    for turn, (asked, said) in enumerate(ASKED):
        question = actions.ask(row, asked=asked)
        actions.publish(question, by=staff, version=question.version, **said)
        _backdate(question, now - dt.timedelta(days=12 - 3 * turn))
    actions.ask(row, asked=WAITING, email="asker@demo.example")


def _backdate(question: PublicQuestion, asked_at: dt.datetime) -> None:
    answered_at = asked_at + dt.timedelta(days=1, hours=2)
    rows = PublicQuestion.objects.filter(pk=question.pk)
    rows.update(asked_at=asked_at, published_at=answered_at)
    question.history.filter(verb="begin").update(at=asked_at)
    question.history.filter(verb="publish").update(at=answered_at)
