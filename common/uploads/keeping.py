"""Under which name a file is kept, and how it is given back."""

import hashlib
import unicodedata

from csp.decorators import csp_update
from django.core.files.base import File
from django.http import FileResponse

from common.identifiers import public_id
from common.uploads.kinds import Kind

PIECE = 64 * 1024
LONGEST_NAME, LONGEST_EXTENSION = 100, 10
RESERVED = '<>:"|?*'  # on Windows; separators end the sender's path
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # Cf: what turns "a\u202efdp.exe" around on the screen
EDGES = " .\u3000"


def clean_name(name: str) -> str:
    """The name without its sender's path and signs that deceive or that a disk refuses."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = [x for x in last if x not in RESERVED and unicodedata.category(x) not in UNSEEN]
    plain = unicodedata.normalize("NFC", "".join(kept)).rstrip(EDGES)
    stem, dot, extension = plain.rpartition(".") if "." in plain else (plain, "", "")
    tail = dot + extension.lstrip(EDGES)[:LONGEST_EXTENSION].rstrip(EDGES)
    return (stem.strip(EDGES)[: LONGEST_NAME - len(tail)].rstrip(EDGES) or "file") + tail


def digest_of(file: File) -> str:
    """SHA-256 of the content in hexadecimal; leaves the file at its beginning."""
    file.seek(0)
    total = hashlib.sha256()
    while piece := file.read(PIECE):
        total.update(piece)
    file.seek(0)
    return total.hexdigest()


def stored_name(folder: str, kind: Kind) -> str:
    """A random name in the store."""
    return f"{folder}/{public_id()}{kind.extension}"


@csp_update({"sandbox": True})
def download(file: File, name: str, content_type: str) -> FileResponse:
    """The stored file, to be saved and never shown; the site's policy with a sandbox around it."""
    answer = FileResponse(
        file.open("rb"), as_attachment=True, filename=clean_name(name), content_type=content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
