"""A round as a folder: what is written can be read, and what was changed is named."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from statistics import fmean

import pytest

from recruitment.evaluation import recompute
from recruitment.evaluation.folder import (
    Candidacy,
    Criterion,
    Decision,
    Evaluation,
    Record,
    Score,
    Settings,
    contents,
    derive,
    differences,
    pseudonyms,
    read,
    table,
    write,
)
from recruitment.evaluation.folder.comparing import Difference

ROOT = Path(__file__).resolve().parents[2]
WHEN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CATEGORIES = {"producer": ("K1", "K2"), "service_designer": ("K3", "K4")}
NAMES = ['=HYPERLINK("x")', "'quoted", "全体方針, 立案", "二行の\n名前"]


def points(candidacy: int, evaluator: int, criterion: int) -> int:
    """Something that varies: merit, severity, and a little of both together."""
    merit = 2 + candidacy % 3 + (candidacy * evaluator * criterion) % 2
    return max(1, min(5, merit - (evaluator == 2) + (evaluator == 5)))


@pytest.fixture
def record() -> Record:
    """Twelve candidacies in two categories, three of five evaluators each; one abstained."""
    candidacies = [Candidacy(f"C{n:02}", list(CATEGORIES)[n % 2]) for n in range(1, 13)]
    evaluations, scores = [], []
    for n, row in enumerate(candidacies, start=1):
        for seat in sorted({n % 5 + 1, (n + 1) % 5 + 1, (n + 3) % 5 + 1}):
            evaluations.append(Evaluation(row.candidacy, f"E{seat}", "pass", "ab" * 32))
            for criterion in CATEGORIES[row.category]:
                given = points(n, seat, int(criterion[1:]))
                scores.append(Score(row.candidacy, f"E{seat}", criterion, given))
    evaluations.append(Evaluation("C01", "E4"))
    weights = [60, 40, 70, 30]
    return Record(
        round="FY2026",
        settings=Settings({"producer": 3}, seed=11, resamples=200),
        criteria=[
            Criterion(category, criterion, weights[int(criterion[1:]) - 1], name)
            for (category, criterion), name in zip(
                [(name, one) for name, both in CATEGORIES.items() for one in both],
                NAMES,
                strict=True,
            )
        ],
        candidacies=candidacies,
        evaluations=evaluations,
        scores=scores,
        decisions=[
            Decision("C02", 1, "reserve", 1, date(2027, 1, 20)),
            Decision("C02", 2, "pass", None, date(2027, 2, 3)),
            Decision("C04", 1, "fail", None, date(2027, 1, 20)),
        ],
    )


@pytest.fixture
def folder(record: Record, tmp_path: Path) -> Path:
    path = tmp_path / "FY2026"
    write(path, record, made_at=WHEN, product="0.2.0")
    return path


def edit(folder: Path, name: str, change: Callable[[str], str]) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, "utf-8", newline="")


def seal_again(folder: Path) -> None:
    """What a forger would do: write the digests of the changed files into the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for name, entry in manifest["files"].items():
        entry["sha256"] = sha256((folder / name).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def one_more_point(text: str) -> str:
    """The first score of the producers that is below 5 gets one more."""
    line = next(line for line in text.splitlines() if ",K1," in line and not line.endswith("5"))
    return text.replace(line, line[:-1] + str(int(line[-1]) + 1))


def test_what_is_written_is_read_back(record: Record, folder: Path) -> None:
    found = read(folder)
    assert found.faults == []
    assert found.record is not None
    assert found.record.settings == record.settings
    for name in ("criteria", "candidacies", "evaluations", "scores", "decisions"):
        assert set(getattr(found.record, name)) == set(getattr(record, name))
    assert found.stored is not None
    assert differences(found.stored, derive(record)) == []
    assert found.digest == sha256((folder / "manifest.json").read_bytes()).hexdigest()


def test_the_same_record_gives_the_same_bytes_in_any_order(record: Record) -> None:
    turned = replace(
        record,
        scores=list(record.scores)[::-1],
        candidacies=list(record.candidacies)[::-1],
        evaluations=list(record.evaluations)[::-1],
        criteria=list(record.criteria)[::-1],
    )
    made = {"made_at": WHEN, "product": "0.2.0"}
    assert contents(turned, **made) == contents(record, **made)


def test_a_formula_is_no_formula_in_a_spreadsheet(folder: Path) -> None:
    with (folder / "criteria.csv").open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    assert names[:2] == ["'" + NAMES[0], "'" + NAMES[1]]


def test_the_mean_by_hand_as_the_documentation_says(folder: Path) -> None:
    with (folder / "criteria.csv").open(encoding="utf-8", newline="") as lines:
        weight = {row["criterion"]: int(row["weight"]) for row in csv.DictReader(lines)}
    given: dict[str, list[tuple[int, int]]] = {}
    with (folder / "scores.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["candidacy"] == "C02":
                pair = (int(row["points"]), weight[row["criterion"]])
                given.setdefault(row["evaluator"], []).append(pair)
    each = [sum(p * w for p, w in pairs) / sum(w for _p, w in pairs) for pairs in given.values()]
    with (folder / "ranking.csv").open(encoding="utf-8", newline="") as lines:
        (row,) = [row for row in csv.DictReader(lines) if row["candidacy"] == "C02"]
    assert (int(row["n"]), float(row["mean"])) == (3, pytest.approx(fmean(each), abs=1e-6))


def test_an_abstention_counts_in_no_figure(record: Record) -> None:
    derived = derive(record)
    assert next(row for row in derived.ranking if row.candidacy == "C01").n == 3
    without = [row for row in record.evaluations if (row.candidacy, row.evaluator) != ("C01", "E4")]
    assert derive(replace(record, evaluations=without)) == derived


def test_without_resamples_only_what_rests_on_them_is_missing(record: Record) -> None:
    quick = derive(replace(record, settings=Settings({"producer": 3}, resamples=0)))
    full = derive(record)
    assert {row.above for row in quick.ranking} == {None}
    assert [row.mean for row in quick.ranking] == [row.mean for row in full.ranking]
    assert [row.alpha for row in quick.agreement] == [row.alpha for row in full.agreement]
    above = {row.category for row in full.ranking if row.above is not None}
    assert above == {"producer"}  # the other category has no line


def test_it_agrees(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recompute.main([str(folder)]) == 0
    said = capsys.readouterr().out
    assert "agrees" in said.splitlines()[-1]
    assert "producer, line 3" in said
    assert "Decisions fail 1, pass 1" in said


def test_one_changed_score_names_the_file_and_the_figures(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "scores.csv", one_more_point)
    assert recompute.main([str(folder)]) == 1
    said = capsys.readouterr().out
    assert "scores.csv: is not the file that the manifest's digest was made of" in said
    assert "ranking.csv: producer C02: mean is " in said
    assert said.splitlines()[-1] == "differs"


def test_new_digests_do_not_hide_a_changed_score(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read(folder).digest
    edit(folder, "scores.csv", one_more_point)
    seal_again(folder)
    assert recompute.main([str(folder)]) == 1
    said = capsys.readouterr().out
    assert "digest was made of" not in said
    assert "mean is" in said
    assert read(folder).digest != before


@pytest.mark.parametrize("name", ["scores.csv", "ranking.csv", "decisions.csv", "manifest.json"])
def test_a_missing_file_is_named(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).unlink()
    assert recompute.main([str(folder)]) == 1
    assert f"{name}: is missing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("scores.csv", "K1,", "K9,", "K9 is not in criteria.csv"),
        ("scores.csv", "K1,", "K3,", "K3 belongs to another category"),
        ("scores.csv", "E1,K1", "E9,K1", "no such evaluation in evaluations.csv"),
        ("scores.csv", "points", "Points", "has the columns"),
        ("candidacies.csv", "C01", "髙橋", "candidacy 髙橋 is not a letter and a number"),
        ("candidacies.csv", "C01,", "C02,", "repeats an earlier one"),
        ("criteria.csv", "60", "0", "a weight is 1 or more"),
        ("criteria.csv", "60", "heavy", "row 1: invalid literal"),
        ("manifest.json", '"resamples": 200', '"resamples": 9000000', "resamples is 9000000"),
        ("manifest.json", '"formulas": 1', '"formulas": 2', "formulas is 2"),
        ("manifest.json", '"seed"', '"sprout"', "settings are not lines, seed and resamples"),
        ("manifest.json", "{", "[", "is not that of a committee's round"),
        ("ranking.csv", "C02,", "C02,9", "rank is 9"),
    ],
)
def test_what_is_wrong_is_said(
    folder: Path, name: str, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, name, lambda text: text.replace(old, new, 1))
    assert recompute.main([str(folder)]) == 1
    assert said in capsys.readouterr().out


def test_a_file_that_nobody_listed_is_named(folder: Path) -> None:
    (folder / "names.csv").write_text("E1,somebody\n")
    (folder / ".DS_Store").touch()
    assert read(folder).faults == ["names.csv: does not belong to the folder"]


def test_a_faulty_record_is_not_written(record: Record, tmp_path: Path) -> None:
    named = [Candidacy("髙橋", "producer"), *record.candidacies]
    with pytest.raises(ValueError, match="not a letter and a number"):
        write(tmp_path / "x", replace(record, candidacies=named), made_at=WHEN, product="0.2.0")
    assert not (tmp_path / "x").exists()


def test_a_row_too_many_or_too_few_is_a_difference(record: Record) -> None:
    derived = derive(record)
    assert differences(replace(derived, ranking=derived.ranking[1:]), derived) == [
        Difference("ranking.csv", "producer C02", "row", "not there", "there")
    ]
    doubled = replace(derived, evaluators=[*derived.evaluators, derived.evaluators[0]])
    assert differences(doubled, derived) == [
        Difference("evaluators.csv", "all", "number of rows", 6, 5)
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n", b"candidacy,category\nC1\n"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(table.TableError):
        table.read(content, Candidacy)


def test_pseudonyms_follow_no_order_that_others_know() -> None:
    names = [f"FY2026-{number:04}" for number in range(1, 61)]
    found = pseudonyms(names, "C", b"secret")
    assert sorted(found.values()) == [f"C{number:02}" for number in range(1, 61)]
    assert [found[name] for name in names] != sorted(found.values())
    assert pseudonyms(names[::-1], "C", b"secret") == found
    assert pseudonyms(names, "C", b"another") != found


def test_the_command_needs_neither_database_nor_settings(folder: Path, tmp_path: Path) -> None:
    """bin/recompute as a process of its own, in a checkout whose Python is this one."""
    checkout = tmp_path / "checkout"
    (checkout / "bin").mkdir(parents=True)
    (checkout / ".venv/bin").mkdir(parents=True)
    (checkout / "recruitment").symlink_to(ROOT / "recruitment")
    command = checkout / "bin/recompute"
    command.write_bytes((ROOT / "bin/recompute").read_bytes())
    python = checkout / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for script in (command, python):
        script.chmod(0o755)
    (folder.parent / "numpy.py").write_text("raise SystemExit('taken from the wrong place')")
    bare = {"PATH": os.environ["PATH"]}
    good = subprocess.run(
        [command, "FY2026"], cwd=folder.parent, env=bare, capture_output=True, text=True
    )
    assert (good.returncode, good.stderr) == (0, "")
    edit(folder, "scores.csv", one_more_point)
    bad = subprocess.run([command, folder], env=bare, capture_output=True, text=True)
    assert bad.returncode == 1
    none = subprocess.run([command, "nowhere"], env=bare, capture_output=True, text=True)
    assert (none.returncode, "is not a folder" in none.stderr) == (2, True)


def test_nothing_of_django_is_loaded() -> None:
    code = (
        "import sys, recruitment.evaluation.recompute; "
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_round_in_which_nothing_is_scored_yet_can_be_kept_too(
    record: Record, tmp_path: Path
) -> None:
    nothing = replace(record, evaluations=[], scores=[], decisions=[])
    write(tmp_path / "empty", nothing, made_at=WHEN, product="0.2.0")
    assert recompute.main([str(tmp_path / "empty")]) == 0
    ranking = derive(nothing).ranking
    assert {(row.n, row.rank, row.mean, row.adjusted) for row in ranking} == {(0, None, None, None)}
    assert {row.doubt for row in ranking} == {"too_few_evaluators"}
