"""Uploaded files: judged by content, kept under random names, given back as downloads alone."""

from common.uploads.checking import MAX_BYTES, check
from common.uploads.keeping import clean_name, digest_of, download, stored_name
from common.uploads.kinds import ALL, DOCX, JPEG, PDF, PNG, XLSX, Kind

__all__ = [
    "ALL",
    "DOCX",
    "JPEG",
    "MAX_BYTES",
    "PDF",
    "PNG",
    "XLSX",
    "Kind",
    "check",
    "clean_name",
    "digest_of",
    "download",
    "stored_name",
]
