"""Whether an uploaded file may stand on a call's page, and how it is given back."""

from dataclasses import dataclass

from csp.decorators import csp_update
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

from recruitment.calls import guidelines
from recruitment.calls.models import RoundFile


@dataclass(frozen=True)
class Kind:
    """How it is stored and served."""

    extension: str
    content_type: str


PDF = Kind(".pdf", "application/pdf")


def check(file: UploadedFile) -> Kind:
    """Its kind by its content; raises ValidationError with a sentence. The one place that asks."""
    guidelines.check(file)
    return PDF


@csp_update({"sandbox": True})
def download(row: RoundFile) -> FileResponse:
    """The stored file, to be saved and never shown; the site's policy with a sandbox around it."""
    name, kind = f"{row.name}{row.extension}", row.content_type
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=name, content_type=kind)
