"""Whether an uploaded file is what its name promises."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from common.uploads.inspecting import MEGABYTE, inspect, with_macros
from common.uploads.keeping import clean_name
from common.uploads.kinds import ALL, Kind

MAX_BYTES = 10 * MEGABYTE
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # Word and Excel until 2003, and encrypted ones of today
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOR_MACROS = {".docm", ".dotm", ".xlsm", ".xltm"}


def check(file: File, accepted: Sequence[Kind] = ALL) -> Kind:
    """Its kind, or a ValidationError with a sentence. Leaves the file at its beginning."""
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    file.seek(0)
    if not data:
        raise ValidationError(_("ファイルの中身が空です(0バイト)。選び直してください。"))
    if len(data) > MAX_BYTES:
        raise ValidationError(_("ファイルは10MBまでです。小さくしてから選び直してください。"))
    kind = _promised(file.name or "", data, accepted)
    inspect(kind, data)
    return kind


def _promised(name: str, data: bytes, accepted: Sequence[Kind]) -> Kind:
    """The kind that its name promises."""
    extension = PurePosixPath(clean_name(name)).suffix.lower()
    kinds = {"kinds": _("、").join(kind.name for kind in accepted)}
    if data.startswith(OLE) and ENCRYPTED in data:
        raise ValidationError(_("パスワードのかかったファイルです。外して保存し直してください。"))
    if data.startswith(OLE):
        sentence = _("WordやExcelの古い形式です。次の形式で保存し直してください: %(kinds)s")
        raise ValidationError(sentence % kinds)
    if extension in FOR_MACROS:
        raise with_macros()
    for kind in accepted:
        if extension in kind.extensions:
            return kind
    raise ValidationError(_("次の形式のファイルを選んでください: %(kinds)s") % kinds)
