"""Whether an uploaded guideline is a PDF: judged by its content, never by its name."""

import re

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
# The end of every PDF says where its table of objects begins, within its last kilobyte.
TAIL = 1024
END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
TABLE = re.compile(rb"\s*(xref\s|\d+\s+\d+\s+obj\b)")


def check(file: UploadedFile) -> None:
    """Raises ValidationError with a sentence. Reads the file and leaves it at its beginning."""
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(_("PDFは10MBまでです。小さくしてから選び直してください。"))
    file.seek(0)
    if file.read(5) != b"%PDF-":
        raise ValidationError(_("PDFではありません。PDFで保存したファイルを選んでください。"))
    if not _has_its_table(file):
        raise ValidationError(
            _("PDFが壊れているか、途中で切れています。作り直して選んでください。")
        )
    file.seek(0)


def _has_its_table(file: UploadedFile) -> bool:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    end = END.search(file.read())
    if end is None:
        return False
    file.seek(min(int(end[1]), size))
    return TABLE.match(file.read(40)) is not None
