"""Invented people for the demonstration.

Nothing is random: person number 17 is the same one on every machine.

Any likeness to a real person or company is chance; employers begin with 架空 (fictitious) so that
none is taken for real.
"""

import datetime as dt
from typing import Any

FAMILY = [
    ("髙橋", "タカハシ", "Takahashi"), ("﨑山", "サキヤマ", "Sakiyama"), ("𠮷田", "ヨシダ", "Yoshida"),
    ("渡邉", "ワタナベ", "Watanabe"), ("濵田", "ハマダ", "Hamada"), ("葛\U000e0100城", "カツラギ", "Katsuragi"),
    ("佐倉", "サクラ", "Sakura"), ("水無瀬", "ミナセ", "Minase"), ("東雲", "シノノメ", "Shinonome"),
    ("小鳥遊", "タカナシ", "Takanashi"), ("日向", "ヒュウガ", "Hyuga"), ("綾瀬", "アヤセ", "Ayase"),
    ("鳴海", "ナルミ", "Narumi"), ("久遠", "クドウ", "Kudo"), ("白鷺", "シラサギ", "Shirasagi"),
    ("風早", "カザハヤ", "Kazahaya"), ("朝比奈", "アサヒナ", "Asahina"), ("月岡", "ツキオカ", "Tsukioka"),
    ("六車", "ムグルマ", "Muguruma"), ("神楽", "カグラ", "Kagura"), ("雨宮", "アメミヤ", "Amemiya"),
    ("千歳", "チトセ", "Chitose"), ("深雪", "ミユキ", "Miyuki"), ("唐沢", "カラサワ", "Karasawa"),
    ("若狭", "ワカサ", "Wakasa"), ("五百蔵", "イオロイ", "Ioroi"), ("星野", "ホシノ", "Hoshino"),
    ("真砂", "マサゴ", "Masago"), ("有栖川", "アリスガワ", "Arisugawa"), ("蓮見", "ハスミ", "Hasumi"),
    ("德永", "トクナガ", "Tokunaga"), ("桐生", "キリュウ", "Kiryu"), ("早乙女", "サオトメ", "Saotome"),
]  # fmt: skip
GIVEN = [
    ("陽子", "ヨウコ", "Yoko"), ("聡", "サトシ", "Satoshi"), ("直子", "ナオコ", "Naoko"), ("健一", "ケンイチ", "Kenichi"),
    ("美咲", "ミサキ", "Misaki"), ("大輔", "ダイスケ", "Daisuke"), ("千尋", "チヒロ", "Chihiro"), ("誠", "マコト", "Makoto"),
    ("由紀", "ユキ", "Yuki"), ("拓也", "タクヤ", "Takuya"), ("恵", "メグミ", "Megumi"), ("隼人", "ハヤト", "Hayato"),
    ("彩", "アヤ", "Aya"), ("修平", "シュウヘイ", "Shuhei"), ("香織", "カオリ", "Kaori"), ("亮", "リョウ", "Ryo"),
    ("真理", "マリ", "Mari"), ("和馬", "カズマ", "Kazuma"), ("智子", "トモコ", "Tomoko"), ("悠斗", "ユウト", "Yuto"),
]  # fmt: skip
PREFECTURES = [
    "13",
    "14",
    "22",
    "27",
    "11",
    "23",
    "13",
    "40",
    "01",
    "04",
    "26",
    "34",
    "13",
    "12",
    "20",
    "33",
    "37",
    "28",
]
INDUSTRIES = ["G", "G", "L", "G", "R", "E", "J", "G", "L", "O"]
EMPLOYERS = [
    "架空システム株式会社", "架空デザイン合同会社", "架空総合研究所", "架空クラウド株式会社", "架空製作所",
    "架空コンサルティング株式会社", "架空銀行", "架空データ株式会社", "架空業務改革株式会社", "架空学園",
]  # fmt: skip
FOREIGN = {
    "family_name_latin": "Lindqvist",
    "given_name_latin": "Astrid",
}  # Latin names only: no kanji, no kana
FOREIGNER = 7
MOTIVES = [
    "窓口の待ち時間を短くした経験を、人手の少ない自治体で役立てたいと考えています。",
    "基幹業務の標準化を、現場の職員と一緒に最後まで進めます。",
    "使う人の側から手続を組み直し、書かずに済む窓口を広げます。",
    "助言だけでなく、庁内の合意をつくり、実施までを担います。",
]


def person(number: int) -> dict[str, Any]:
    """The facts of one invented person: names, birth date, residence, work.

    Numbers from 0 to 659 differ in name.
    """
    family = FAMILY[number % len(FAMILY)]
    given = GIVEN[(number // len(FAMILY) + number) % len(GIVEN)]
    facts: dict[str, Any] = {
        "family_name": family[0],
        "given_name": given[0],
        "family_name_kana": family[1],
        "given_name_kana": given[1],
        "family_name_latin": family[2],
        "given_name_latin": given[2],
    }
    if number == FOREIGNER:
        facts = dict.fromkeys(facts, "") | FOREIGN
    return facts | {
        "birth_date": dt.date(1966 + number * 7 % 28, 1 + number * 5 % 12, 1 + number * 11 % 28),
        "prefecture": PREFECTURES[number * 5 % len(PREFECTURES)],
        "industry": INDUSTRIES[number * 3 % len(INDUSTRIES)],
        "employer": EMPLOYERS[number * 3 % len(EMPLOYERS)],
    }


def address(number: int) -> str:
    """The person's invented e-mail address."""
    return f"person{number:03d}@demo.example"


def application(number: int) -> dict[str, Any]:
    """Who the person is and why she applies: columns of an application."""
    return person(number) | {"motive": MOTIVES[number % len(MOTIVES)]}
