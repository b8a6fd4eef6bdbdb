"""The search key of a text: what looks or sounds the same to a person who searches becomes the same
key.

Names themselves are stored as typed (NFC, never NFKC); only this key is folded. 髙橋 and 高橋, ﾀｶﾊｼ
and たかはし, Ａ and a meet here, and the variation selector of 葛󠄀 falls away.
"""

import re
import unicodedata

# Forms of one character that people write for each other in names (domain.md, "Names, text,
# dates").
VARIANTS = str.maketrans(
    {
        "髙": "高", "﨑": "崎", "嵜": "崎", "碕": "崎", "邊": "辺", "邉": "辺", "濵": "浜", "濱": "浜", "德": "徳",
        "𠮷": "吉", "齋": "斎", "齊": "斉", "澤": "沢", "廣": "広", "嶋": "島", "嶌": "島", "櫻": "桜", "國": "国",
        "圓": "円", "惠": "恵", "榮": "栄", "條": "条", "眞": "真", "藏": "蔵", "豐": "豊", "壽": "寿",
        "瀨": "瀬", "黑": "黒", "淸": "清", "槇": "槙", "萬": "万", "與": "与", "龍": "竜",
        "ヶ": "ケ", "ヵ": "カ",
    }
)  # fmt: skip
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
SPACES = re.compile(r"\s+")
HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヴ") + 1)}


def fold(text: str) -> str:
    """The key of a text without any space: for names and single words."""
    plain = unicodedata.normalize("NFKC", SELECTORS.sub("", text)).translate(VARIANTS).casefold()
    return SPACES.sub("", plain.translate(HIRAGANA))


def words(query: str) -> list[str]:
    """The folded words of what somebody typed into a search field; spaces of either width part
    them.
    """
    return [fold(word) for word in SPACES.split(query.strip()) if fold(word)]
