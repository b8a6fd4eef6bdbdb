"""When a result is too vague to be of use: asked for once more, and then left as it is.

Municipalities complain that track records are prose without results (domain.md). A number, or a
word for an effect, is taken for a result; both lists are ours and assumed.
"""

import re

NUMBER = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万半]+[割倍分件人年月日時課庁]")
EFFECT = re.compile(
    "短縮|削減|減少|減ら|減っ|増加|増え|増や|廃止|ゼロ|解消|統合|自動化|移行を完了|定着|受賞|採択|横展開|無くし|なくし"
    "|reduc|cut |halv|doubl|increas|eliminat|abolish|adopted|shorten|sav(?:ed|ing)|award",
    re.IGNORECASE,
)


def is_vague(result: str) -> bool:
    """Whether a result names neither a number nor an effect. Nothing written is not vague."""
    return bool(result.strip()) and not (NUMBER.search(result) or EFFECT.search(result))
