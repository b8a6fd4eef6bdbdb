"""Uploaded files: what is taken, the sentence for what is not, names, and the way back out."""

import hashlib
import struct
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import crc32

import openpyxl
import pytest
from csp.middleware import CSPMiddleware
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from common import uploads
from common.uploads import ALL, DOCX, JPEG, MAX_BYTES, PDF, PNG, XLSX, Kind
from tests.calls.situations import pdf_bytes

WORD_TYPE = f"{DOCX.content_type}.main+xml"
EXCEL_TYPE = f"{XLSX.content_type}.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ANOTHER = "ではありません。正しい形式で"
BROKEN = "壊れているか"
MACRO = "マクロを含む"
TOO_MANY_PIXELS = "画素数が大きすぎます"


def package(
    *types: str, parts: dict[str, bytes] | None = None, packing: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """An Office file by hand: a list of types and whatever parts."""
    listed = "".join(f'<Override PartName="/{n}" ContentType="{t}"/>' for n, t in enumerate(types))
    room = BytesIO()
    with zipfile.ZipFile(room, "w", packing) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name twice is meant
        archive.writestr("[Content_Types].xml", f"<Types>{listed}</Types>")
        for name, content in (parts or {"word/document.xml": b"<w/>"}).items():
            archive.writestr(name, content)
    return room.getvalue()


def workbook() -> bytes:
    room = BytesIO()
    openpyxl.Workbook().save(room)
    return room.getvalue()


def workbook_with_macros() -> bytes:
    """As Excel makes it: another main type, and the project as a part."""
    room = BytesIO(workbook())
    with zipfile.ZipFile(room) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts.pop("[Content_Types].xml").decode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", types.replace(EXCEL_TYPE, MACRO_TYPE))
        archive.writestr("xl/vbaProject.bin", OLE)
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def picture(form: str, size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    room = BytesIO()
    Image.radial_gradient("L").resize(size).save(room, form, **options)
    return room.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises more than anybody can decode."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [header, b"IDAT", b"IEND"]
    return PNG.begins + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", crc32(chunk))
        for chunk in chunks
    )


def jpeg_claiming(width: int, height: int) -> bytes:
    data = picture("JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def encrypted_pdf() -> bytes:
    writer, room = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(room)
    return room.getvalue()


def lying(data: bytes, name: bytes, size: int) -> bytes:
    """The zip with another unpacked size in the entry of its central list."""
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    return data[: entry + 24] + struct.pack("<I", size) + data[entry + 28 :]


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def refusal(name: str, content: bytes, accepted: tuple[Kind, ...] = ALL) -> str:
    file = sent(name, content)
    with pytest.raises(ValidationError) as refused:
        uploads.check(file, accepted)
    [sentence] = refused.value.messages
    assert file.tell() == 0
    return sentence


TAKEN = [
    ("履歴書.pdf", pdf_bytes(), PDF),
    ("A.PDF", b"\x1b%-12345X@PJL\n" + pdf_bytes(), PDF),  # from a printer: places count from header
    ("a.pdf", pdf_bytes() + b"\0" * 500, PDF),
    ("a.pdf", encrypted_pdf(), PDF),
    ("職務経歴.docx", package(WORD_TYPE), DOCX),
    ("a.docx", package(WORD_TYPE, parts={"word/embeddings/sheet1.xlsx": workbook()}), DOCX),
    ("a.xlsx", workbook(), XLSX),
    ("a.png", picture("PNG"), PNG),
    ("a.jpg", picture("JPEG"), JPEG),
    ("a.JPEG", picture("JPEG", progressive=True), JPEG),
    ("a.jpg", picture("JPEG") + b"a film of the moment, as telephones add it" * 100, JPEG),
    ("a.jpg", picture("JPEG", restart_marker_blocks=1), JPEG),
    ("a.jpg", picture("MPO", save_all=True, append_images=[Image.new("L", (9, 9))]), JPEG),
    ("a.png", picture("PNG", (8160, 6144)), PNG),
]


@pytest.mark.parametrize(("name", "content", "kind"), TAKEN)
def test_a_file_that_is_what_it_says_is_taken(name: str, content: bytes, kind: Kind) -> None:
    file = sent(name, content)
    assert uploads.check(file) is kind
    assert uploads.check(file, [kind]) is kind
    assert file.read() == content


def test_a_file_on_disk_is_taken_too() -> None:
    with TemporaryUploadedFile("a.xlsx", "", 0, None) as file:
        file.write(workbook())
        assert uploads.check(file) is XLSX
        assert file.tell() == 0


REFUSED = {
    "empty": ("a.pdf", b"", "空です"),
    "too large": ("a.pdf", b"0" * (MAX_BYTES + 1), "10MBまで"),
    "no extension": ("履歴書", pdf_bytes(), "次の形式"),
    "an extension alone": ("pdf", pdf_bytes(), "次の形式"),
    "an unknown extension": ("a.svg", b"<svg/>", "次の形式"),
    "an extension turned around": ("a\u202efdp.exe", b"MZ\x90\0", "次の形式"),
    "two extensions": ("a.pdf.exe", pdf_bytes(), "次の形式"),
    "a script": ("a.pdf", b"#!/bin/sh\nrm -rf /\n", "中身はPDF" + ANOTHER),
    "a page": ("a.pdf", b"<!doctype html><script>alert(1)</script>", "中身はPDF" + ANOTHER),
    "a drawing": ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "中身はPNG" + ANOTHER),
    "a program": ("a.docx", b"MZ\x90\0" + b"\0" * 100, "中身はWord(.docx)" + ANOTHER),
    "a JPEG as a PNG": ("a.png", picture("JPEG"), "中身はPNG" + ANOTHER),
    "a workbook as a document": ("a.docx", workbook(), "中身はWord(.docx)" + ANOTHER),
    "a PDF after much else": ("a.pdf", b" " * 1024 + pdf_bytes(), "中身はPDF" + ANOTHER),
    "a PDF cut off": ("a.pdf", pdf_bytes()[:-20], BROKEN),
    "a PDF of a header": ("a.pdf", b"%PDF-1.7\n", BROKEN),
    "a PDF without its table": ("a.pdf", pdf_bytes().replace(b"xref\n0", b"xxxx\n0"), BROKEN),
    "an old document": ("a.doc", OLE + b"\0" * 600, "古い形式"),
    "an old workbook, renamed": ("a.xlsx", OLE + b"\0" * 600, "古い形式"),
    "a document with a password": (
        "a.docx",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "パスワード",
    ),
    "macros": ("a.xlsm", workbook_with_macros(), MACRO),
    "macros, renamed": ("a.xlsx", workbook_with_macros(), MACRO),
    "macros, another type": ("a.xlsx", package(MACRO_TYPE), MACRO),
    "macros, an honest type": (
        "a.docx",
        package(WORD_TYPE, parts={"word/VBAproject.BIN": OLE}),
        MACRO,
    ),
    "macros, a type in disguise": (
        "a.xlsx",
        package(EXCEL_TYPE, "application/vnd.ms-office.vba&#80;roject"),
        MACRO,
    ),
    "a macro sheet": (
        "a.xlsx",
        package(EXCEL_TYPE, "application/vnd.ms-excel.macrosheet+xml"),
        MACRO,
    ),
    "a packed program": (
        "a.docx",
        package(
            WORD_TYPE, parts={"e.bin": b"\0" * 1048570 + "\x01Ole10Native".encode("utf-16-le")}
        ),
        "埋め込まれて",
    ),
    "a zip": ("a.docx", package(parts={"a.txt": b"a"}), ANOTHER),
    "a way up": ("a.docx", package(WORD_TYPE, parts={"word/../../a": b"a"}), ANOTHER),
    "a way up, Windows": ("a.docx", package(WORD_TYPE, parts={"word\\..\\a": b"a"}), ANOTHER),
    "a way from the root": ("a.docx", package(WORD_TYPE, parts={"/etc/passwd": b"a"}), ANOTHER),
    "a drive": ("a.docx", package(WORD_TYPE, parts={"C:a": b"a"}), ANOTHER),
    "a part twice": ("a.docx", package(WORD_TYPE, parts={"a": b"a", "A": b"b"}), BROKEN),
    "a zip cut off": ("a.docx", package(WORD_TYPE)[:-30], BROKEN),
    "a bomb": ("a.docx", package(WORD_TYPE, parts={"a": b"\0" * (101 * 1024**2)}), "大きすぎ"),
    "many parts": (
        "a.docx",
        package(WORD_TYPE, parts=dict.fromkeys(map(str, range(5000)), b"")),
        "大きすぎ",
    ),
    "a bomb that lies": (
        "a.docx",
        lying(package(WORD_TYPE, parts={"bomb": b"\0" * (101 * 1024**2)}), b"bomb", 10),
        BROKEN,
    ),
    "LZMA": ("a.docx", package(WORD_TYPE, packing=zipfile.ZIP_LZMA), BROKEN),
    "bzip2": ("a.docx", package(WORD_TYPE, packing=zipfile.ZIP_BZIP2), BROKEN),
    "a PNG bomb": ("a.png", png_claiming(60_000, 60_000), TOO_MANY_PIXELS),
    "a smaller PNG bomb": ("a.png", png_claiming(10_000, 10_000), TOO_MANY_PIXELS),
    "a PNG just too large": ("a.png", png_claiming(8_000, 7_000), TOO_MANY_PIXELS),
    "a JPEG bomb": ("a.jpg", jpeg_claiming(60_000, 60_000), TOO_MANY_PIXELS),
    "a PNG cut off": ("a.png", picture("PNG")[:-20], BROKEN),
    "a PNG with a wrong sum": (
        "a.png",
        picture("PNG")[:-18] + b"\0" + picture("PNG")[-17:],
        BROKEN,
    ),
    "a PNG of a header": ("a.png", PNG.begins, BROKEN),
    "a JPEG cut off": ("a.jpg", picture("JPEG")[:-2], BROKEN),
    "a JPEG cut short": ("a.jpg", picture("JPEG")[:-200], BROKEN),
    "a JPEG cut off, an end within": ("a.jpg", picture("JPEG", comment=b"\xff\xd9")[:-2], BROKEN),
    "a JPEG of crumbs": ("a.jpg", JPEG.begins + b"\xe0\0\2\xff" * 10_000 + b"\xd9", BROKEN),
    "a JPEG of a header": ("a.jpg", JPEG.begins, BROKEN),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_gets_its_sentence(case: str) -> None:
    name, content, sentence = REFUSED[case]
    assert sentence in refusal(name, content)


def test_xml_that_grows_is_not_read() -> None:
    entities = '<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Types>&b;</Types>'
    room = BytesIO()
    with zipfile.ZipFile(room, "w") as archive:
        archive.writestr("[Content_Types].xml", entities)
    assert BROKEN in refusal("a.docx", room.getvalue())


def test_only_what_is_accepted_is_taken_and_the_sentence_says_what() -> None:
    assert refusal("a.png", picture("PNG"), (PDF, DOCX)) == (
        "次の形式のファイルを選んでください: PDF、Word(.docx)"
    )
    assert refusal("a.doc", OLE, (PDF,)).endswith("保存し直してください: PDF")


def test_pillows_warning_of_a_bomb_becomes_the_sentence_too() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on a server it is but written down
        assert TOO_MANY_PIXELS in refusal("a.png", png_claiming(10_000, 10_000))


SAMPLES = [content for _name, content, _kind in TAKEN if len(content) < 50_000]
NAMES = st.sampled_from([f"a{extension}" for kind in ALL for extension in kind.extensions])


@given(NAMES, st.one_of(st.binary(), st.sampled_from([kind.begins for kind in ALL])), st.binary())
def test_any_bytes_have_an_answer(name: str, beginning: bytes, rest: bytes) -> None:
    with suppress(ValidationError):
        uploads.check(sent(name, beginning + rest))


@given(NAMES, st.sampled_from(SAMPLES), st.data())
def test_a_real_file_with_any_damage_has_an_answer(name: str, content: bytes, data: Any) -> None:
    at = data.draw(st.integers(0, len(content)))
    gone = data.draw(st.integers(0, 100))
    damaged = content[:at] + data.draw(st.binary(max_size=100)) + content[at + gone :]
    with suppress(ValidationError):
        uploads.check(sent(name, damaged))


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("履歴書.pdf", "履歴書.pdf"),
        ("C:\\Users\\山田\\Desktop\\履歴書.pdf", "履歴書.pdf"),
        ("C:\\fakepath\\a.docx", "a.docx"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\../a/..pdf", "file.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("a\0.pdf\0", "a.pdf"),
        ('"a<b>|c?*":.pdf', "abc.pdf"),
        ("...hidden.pdf", "hidden.pdf"),
        ("a.pdf. . ", "a.pdf"),
        ("a . pdf", "a.pdf"),
        (".pdf", "file.pdf"),
        ("", "file"),
        ("a/", "file"),
        ("か\u3099.pdf", "が.pdf"),
        ("葛\U000e0100󠄀城﨑.pdf", "葛\U000e0100󠄀城﨑.pdf"),
        ("山田\u3000太郎.PDF", "山田\u3000太郎.PDF"),
        ("履" * 300 + ".docx", "履" * 95 + ".docx"),
        ("a." + "x" * 300, "a." + "x" * 10),
    ],
)
def test_a_name_is_cleaned(name: str, cleaned: str) -> None:
    assert uploads.clean_name(name) == cleaned


@given(st.text(st.characters() | st.sampled_from('./\\ \u3000:"\u202e\r\n\u0301'), max_size=150))
def test_any_name_becomes_a_harmless_one(name: str) -> None:
    cleaned = uploads.clean_name(name)
    assert 0 < len(cleaned) <= 100
    assert not set(cleaned) & set('/\\<>:"|?*\0\r\n\u202e')
    assert not cleaned.startswith((".", " "))
    assert not cleaned.endswith((".", " "))
    assert uploads.clean_name(cleaned) == cleaned


def test_the_digest_is_that_of_the_whole_file() -> None:
    content = b"0123456789" * 20_000
    file = sent("a.pdf", content)
    file.seek(7)
    assert uploads.digest_of(file) == hashlib.sha256(content).hexdigest()
    assert file.tell() == 0


def test_a_stored_name_is_random_and_has_the_kinds_extension() -> None:
    names = {uploads.stored_name("attachments", JPEG) for _time in range(50)}
    assert len(names) == 50
    assert {(Path(name).parent.name, Path(name).suffix) for name in names} == {
        ("attachments", ".jpg")
    }


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[FieldFile]:
    """A file as a row has it."""
    storage = FileSystemStorage(tmp_path)
    name = storage.save("kept.pdf", ContentFile(pdf_bytes()))
    file = FieldFile(None, FileField(storage=storage), name)  # type: ignore[arg-type]
    yield file
    file.close()


def test_a_file_comes_back_as_a_fenced_download(stored: FieldFile) -> None:
    answer = uploads.download(stored, "履歴書\r\n.pdf", PDF.content_type)
    CSPMiddleware(lambda request: answer)(RequestFactory().get("/"))
    assert b"".join(answer) == pdf_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%B1%A5%E6%AD%B4%E6%9B%B8.pdf"
    )
    policy = {part.strip() for part in answer["Content-Security-Policy"].split(";")}
    assert {"sandbox", "default-src 'none'", "script-src 'self'"} <= policy
