"""Excel and CSV, in and out.

Nothing that a cell says is ever run: neither here nor in the program that opens our file.
"""

from common.spreadsheets.reading import Limits, Oddity, Row, Unreadable, is_blank, read
from common.spreadsheets.writing import DATE, TEXT, Sheet, csv_text, excel, neutral

__all__ = [
    "DATE",
    "TEXT",
    "Limits",
    "Oddity",
    "Row",
    "Sheet",
    "Unreadable",
    "csv_text",
    "excel",
    "is_blank",
    "neutral",
    "read",
]
