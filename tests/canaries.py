"""The secrets: each a recognisable text that the world of `tests/world.py` carries, and who may
ever read it.

`readers` are the people of that world. Whoever is not named finds the text on no page, PDF, mail or
API answer.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Canary:
    text: str
    readers: frozenset[str]


def canary(text: str, *readers: str) -> Canary:
    return Canary(text, frozenset(readers))


DESK = ("staff", "auditor")
CANARIES = {
    # evaluation
    "score_comment": canary("カナリア採点所見", *DESK, "evaluator"),
    "other_score_comment": canary("カナリア別委員の所見", *DESK, "evaluator2"),
    "evaluator_name": canary("カナリア評価委員", *DESK, "evaluator"),
    "other_evaluator_name": canary("カナリア別の委員", *DESK, "evaluator2"),
    "affiliation": canary("カナリア委員の所属", *DESK),
    "verdict_reason": canary("カナリア利益相反の判断", *DESK),
    "conflict_reason": canary("カナリア利益相反", *DESK),
    "decision_reason": canary("カナリア決定理由", *DESK),  # the round gives no feedback
    "letter": canary("カナリア通知書", *DESK, "trainee"),
    # accounts
    "invited_address": canary("canary-invited@tests.example", *DESK, "officer"),
    "erasure_reason": canary("カナリア消去の理由", *DESK, "applicant"),
    # calls
    "draft_call": canary("カナリア公示前の説明", *DESK),
    "asked": canary("カナリア質問者の事情", *DESK),
    "asker_address": canary("canary-asker@tests.example", *DESK),
    "unpublished_answer": canary("カナリア非公開の回答", *DESK),
    "declined_reason": canary("カナリア回答しない理由", *DESK),
    "guide_address": canary("https://canary-guide.tests.example/", *DESK),
    # applications
    "motive": canary("カナリア応募動機", *DESK, "applicant", "evaluator", "evaluator2"),
    "draft_motive": canary("カナリア下書き", "drafter"),
    "draft_phone": canary("0558-99-0001", "drafter"),
    "draft_file": canary("カナリア下書きの添付", "drafter"),
    "phone": canary("0558-99-0002", *DESK, "applicant"),
    "file": canary("カナリア添付", *DESK, "applicant", "evaluator", "evaluator2"),
    "applicant_address": canary("canary-applicant@tests.example", *DESK, "applicant"),
    "drafter_address": canary("canary-drafter@tests.example", "drafter", *DESK),
    "screening_note": canary("カナリア確認メモ", *DESK),
    "internal_note": canary("カナリア内部メモ", *DESK),
    "check_remark": canary("カナリア形式審査の備考", *DESK),
    "attached_file": canary("カナリア添付ファイル", *DESK, "applicant"),
    "twin_employer": canary("カナリア重複相手の勤務先", *DESK),
    "paper_scan": canary("カナリア紙の原本", *DESK),
    "saved_view": canary("カナリア保存した条件", "staff"),
    # the list
    "registrant_address": canary("canary-registrant@tests.example", *DESK, "registrant"),
    "unapproved_sheet": canary("カナリア未承認の紹介文", *DESK, "registrant2"),
    "hidden_employer": canary("カナリア勤務先", *DESK, "registrant2"),
    "shown_result": canary("カナリア成果", *DESK, "officer", "registrant"),
    "registrant_name": canary("葛\U000e0100城", *DESK, "officer", "registrant"),
    # provision
    "problem": canary("カナリア困りごと", *DESK, "officer"),
    "other_problem": canary("カナリア隣の困りごと", *DESK, "officer2"),
}
