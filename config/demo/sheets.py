"""What the invented registrants' information sheets say: three track records each, with results in
figures.
"""

import datetime as dt
from typing import Any

from config.demo.people import PREFECTURES

SUMMARIES = [
    "自治体の窓口改革を、計画から定着まで一貫して推進してきました。職員と一緒に手続を組み直すことを大切にしています。",
    "基幹業務の標準化と移行を、遅れなく終えることに責任をもちます。契約と工程の管理が得意です。",
    "使う人の観察から始め、サービスを小さく試し、数字で確かめながら広げます。",
    "庁内にデータを使う習慣をつくり、予算や計画の判断につなげます。",
]
QUALIFICATIONS = [
    "プロジェクトマネージャ試験(架空の記載)",
    "情報処理安全確保支援士(架空の記載)",
    "",
]
FIELDS = [
    {
        "field": "窓口・手続", "title": "窓口予約の全庁導入", "role": "推進責任者",
        "action": "来庁手続を一つの予約に統合する計画を立て、課長会議で合意を得て実施した。",
        "result": "待ち時間を平均{before}分から{after}分に短縮。利用率は開始1年で{share}%。",
    },
    {
        "field": "業務の見直し", "title": "申請業務の棚卸しと自動化", "role": "推進責任者",
        "action": "全課の申請業務を洗い出し、重なる手順をやめ、残りを自動化した。",
        "result": "年{hours}時間の作業を削減。処理日数を{before}日から{after}日に短縮。",
    },
    {
        "field": "標準化・移行", "title": "基幹20業務の移行計画", "role": "全体管理",
        "action": "事業者と担当課の工程を一枚にまとめ、毎週の判断の場をつくって移行を進めた。",
        "result": "20業務を期限内に移行。運用経費を{share}%削減。",
    },
    {
        "field": "データ利活用", "title": "子育て施策のデータ分析", "role": "分析責任者",
        "action": "相談記録と統計をつなぎ、支援の届いていない地域を示して予算の配分を変えた。",
        "result": "支援の利用者が{hours}人増加。訪問の空振りが{share}%減少。",
    },
    {
        "field": "防災", "title": "避難所の状況共有", "role": "企画・実施",
        "action": "避難所の混み具合を住民と職員が同じ画面で見られるようにし、訓練で定着させた。",
        "result": "状況把握にかかる時間を{before}分から{after}分に短縮。{hours}人が訓練に参加。",
    },
    {
        "field": "情報セキュリティ", "title": "庁内ネットワークの見直し", "role": "技術責任者",
        "action": "三層の対策を保ちながら、職員がクラウドを使える構成に改めた。",
        "result": "問い合わせを月{before}件から{after}件に削減。監査の指摘が0件に。",
    },
    {
        "field": "デジタル人材の育成", "title": "職員研修の設計", "role": "講師・設計",
        "action": "現場の課題を持ち寄る形の研修を設計し、修了者が自課で改善を進めた。",
        "result": "{hours}人が修了し、改善提案の{share}%が実施された。",
    },
]  # fmt: skip
BODIES = [
    ("city", "to_200k"),
    ("town", "to_50k"),
    ("company", ""),
    ("prefecture", "over_200k"),
    ("town", "to_10k"),
]
REMOTE = ["on_site", "mostly_on_site", "half", "mostly_remote", "remote"]
BANDS = ["to_20000", "to_50000", "over_50000", "negotiable"]


def sheet(number: int) -> dict[str, str]:
    """Summary and qualifications of registrant number `number`."""
    return {
        "summary": SUMMARIES[number % len(SUMMARIES)],
        "qualifications": QUALIFICATIONS[number % len(QUALIFICATIONS)],
    }


def track_records(number: int) -> list[dict[str, Any]]:
    """Three track records in different fields, the newest first."""
    return [_track_record(number, turn) for turn in range(3)]


def _track_record(number: int, turn: int) -> dict[str, Any]:
    record: dict[str, Any] = dict(FIELDS[(number + turn * 2) % len(FIELDS)])
    figures = {
        "before": 30 + number % 17,
        "after": 8 + number % 7,
        "share": 20 + number * 3 % 50,
        "hours": 100 + number * 37 % 900,
    }
    started = dt.date(2023 - turn * 2, 4 + number % 6, 1)
    kind, size = BODIES[(number + turn) % len(BODIES)]
    return record | {
        "result": record["result"].format(**figures),
        "started_on": started,
        "ended_on": started.replace(year=started.year + 1),
        "body_kind": kind,
        "body_size": size,
        "reference": "",
    }


def conditions(number: int, today: dt.date) -> dict[str, Any]:
    """Work conditions, confirmed within the last two months."""
    home = PREFECTURES[number * 5 % len(PREFECTURES)]
    near = PREFECTURES[(number * 5 + 1) % len(PREFECTURES)]
    return {
        "fields_driven": "、".join(
            str(FIELDS[(number + turn * 2) % len(FIELDS)]["field"]) for turn in range(3)
        ),
        "is_full_time": number % 6 == 0,
        "days_per_week": 5 if number % 6 == 0 else 1 + number % 3,
        "remote_share": REMOTE[number % len(REMOTE)],
        "prefectures": sorted({home, near}),
        "earliest_start": None if number % 3 else today + dt.timedelta(days=30 + number),
        "employer_consents": number % 4 != 0,
        "pay_band": BANDS[number % len(BANDS)],
        "confirmed_on": today - dt.timedelta(days=number % 60),
    }
