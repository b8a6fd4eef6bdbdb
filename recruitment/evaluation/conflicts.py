"""Conflicts of interest that can be read from what is known: the rules, as one pure function.

The rules follow what ministries and funders ask evaluators to declare (own employer within some
years, kinship, personal recommendation). A hit is a question for staff and never a verdict: every
one says what met what.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from common.folding import fold

RULES = "2026-1"  # say a new version when a rule changes: each search records by which it looked
SHORTEST = 3  # characters of a folded name that are looked for inside a text
# Said of a company besides its name.
FORMS = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人"
    r"|独立行政法人|国立大学法人|公立大学法人|学校法人|特定非営利活動法人|npo法人|[(（][株有同][)）]"
    r"|\b(?:inc|corp|corporation|co|ltd|llc|k\.?k)\b\.?,?"
)
# Addresses there say nothing about an employer.
FREE_MAIL = {
    "gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.com", "ymail.ne.jp", "outlook.com",
    "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.jp", "icloud.com", "me.com", "mac.com",
    "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "nifty.com",
    "biglobe.ne.jp", "ocn.ne.jp", "so-net.ne.jp", "proton.me", "protonmail.com",
}  # fmt: skip
SUFFIXES = {f"{kind}.jp" for kind in ("co", "or", "ne", "ac", "go", "lg", "ed", "gr", "ad")}
NOBODYS = (".example", ".test", ".invalid")  # RFC 2606: of examples and tests
TEXTS = ["title", "role", "action", "result", "reference"]
URL = re.compile(r"https?://[^\s、。)）]+")
MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")


@dataclass(frozen=True)
class Evaluator:
    """A seat as the rules see it. `former` are (affiliation, the year in which it ended)."""

    key: int
    family_name: str = ""
    given_name: str = ""
    email: str = ""
    affiliation: str = ""
    former: Sequence[tuple[str, int]] = ()
    prefecture: str = ""
    municipality: str = ""


@dataclass(frozen=True)
class Applicant:
    """A person as submitted: `content` is the snapshot (`applications.content`)."""

    key: int
    content: dict[str, Any]
    email: str = ""


@dataclass(frozen=True)
class Hit:
    """One rule that one pair met. `rule` and `matched` are columns of `ConflictOfInterest`."""

    evaluator: int
    applicant: int
    rule: str
    matched: dict[str, str] = field(hash=False)


def find(
    evaluators: Iterable[Evaluator],
    applicants: Iterable[Applicant],
    *,
    on: dt.date,
    look_back_years: int,
) -> list[Hit]:
    """What the rules of version `RULES` see, at most one hit a rule and pair.

    What ended more than `look_back_years` before `on` (former affiliations by the end of their
    year, track records by their last month) does not count; a track record without an end goes on.
    """
    since = on.replace(year=on.year - look_back_years, day=1)
    read = [_Read.of(row, since) for row in applicants]
    found = (
        Hit(seat.key, row.key, rule, matched)
        for seat in evaluators
        for row in read
        for rule, matched in _hits(seat, row, since)
    )
    once: dict[tuple[int, int, str], Hit] = {}
    for hit in found:
        once.setdefault((hit.evaluator, hit.applicant, hit.rule), hit)
    return list(once.values())


@dataclass(frozen=True)
class _Read:
    """An applicant read once for all evaluators: folded texts and domains, each with its place."""

    key: int
    family: str
    home: tuple[str, str]
    employer: tuple[str, str]  # as written, folded
    texts: list[tuple[str, str]]  # place, folded
    domains: list[tuple[str, str]]  # place, domain

    @classmethod
    def of(cls, row: Applicant, since: dt.date) -> "_Read":
        said = row.content
        records = [row for row in said.get("records", []) if _lasts(row, since)]
        plain = [
            (f"record-{record['number']}", record.get(name) or "")
            for record in records
            for name in TEXTS
        ]
        domains = [(place, domain) for place, text in plain for domain in _domains(text)]
        return cls(
            key=row.key,
            family=fold(said.get("family_name") or ""),
            home=(said.get("prefecture") or "", fold(said.get("municipality") or "")),
            employer=(said.get("employer") or "", organisation(said.get("employer") or "")),
            texts=[(place, fold(text)) for place, text in plain if text],
            domains=[("contact", domain_of(row.email)), *domains],
        )


def _lasts(record: dict[str, Any], since: dt.date) -> bool:
    ended = record.get("ended_on")
    return not ended or dt.date.fromisoformat(ended) >= since


def _hits(seat: Evaluator, row: _Read, since: dt.date) -> Iterator[tuple[str, dict[str, str]]]:
    yield from _same_employer(seat, row, since)
    domain = domain_of(seat.email)
    for place, theirs in row.domains:
        if domain and _is_within(theirs, domain):
            yield "domain", {"where": place, "applicant": theirs, "evaluator": domain}
    home = (seat.prefecture, fold(seat.municipality))
    if seat.family_name and fold(seat.family_name) == row.family and all(home) and home == row.home:
        matched = {"applicant": seat.family_name, "evaluator": seat.family_name}
        yield "family", matched | {"where": seat.municipality}
    name = fold(f"{seat.family_name}{seat.given_name}")
    if seat.family_name and seat.given_name and len(name) >= SHORTEST:
        for place, text in row.texts:
            if name in text:
                matched = {"where": place, "applicant": "", "evaluator": ""}
                yield "referee", matched | {"evaluator": f"{seat.family_name} {seat.given_name}"}


def _same_employer(
    seat: Evaluator, row: _Read, since: dt.date
) -> Iterator[tuple[str, dict[str, str]]]:
    """Now, or in a track record; of former affiliations those that had not ended before."""
    current = [(seat.affiliation, since.year)] if seat.affiliation else []
    for name, ended in [*current, *seat.former]:
        key = organisation(name)
        if ended < since.year or not key:
            continue
        if key == row.employer[1]:
            yield "employer", {"where": "employer", "applicant": row.employer[0], "evaluator": name}
        for place, text in row.texts:
            if len(key) >= SHORTEST and key in text:
                yield "employer", {"where": place, "applicant": name, "evaluator": name}


def organisation(name: str) -> str:
    """The key of a company's or body's name, without what kind of company it is."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return fold(FORMS.sub("", plain)).strip(".,、・")


def domain_of(email: str) -> str:
    """The domain of an address; empty for those of providers that anybody uses."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in FREE_MAIL or domain.endswith(NOBODYS) else domain


def _domains(text: str) -> Iterator[str]:
    for address in URL.findall(text):
        try:
            yield (urlsplit(address).hostname or "").removeprefix("www.")
        except ValueError:  # no address after all
            continue
    for domain in MAIL.findall(text):
        yield domain_of(f"@{domain}")


def _is_within(one: str, other: str) -> bool:
    """The same domain, or one beneath the other; never only a common suffix such as `co.jp`."""
    shorter, longer = sorted([one, other], key=len)
    if "." not in shorter or shorter in SUFFIXES:
        return False
    return longer == shorter or longer.endswith(f".{shorter}")
