"""One person through the seven steps, over HTTP alone: what each of the people would do and see."""

import datetime as dt
import json
import re
from io import StringIO
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Access, AccessKind, User
from common.dates import era_date, western_date
from recruitment.calls.models import Round
from recruitment.evaluation.queries import SEND_LETTER
from recruitment.evaluation.tasks import release, send_letter
from recruitment.standards.models import SkillStandard
from roster.registry.models import Registrant
from tests.calls.situations import pdf_bytes
from tests.visitor import PASSWORD, Visitor, letter_to, parts, pdf_text, signed_in

ADDRESS = "takahashi@tests.example"
NAME = "髙橋 葛󠄀"
BORN = dt.date(1980, 4, 1)
NEXT = "保存して次の項目へ"
BOARD = "/desk/rounds/FY2026/"
MODULES = [
    "地方自治制度",
    "予算・契約",
    "個人情報保護",
    "情報セキュリティ",
    "マイナンバー",
    "標準化・ガバメントクラウド",
    "人材活用の実務",
]
FIGURES = {
    "applied": 1,
    "successful": 1,
    "successful_multiple": 0,
    "completed": 1,
    "added": 1,
    "extended": 0,
    "on_list": 1,
    "on_list_multiple": 0,
}


def announce(staff: Visitor, anyone: Visitor) -> None:
    """1. Staff write a round and announce it; it opens by the clock."""
    now = timezone.now()
    dates = parts("opens_at", now - dt.timedelta(hours=1)) | parts(
        "closes_at", now + dt.timedelta(days=30)
    )
    guideline = SimpleUploadedFile("要項.pdf", pdf_bytes(), content_type="application/pdf")
    staff.open("/desk/rounds/").follow("公募を作る")
    staff.press(
        "下書きを作る",
        fiscal_year=2026,
        plan_version="4.0",
        standard="自治体DX推進のための外部人材スキル標準",
        categories=["プロデューサー", "プロジェクトマネージャー"],
        **dates,
    )
    anyone.open("/calls/").misses("FY2026")
    staff.follow("募集要項・様式")
    staff.press("このファイルを加える", kind="募集要項", name="令和8年度 募集要項", file=guideline)
    staff.open("/desk/rounds/FY2026/edit/").follow("下見をする").sees("下見", "令和8年度 募集要項")
    staff.open("/desk/rounds/FY2026/edit/").follow("公示の前に確かめる")
    staff.sees("問い合わせ先", "空欄").press("いま公示する").sees("公示")
    anyone.open("/calls/").sees("受付中", "プロデューサー").follow("令和8年度")
    anyone.sees("応募を受け付けています", "日本時間", "令和8年度 募集要項").misses("エンジニア")


def sign_up(applicant: Visitor) -> None:
    """2. A person makes an account and confirms the address with the link of the letter."""
    applicant.open("/calls/FY2026/").follow("サインインして応募する").follow("アカウントを作る")
    applicant.press("アカウントを作る", email=ADDRESS, password1=PASSWORD, password2=PASSWORD)
    applicant.sees("確認のメールをお送りしました").open("/applications/").sees("サインインする")
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", letter_to(ADDRESS))
    assert link is not None
    applicant.open(link[1]).sees(ADDRESS).press("このメールアドレスを使う").sees("サインアウト")


def apply(applicant: Visitor) -> None:
    """2. … applies for two categories, forgets something, and gets a receipt."""
    applicant.open("/calls/FY2026/").press("応募を始める").sees("応募を書く", "8項目のうち0項目")
    write(applicant)
    applicant.sees("直すところが1つあります", "生年月日を、年・月・日の欄に入れてください。")
    applicant.follow("直しに行く").press(NEXT, **parts("birth_date", BORN))
    applicant.open("/applications/").follow("FY2026").follow("続きを書く").sees("8項目のうち8項目")
    applicant.follow("自治体からの見え方を確かめる").sees(NAME, "12分に短縮").misses("0558-00-0000")
    applicant.follow("応募を書く").follow("確認して提出する")
    applicant.sees(NAME, "タカハシ", "職務経歴.pdf").misses("直すところが").press(
        "この内容で提出する"
    )
    applicant.sees("応募を受け付けました", "受付票", "FY2026-0001", "要約値(SHA-256)")
    receipt = pdf_text(applicant.download("受付票(PDF)を取り出す"))
    assert "FY2026-0001" in receipt
    assert "髙橋" in receipt
    assert "職務経歴.pdf" in receipt
    letter_to(ADDRESS, "FY2026-0001", "職務経歴.pdf")


def write(applicant: Visitor) -> None:
    """2. … part by part, as the pages lead on, to reading it over."""
    family, given = NAME.split()
    applicant.follow("人材類型・応募の動機").press(
        NEXT,
        categories=["プロデューサー", "プロジェクトマネージャー"],
        motive="窓口の待ち時間を半分にした経験を生かしたい。",
    )
    name = {"family_name": family, "given_name": given}
    kana = {"family_name_kana": "たかはし", "given_name_kana": "カヅラ"}
    applicant.press("郵便番号から住所を入れる", **name, **kana, postal_code="413-0504")
    applicant.press(NEXT, phone="0558-00-0000").sees("勤務先・資格")
    applicant.press(NEXT, employer="架空システム株式会社", industry="情報通信業")
    record(applicant)
    applicant.follow("次の項目へ").sees("スキルの自己評価")
    items = [f"{code}-{number}" for code in ("producer", "project_manager") for number in (1, 2)]
    levels = {f"level-{item}": "水準4" for item in items}
    applicant.press(NEXT, **levels, **{f"records-{item}": ["窓口予約"] for item in items})
    applicant.press(
        NEXT,
        fields_driven=["窓口・行政手続"],
        is_full_time="常勤はできない",
        days_per_week="週2日",
        remote_share="半々",
        prefectures=["静岡県", "東京都"],
        employer_consents="認めている",
        pay_band="相談による",
    )
    file = SimpleUploadedFile("職務経歴.pdf", pdf_bytes(), content_type="application/pdf")
    applicant.press("添付する", file=file).sees("職務経歴.pdf").follow("次の項目へ")
    ticks = [f"consent-{purpose}" for purpose in ("use", "provision", "publication")]
    applicant.press("保存して確認へ進む", **dict.fromkeys(ticks, "on"))


def record(applicant: Visitor) -> None:
    """2. … one track record, whose result is asked for once more."""
    applicant.press("活動実績を追加する")
    typed = {
        "title": "窓口予約の全庁導入",
        "started_on_year": 2023,
        "started_on_month": 4,
        "body_kind": "市区",
        "field": "窓口・行政手続",
        "role": "推進責任者",
        "action": "五つの予約を一つにした。",
        "result": "とてもよくなった。",
    }
    save = "保存して実績の一覧へ"
    applicant.press(save, **{f"record-1-{name}": value for name, value in typed.items()})
    applicant.sees("成果を、もう一度だけ見直してください")
    applicant.press(save, **{"record-1-result": "待ち時間を41分から12分に短縮した。"})
    applicant.sees("窓口予約の全庁導入", "12分に短縮")


def accept(staff: Visitor) -> None:
    """3. Staff check the form and let it go on to the evaluation."""
    staff.open(f"{BOARD}applications/").sees(NAME).follow("FY2026-0001").sees("静岡県", ADDRESS)
    staff.press("評価へ受理する").sees("形式審査に、済んでいない項目があります")
    staff.press("このまま受理する").open(f"{BOARD}applications/").sees("受理")
    letter_to(ADDRESS, "FY2026")


def seat(staff: Visitor, evaluators: list[User]) -> None:
    """3. … seat a committee of three and prepare its criteria."""
    staff.open(BOARD).follow("評価委員")
    staff.press("評価委員に加える", email=evaluators[0].email, is_chair="on").sees("(委員長)")
    for evaluator in evaluators[1:]:
        staff.press("評価委員に加える", email=evaluator.email).sees(evaluator.label)
    due = timezone.localdate() + dt.timedelta(days=14)
    staff.press("期限を保存する", **parts("due_on", due))
    staff.open(f"{BOARD}criteria/").press("用意する").sees("プロデューサーの項目1", "100")


def start_evaluation(staff: Visitor) -> None:
    """3. … and start once the call has closed."""
    staff.open(f"{BOARD}assignment/").sees("受付がまだ終わっていません")
    # Only the clock closes a call: no form takes a closing that has passed.
    Round.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=5))
    staff.open(f"{BOARD}assignment/").press("評価を始める")


def name_conflicts(evaluators: list[Visitor]) -> None:
    """3. Before anything is shown they pledge; before anything is assigned they name conflicts."""
    for evaluator in evaluators:
        evaluator.open("/evaluation/").misses(NAME).follow("誓約の内容を読む")
        evaluator.press("誓約する", agreed="on").follow("一覧を開いて申告する")
        evaluator.sees(NAME).misses("FY2026-0001", "プロデューサー")
        evaluator.press("申告を記録する", complete="on").sees("申告した応募者: 0人")


def assign(staff: Visitor) -> None:
    """3. … and everybody is assigned."""
    staff.open(f"{BOARD}conflicts/").press("照合する").sees("ありませんでした")
    staff.open(f"{BOARD}assignment/").press("案のとおり割り当てて").sees("評価へ進んだ応募者 1人")


def score(evaluators: list[Visitor]) -> None:
    """3. The evaluators score both candidacies; nobody sees what another wrote."""
    for number, evaluator in enumerate(evaluators, start=1):
        evaluator.open("/evaluation/").sees("採点済み 0／2件", NAME)
        for _candidacy in ("producer", "project_manager"):
            evaluator.open("/evaluation/").follow("採点する")
            evaluator.sees("窓口の待ち時間を半分にした経験").misses("所見1", "所見2")
            answers = {"points_1": 4, "points_2": 5, "recommendation": "合格"}
            evaluator.press("採点を提出する", comment=f"所見{number}", **answers)
            evaluator.sees("5と1には、理由を書いてください。")
            evaluator.press("採点を提出する", comment_2="成果を数字で示している。")
        evaluator.open("/evaluation/").sees("すべて終わりました", "採点済み 2／2件")


def decide(staff: Visitor, applicant: Visitor) -> None:
    """3. Staff record the committee's decisions; the applicant learns them when released."""
    for category, outcome in (("プロデューサー", "合格"), ("プロジェクトマネージャー", "不合格")):
        staff.open(f"{BOARD}decisions/").follow(f"{NAME} {category}").sees("所見1", "所見3")
        staff.press("決定を記録する", outcome=outcome, reason="")
        staff.sees("理由を書いてください。")
        staff.press("決定を記録する", outcome=outcome, reason="委員会の合議による。")
    staff.open(f"{BOARD}decisions/").press("決定を締め切る")
    applicant.open("/applications/").follow("FY2026").misses("選考結果", "合格")
    staff.open(f"{BOARD}release/").sees(NAME).follow("通知書を1通ずつ読む")
    staff.sees(f"{NAME} 様", "プロデューサー: 合格", "プロジェクトマネージャー: 不合格")
    staff.open(f"{BOARD}release/").press("通知書を作り、知らせる時刻を決める", confirmed="on")
    staff.sees("に知らせます", "送信前").press("知らせるのを止める").sees("通知を止めました")
    applicant.open("/applications/").follow("FY2026").misses("選考結果", "合格")
    staff.open(f"{BOARD}release/")
    staff.press("通知書を作り、知らせる時刻を決める", confirmed="on", minutes="0")
    release(timestamp=0)
    for job in ProcrastinateJob.objects.filter(task_name=SEND_LETTER):
        send_letter(**job.args)
    staff.open(f"{BOARD}letters/").sees("送信済み 1/1通")
    applicant.open("/applications/").follow("FY2026")
    applicant.sees("選考結果", "プロデューサー 合格", "プロジェクトマネージャー 不合格")
    applicant.misses("委員会の合議による", "所見", "成果を数字で示している")
    applicant.follow("結果と通知書を読む").misses("委員会の合議による")
    assert "プロデューサー: 合格" in pdf_text(applicant.download("PDF"))
    assert "プロデューサー: 合格" in outbox.outbox[-1].body


def train(staff: Visitor, applicant: Visitor) -> None:
    """4. The successful are enrolled, and complete with the last mandatory module."""
    today = timezone.localdate()
    staff.open(f"{BOARD}training/").sees(NAME, *MODULES)
    dates = parts("starts_on", today) | parts("ends_on", today + dt.timedelta(days=90))
    staff.press("研修を始める", **dates).follow(NAME)
    for module in MODULES[:-1]:
        staff.press("修了を記録する", module=module).sees("科目の修了を記録しました。")
    staff.open(f"{BOARD}registration/").sees("研修を修了した人がいると").misses(NAME)
    applicant.open("/training/").sees("受講中", "7科目のうち6科目")
    applicant.follow("令和8年度").sees(*MODULES)
    staff.open(f"{BOARD}training/").follow(NAME).press("修了を記録する", module=MODULES[-1])
    applicant.open("/training/").sees("修了").misses("受講中")


def register(staff: Visitor, applicant: Visitor) -> None:
    """5. Registered, with a sheet that staff write and approve, and conditions."""
    staff.open(f"{BOARD}registration/").sees(NAME, "登録できます")
    staff.press("1件を登録する").sees("登録済み")
    staff.open("/desk/registrants/").follow(NAME).sees("登録中", "リストに出ていません")
    registrant = staff.address
    applicant.open("/me/").sees(NAME)
    record: dict[str, Any] = {
        "title": "窓口予約の統合",
        "field": "窓口改革",
        "body_kind": "市区",
        "role": "責任者",
        "action": "五つの予約を一つにした。",
        "result": "待ち時間が三十分から十分になった。",
    }
    staff.follow("シートを書く・直す").follow("活動実績を加える")
    staff.press("活動実績を保存する", **record, **parts("started_on", dt.date(2023, 4, 1)))
    staff.press("下書きを保存する", summary="窓口改革を推進できます。", skill_producer_1="水準4")
    staff.open(registrant).follow("条件を変える")
    conditions = {"days_per_week": 2, "remote_share": "半々", "prefectures": ["静岡県"]}
    staff.press("条件を保存する", **conditions, **parts("confirmed_on", timezone.localdate()))
    staff.follow("シートを書く・直す").follow("地方公共団体からの見え方を確かめる")
    staff.sees("待ち時間が三十分から十分になった。").press("承認する").sees("承認済み")


def publish(staff: Visitor, anyone: Visitor) -> None:
    """5. An edition with the entry, and the round's end."""
    anyone.open("/status/").sees("リストの最初の版が公表されると")
    staff.open("/desk/editions/").press("第1版を公表する", round="FY2026")
    edition = pdf_text(staff.download("PDF"))
    assert "髙橋" in edition
    assert "待ち時間" not in edition
    anyone.open("/press/").misses("FY2026")
    staff.open(f"{BOARD}conclude/").press("終了して結果を公表する").open(BOARD).sees("終了")


def ask_and_grant(staff: Visitor, officer: Visitor) -> None:
    """6. An officer sees the registration status, and asks for more."""
    officer.open("/list/").sees("いまは、リストを見られません").misses(NAME)
    officer.open(f"/list/{Registrant.objects.get().number}/", status=404)
    officer.open("/status/").sees("登録者 1 人").misses(NAME)
    officer.open("/list/").follow("情報提供を依頼する")
    officer.press("依頼を総務省に送る", problem="窓口が混む。")
    officer.sees("どのような人を求めるかを書いてから送ってください。")
    officer.press("依頼を総務省に送る", person_wanted="窓口改革を率いた人。")
    staff.open("/desk/provision/").follow("河津町").sees("窓口が混む。", "窓口改革を率いた人。")
    until = timezone.localdate() + dt.timedelta(days=30)
    staff.press("提供を承認する", **parts("until", until)).sees("承認しました")
    letter_to("officer@tests.example", era_date(until))


def browse(officer: Visitor) -> None:
    """6. … and finds the person by folded words, category and prefecture, and reads the sheet."""
    officer.open("/list/").sees("1人が見つかりました", NAME)
    for words in ("高橋", "たかはし", "窓口予約", "三十分から十分"):
        officer.press("この条件で探す", q=words).sees("1人が見つかりました", "を含む")
    officer.press("この条件で探す", q="調達").sees("この条件に合う人はいません").misses(NAME)
    officer.open("/list/?category=project_manager").misses(NAME)
    found = {"q": "高橋", "category": "プロデューサー", "prefecture": "静岡県"}
    officer.open("/list/").press("この条件で探す", **found)
    officer.sees("1人が見つかりました", "「高橋」を含む", "架空システム株式会社")
    officer.follow(NAME).sees("待ち時間が三十分から十分になった。", "窓口改革を推進できます。")
    officer.misses("所見", "委員会の合議による", ADDRESS)
    looks = Access.objects.filter(user__email="officer@tests.example", kind=AccessKind.SHEET)
    assert looks.count() == 1


def tell_all(anyone: Visitor) -> None:
    """7. The public pages, the command and the API say the same, and no name."""
    out = StringIO()
    call_command("figures", "--format", "json", stdout=out)
    counted = json.loads(out.getvalue())
    said = {path: anyone.client.get(f"/api/v1/{path}").json() for path in ("rounds", "status")}
    assert [row | FIGURES for row in counted["rounds"]] == counted["rounds"]
    assert [row | FIGURES for row in said["rounds"]["rounds"]] == said["rounds"]["rounds"]
    for total in (counted["total"], said["status"]["total"]):
        assert {name: total[name] for name in ("on_list", "on_list_multiple", "registered")} == {
            "on_list": 1,
            "on_list_multiple": 0,
            "registered": 1,
        }
    hidden = said["status"]["total"]["by_category"]["producer"]
    assert (hidden["on_list"], hidden["suppressed"]) == (None, True)
    anyone.open("/status/").sees("登録者 1 人", "うち複数の人材類型 0人", "1〜2").misses(NAME)
    today = timezone.localdate()
    anyone.open("/press/").follow("令和8年度").misses(NAME)
    anyone.sees(era_date(today), "1人の応募", "1人が合格", "1人が研修を修了", "1人を外部人材リスト")
    anyone.press("English").sees(
        western_date(today), "Press release", "1 person was on the list"
    ).misses(NAME, "応募")


@pytest.mark.django_db
def test_one_person_from_the_announced_round_to_the_published_list(
    staff: User, evaluators: list[User], officer: User, standard: SkillStandard
) -> None:
    anyone, applicant = Visitor("anyone"), Visitor("the applicant")
    ministry, town = signed_in(staff, "staff"), signed_in(officer, "the officer")
    panel = evaluators[:3]
    announce(ministry, anyone)
    sign_up(applicant)
    apply(applicant)
    accept(ministry)
    seat(ministry, panel)
    start_evaluation(ministry)
    committee = [signed_in(user, user.email) for user in panel]
    name_conflicts(committee)
    assign(ministry)
    score(committee)
    decide(ministry, applicant)
    train(ministry, applicant)
    register(ministry, applicant)
    publish(ministry, anyone)
    ask_and_grant(ministry, town)
    browse(town)
    tell_all(anyone)
