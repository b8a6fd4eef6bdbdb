"""The folder itself: CSV files, and a manifest with their digests. Format in docs/recompute.md."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from recruitment.evaluation.folder import checking, table
from recruitment.evaluation.folder.deriving import derive
from recruitment.evaluation.folder.rows import (
    Candidacy,
    Criterion,
    CriterionAgreement,
    Decision,
    Derived,
    Evaluation,
    Evaluator,
    Ranking,
    Record,
    Score,
    Settings,
)

FORMAT, VERSION = "external-personnel-roster/committee-round", 1
FORMULAS = 1  # raised when a formula, a threshold or the way of resampling changes
MANIFEST = "manifest.json"
GIVEN: dict[str, type] = {
    "criteria": Criterion,
    "candidacies": Candidacy,
    "evaluations": Evaluation,
    "scores": Score,
    "decisions": Decision,
}
FOLLOWING: dict[str, type] = {
    "ranking": Ranking,
    "evaluators": Evaluator,
    "agreement": CriterionAgreement,
}
FILES = GIVEN | FOLLOWING


@dataclass(frozen=True)
class Opened:
    """A folder as it was found.

    `record` and `stored` are None where their files cannot be read; `faults` says all that is
    wrong, each with the file; `digest` is the manifest's own.
    """

    manifest: Mapping[str, Any]
    digest: str
    record: Record | None
    stored: Derived | None
    faults: list[str]


def contents(record: Record, *, made_at: datetime, product: str) -> dict[str, bytes]:
    """File name → content, the figures derived here; ValueError when the record is faulty."""
    if wrong := checking.faults(record):
        raise ValueError("; ".join(wrong))
    derived = derive(record)
    files = {}
    for name, kind in GIVEN.items():
        rows = sorted(
            getattr(record, name), key=lambda row: [str(cell) for cell in vars(row).values()]
        )
        files[f"{name}.csv"] = table.write(rows, kind)
    for name, kind in FOLLOWING.items():
        files[f"{name}.csv"] = table.write(getattr(derived, name), kind)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "formulas": FORMULAS,
        "round": record.round,
        "made_at": made_at.isoformat(),
        "settings": asdict(record.settings),
        "versions": {
            "product": product,
            "python": platform.python_version(),
            "numpy": np.__version__,
        },
        "files": {
            name: {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in files.items()
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return {MANIFEST: text.encode()} | files


def write(folder: Path, record: Record, *, made_at: datetime, product: str) -> str:
    """Write a new folder; the digest of its manifest, which vouches for all of it."""
    files = contents(record, made_at=made_at, product=product)
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return sha256(files[MANIFEST]).hexdigest()


def read(folder: Path) -> Opened:
    """Everything in the folder, its digests checked. Opens only the files of the format."""
    faults: list[str] = []
    found = {name: _content(folder, name, faults) for name in (MANIFEST, *_csv(FILES))}
    known = {MANIFEST, *_csv(FILES)}
    faults += [
        f"{path.name}: does not belong to the folder"
        for path in sorted(folder.iterdir())
        if path.name not in known and not path.name.startswith(".")
    ]
    manifest = _manifest(found[MANIFEST], faults)
    faults += _wrong_digests(manifest, found)
    tables = {name: _table(name, kind, found, faults) for name, kind in FILES.items()}
    settings = _settings(manifest, faults)
    record = None
    if settings and all(tables[name] is not None for name in GIVEN):
        given: dict[str, Any] = {name: tables[name] for name in GIVEN}
        record = Record(round=str(manifest.get("round", "")), settings=settings, **given)
        wrong = checking.faults(record)
        faults += wrong
        record = None if wrong else record
    following: dict[str, Any] = {name: tables[name] for name in FOLLOWING}
    stored = None if None in following.values() else Derived(**following)
    return Opened(manifest, sha256(found[MANIFEST] or b"").hexdigest(), record, stored, faults)


def _csv(names: Mapping[str, type]) -> list[str]:
    return [f"{name}.csv" for name in names]


def _content(folder: Path, name: str, faults: list[str]) -> bytes | None:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        faults.append(f"{name}: is missing")
    except OSError as error:
        faults.append(f"{name}: cannot be read ({error.strerror})")
    return None


def _manifest(content: bytes | None, faults: list[str]) -> dict[str, Any]:
    if content is None:
        return {}
    try:
        manifest = json.loads(content)
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        faults.append(f"{MANIFEST}: is not that of a committee's round")
        return {}
    for key, ours in (("version", VERSION), ("formulas", FORMULAS)):
        if manifest.get(key) != ours:
            faults.append(f"{MANIFEST}: {key} is {manifest.get(key)}, this program knows {ours}")
    return manifest


def _wrong_digests(manifest: Mapping[str, Any], found: Mapping[str, bytes | None]) -> list[str]:
    """Files whose content is not the one that the manifest names."""
    listed = manifest.get("files")
    if not isinstance(listed, dict):
        return [f"{MANIFEST}: names no digests"] if manifest else []
    wrong = []
    for name in _csv(FILES):
        content, entry = found[name], listed.get(name)
        promised = entry.get("sha256") if isinstance(entry, dict) else None
        if content is not None and sha256(content).hexdigest() != promised:
            wrong.append(f"{name}: is not the file that the manifest's digest was made of")
    return wrong


def _table(
    name: str, kind: type, found: Mapping[str, bytes | None], faults: list[str]
) -> list[Any] | None:
    content = found[f"{name}.csv"]
    if content is None:
        return None
    try:
        return table.read(content, kind)
    except table.TableError as error:
        faults.append(f"{name}.csv: {error}")
        return None


def _settings(manifest: Mapping[str, Any], faults: list[str]) -> Settings | None:
    if not manifest:
        return None
    try:
        found = manifest["settings"]
        lines = {str(name): int(line) for name, line in found["lines"].items()}
        return Settings(lines, int(found["seed"]), int(found["resamples"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        faults.append(f"{MANIFEST}: settings are not lines, seed and resamples")
        return None
