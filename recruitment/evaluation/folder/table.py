"""One CSV file of the folder: UTF-8, comma, a heading, lines that end in \\n, decimal point."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

R = TypeVar("R")

DECIMALS = 6
# A spreadsheet takes a cell that begins so for a formula. Such a text, and one that begins with the
# mark itself, is written with the mark before it and read without.
MARK, FORMULA = "'", ("=", "+", "-", "@", "\t", "\r", "'")


class TableError(ValueError):
    """The file cannot be read as what it should be; the text says where."""


def write(rows: Iterable[R], kind: type[R]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    columns = [column.name for column in fields(kind)]  # type: ignore[arg-type]
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(getattr(row, column)) for column in columns])
    return text.getvalue().encode()


def read(content: bytes, kind: type[R]) -> list[R]:
    columns = fields(kind)  # type: ignore[arg-type]
    names = [column.name for column in columns]
    try:
        heading, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise TableError("is not UTF-8") from error
    except (csv.Error, ValueError) as error:
        raise TableError("is not a table with a heading") from error
    if heading != names:
        raise TableError(f"has the columns {','.join(heading)}, not {','.join(names)}")
    return [
        _row(kind, place, line, [column.type for column in columns])
        for place, line in enumerate(lines, start=1)
    ]


def _row(kind: type[R], place: int, line: list[str], types: list[Any]) -> R:
    if len(line) != len(types):
        raise TableError(f"row {place} has {len(line)} cells, not {len(types)}")
    try:
        return kind(*(PARSERS[which](cell) for which, cell in zip(types, line, strict=True)))
    except ValueError as error:
        raise TableError(f"row {place}: {error}") from error


def _cell(value: str | int | float | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{round(value, DECIMALS) + 0.0:.{DECIMALS}f}"  # + 0.0: no minus before a zero
    if isinstance(value, str) and value.startswith(FORMULA):
        return MARK + value
    return str(value)


def _or_none(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda cell: parse(cell) if cell else None


PARSERS: dict[Any, Callable[[str], Any]] = {
    str: lambda cell: cell.removeprefix(MARK),
    int: int,
    int | None: _or_none(int),
    float | None: _or_none(float),
    date | None: _or_none(date.fromisoformat),
}
