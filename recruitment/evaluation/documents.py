"""A round's folder as one file to take along, and the digest that vouches for it."""

import io
import tomllib
import zipfile
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from recruitment.applications.models import Candidacy
from recruitment.calls.models import Round
from recruitment.evaluation import folder, queries
from recruitment.evaluation.folder.files import MANIFEST


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
