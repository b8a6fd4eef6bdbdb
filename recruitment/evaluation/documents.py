"""Papers of the evaluation: letters, and a round's folder with the digest that vouches for it."""

import io
import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from common import pdf
from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation import folder, queries
from recruitment.evaluation.folder.files import MANIFEST
from recruitment.evaluation.models import Letter


@dataclass(frozen=True)
class Package:
    """`digest` is the manifest's SHA-256, as `bin/recompute` prints it."""

    name: str
    digest: str
    files: dict[str, bytes]

    def zipped(self) -> bytes:
        """The folder, byte for byte the same each time: its entries carry no time of their own."""
        room = io.BytesIO()
        with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.files.items():
                entry = zipfile.ZipInfo(f"{self.name}/{name}")
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content)
        return room.getvalue()


def package(round: Round) -> Package:
    """Everything that was before the committee: nobody's rows are left out, so that the digest is
    one for all readers. `policy.can_take_folder` says who may have it.
    """
    everything = Candidacy.objects.in_evaluation().filter(round=round)
    files = folder.contents(
        queries.record_of(round, queries.pseudonyms_of(round), everything),
        made_at=queries.settled_at(round) or timezone.now(),
        product=product(),
    )
    return Package(f"{round.code}-evaluation", sha256(files[MANIFEST]).hexdigest(), files)


def product() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])


def letters(rows: Sequence[Letter]) -> bytes:
    """Letters to print, each on a page of its own, in both languages as they were rendered."""
    return pdf.render("pdf/letters.html", {"letters": rows, "round": rows[0].application.round})
