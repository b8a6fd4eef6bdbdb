"""Files that a call offers: guidelines, forms to fill in, and others."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import uploads
from common.constraints import filled, known
from common.identifiers import PublicIdField, public_id
from recruitment.calls.models.rounds import Round

OFFERED = [uploads.PDF, uploads.DOCX, uploads.XLSX]  # guidelines, and forms to fill in


class FileKind(models.TextChoices):
    GUIDELINE = "guideline", _("募集要項")
    FORM = "form", _("様式")
    OTHER = "other", _("参考資料")


def stored_name(row: "RoundFile", filename: str) -> str:
    """A random name in the store; the file is served under the round's own address."""
    return f"guidelines/{public_id()}{row.extension}"


class RoundFile(models.Model):
    """One file of a call. Its name is what readers see and what they save it as."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="files"
    )  # goes only with a round in draft
    public_id = PublicIdField()
    kind = models.CharField(_("種類"), max_length=10, choices=FileKind)
    name = models.CharField(_("名前"), max_length=100)
    name_en = models.CharField(_("名前(英語)"), max_length=100, blank=True)
    file = models.FileField(_("ファイル"), upload_to=stored_name)
    extension = models.CharField(max_length=10, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(_("大きさ(バイト)"), editable=False)
    added_at = models.DateTimeField(_("日時"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("公募のファイル")
        verbose_name_plural = _("公募のファイル")
        ordering = ["round", "added_at", "pk"]
        constraints = [
            known("roundfile_kind_is_known", "kind", FileKind),
            filled("roundfile_has_a_name", "name", _("名前を書いてください。")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("calls:file", args=[self.round.code, self.public_id])
