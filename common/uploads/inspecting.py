"""What a file of each kind must hold, and must not.

Nothing is decoded, rendered or run here, and what only a file's own reader can judge is not looked
for: a script or a password in a PDF, an address in a document. It can be written in so many ways
that a search would stop the honest alone. Against that stands `download`.
"""

import io
import re
import zipfile
from typing import IO

from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from common.uploads.kinds import DOCX, JPEG, PDF, PNG, XLSX, Kind

MEGABYTE = 1024 * 1024
MOST_PARTS, MOST_UNPACKED = 5000, 100 * MEGABYTE  # of an Office file, which is a zip
MOST_PIXELS = 50 * MEGABYTE  # a telephone's photo of 8160 × 6144 fits
# The end of every PDF says where its table of objects begins, within its last kilobyte.
PDF_END = re.compile(rb".*startxref\s+(\d+)\s+%%EOF", re.DOTALL)
PDF_TABLE = re.compile(rb"\s*(xref\s|\d+\s+\d+\s+obj\b)")
CONTENT_TYPES = "[Content_Types].xml"  # lists the type of every part of an Office file
MACRO = re.compile("macro|vbaproject", re.IGNORECASE)
PACKED_FILE = "\x01Ole10Native".encode("utf-16-le")  # any file, a program too, shown as an icon
MOST_SEGMENTS = 10_000  # Pillow keeps each in memory; a picture has a hundred
# Within a JPEG's picture FF is followed by 00 or D0 to D7; else it begins a segment with a length.
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def inspect(kind: Kind, data: bytes) -> None:
    """Raises ValidationError with a sentence if the data are not whole and harmless."""
    if data.find(kind.begins, 0, kind.within) < 0:
        raise another(kind)
    try:
        INSPECTIONS[kind](kind, data)
    except ValidationError:
        raise
    except Exception as problem:  # zip, XML and Pillow fail in many ways that mean one to its owner
        raise _broken() from problem


def another(kind: Kind) -> ValidationError:
    named = {"extension": kind.extension, "kind": kind.name}
    sentence = _(
        "名前は%(extension)sで終わりますが、中身は%(kind)sではありません。"
        "正しい形式で保存したファイルを選んでください。"
    )
    return ValidationError(sentence % named)


def _broken() -> ValidationError:
    return ValidationError(
        _("ファイルが壊れているか、途中で切れています。作り直して選んでください。")
    )


def with_macros() -> ValidationError:
    return ValidationError(_("マクロを含むファイルです。マクロのない形式で保存し直してください。"))


def _inspect_pdf(kind: Kind, data: bytes) -> None:
    """The table's place counts from the file's beginning, or by older writers from the header."""
    end = PDF_END.match(data[-1024:])
    places = (int(end[1]), int(end[1]) + data.find(kind.begins)) if end else ()
    if not any(PDF_TABLE.match(data, min(place, len(data))) for place in places):
        raise _broken()


def _inspect_office(kind: Kind, data: bytes) -> None:
    """Every part is unpacked once, in pieces: its size and sum are then known to be no lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        names = [part.filename.lower() for part in parts]
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise ValidationError(_("ファイルの中身が大きすぎます。画像などを減らしてください。"))
        if CONTENT_TYPES.lower() not in names or any(_leads_out(name) for name in names):
            raise another(kind)
        # A name twice reads differently in each program; bzip2 and LZMA unpack without a bound.
        packings = {part.compress_type for part in parts}
        if len(set(names)) < len(names) or packings - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise _broken()
        with archive.open(CONTENT_TYPES) as stream:
            types = {part.get("ContentType", "") for part in fromstring(stream.read(MEGABYTE))}
        if any(map(MACRO.search, types)) or any(name.endswith("vbaproject.bin") for name in names):
            raise with_macros()
        if f"{kind.content_type}.main+xml" not in types:
            raise another(kind)
        for part in parts:
            with archive.open(part) as stream:
                if _holds(stream, PACKED_FILE):
                    raise ValidationError(
                        _("別のファイルが埋め込まれています。外して保存し直してください。")
                    )


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _holds(stream: IO[bytes], sought: bytes) -> bool:
    """Whether it stands in the stream, which is read to its end or to there."""
    before = b""
    while piece := stream.read(MEGABYTE):
        if sought in before + piece:
            return True
        before = piece[-len(sought) :]
    return False


def _inspect_picture(kind: Kind, data: bytes) -> None:
    """By header and structure; as it is never decoded, no picture can be a bomb."""
    if kind is JPEG and not _has_its_end(data):
        raise _broken()
    try:
        with Image.open(io.BytesIO(data), formats=[kind.name]) as picture:
            too_large = picture.width * picture.height > MOST_PIXELS
            if kind is PNG:
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        too_large = True
    if too_large:
        raise ValidationError(_("画像の縦横の画素数が大きすぎます。縮小して選び直してください。"))


def _has_its_end(jpeg: bytes) -> bool:
    at = 2
    for _segment in range(MOST_SEGMENTS):
        marker = JPEG_MARKER.search(jpeg, at)
        if marker is None or marker[0] == b"\xff\xd9":
            return marker is not None
        at = marker.end() + int.from_bytes(jpeg[marker.end() : marker.end() + 2])
    return False


INSPECTIONS = {
    PDF: _inspect_pdf,
    DOCX: _inspect_office,
    XLSX: _inspect_office,
    PNG: _inspect_picture,
    JPEG: _inspect_picture,
}
