"""`bin/recompute FOLDER`: derives ranking and figures of a round again from the scores in its
folder.

Needs neither database nor settings. Exit status 0 when everything agrees, 1 when a digest is wrong,
a file is missing or unreadable, or a figure does not follow from the scores, 2 for a wrong call.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from recruitment.evaluation.folder import Derived, Opened, Record, derive, differences, read

HEADING = ("rank", "candidacy", "n", "mean", "spread", "adjusted", "rank", "above", "decision")
LAST = 9999  # sorts those without a rank to the end


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/recompute", description="Check the folder of a round against its own scores."
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    if not folder.is_dir():
        parser.error(f"{folder} is not a folder")
    opened = read(folder)
    manifest = opened.manifest
    say([f"Round     {manifest.get('round', '?')}, {manifest.get('made_at', '?')}"])
    say([f"Versions  {manifest.get('versions', '?')}", f"Manifest  SHA-256 {opened.digest}"])
    wrong = opened.faults + compared(opened)
    say(["", *wrong, ""] if wrong else [""])
    print("differs" if wrong else "agrees: every digest, and every figure follows from the scores")
    return 1 if wrong else 0


def compared(opened: Opened) -> list[str]:
    """Print what the scores come to; the figures of the folder that say something else."""
    if opened.record is None:
        return ["The scores cannot be read: nothing was derived."]
    derived = derive(opened.record)
    say(report(opened.record, derived))
    if opened.stored is None:
        return ["The figures cannot be read: nothing was compared."]
    return [str(found) for found in differences(opened.stored, derived)]


def report(record: Record, derived: Derived) -> list[str]:
    """Ranking, evaluators and agreement as lines of text."""
    held = {row.candidacy: row for row in sorted(record.decisions, key=lambda row: row.version)}
    lines = []
    for category, rows in groupby(derived.ranking, key=lambda row: row.category):
        line = record.settings.lines.get(category)
        lines += ["", f"{category}, line {'–' if line is None else line}", _line(HEADING)]
        for row in sorted(rows, key=lambda row: (row.rank or LAST, row.candidacy)):
            decided = held.get(row.candidacy)
            decision = f"{decided.outcome} {decided.rank or ''}".strip() if decided else None
            cells = (row.rank, row.candidacy, row.n, row.mean, row.spread, row.adjusted)
            lines.append(_line((*cells, row.adjusted_rank, row.above, decision)))
    lines += ["", _line(("evaluator", "n", "severity", "error", "doubt"))]
    lines += [
        _line((row.evaluator, row.n, row.severity, row.error, row.doubt))
        for row in derived.evaluators
    ]
    lines += ["", _line(("criterion", "n", "alpha", "low", "high", "doubt"))]
    lines += [
        _line((row.criterion, row.n, row.alpha, row.low, row.high, row.reason or row.doubt))
        for row in derived.agreement
    ]
    counted = Counter(row.outcome for row in held.values())
    outcomes = ", ".join(f"{name} {counted[name]}" for name in sorted(counted))
    return [*lines, "", f"Decisions {outcomes or '–'}"]


def say(lines: Sequence[str]) -> None:
    """Print, with what would steer a terminal made harmless: the folder may be anybody's."""
    for line in lines:
        print("".join(sign if sign.isprintable() else "?" for sign in line))


def _line(cells: Sequence[str | int | float | None]) -> str:
    return "  ".join(f"{_text(cell):>9}" for cell in cells).rstrip()


def _text(cell: str | int | float | None) -> str:
    if cell is None or cell == "":
        return "–"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


if __name__ == "__main__":
    sys.exit(main())
