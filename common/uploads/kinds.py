"""The kinds of file that people may send."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What people call it, and as what it is served."""

    name: str
    extensions: tuple[str, ...]  # the first is the one it is stored with
    content_type: str
    begins: bytes
    within: int  # the bytes in which the beginning must stand

    @property
    def extension(self) -> str:
        return self.extensions[0]


OOXML = "application/vnd.openxmlformats-officedocument."
PDF = Kind("PDF", (".pdf",), "application/pdf", b"%PDF-", 1024)  # as readers do
DOCX = Kind("Word(.docx)", (".docx",), f"{OOXML}wordprocessingml.document", b"PK\x03\x04", 4)
XLSX = Kind("Excel(.xlsx)", (".xlsx",), f"{OOXML}spreadsheetml.sheet", b"PK\x03\x04", 4)
PNG = Kind("PNG", (".png",), "image/png", b"\x89PNG\r\n\x1a\n", 8)
JPEG = Kind("JPEG", (".jpg", ".jpeg"), "image/jpeg", b"\xff\xd8\xff", 3)
ALL = (PDF, DOCX, XLSX, PNG, JPEG)
