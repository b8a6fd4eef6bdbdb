"""A person, the same over all rounds, with or without an account."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.users import User
from common.folding import fold
from common.identifiers import PublicIdField


class PersonQuerySet(models.QuerySet["Person"]):
    def named(self, full_name: str) -> "PersonQuerySet":
        """Those whose registered or Latin name folds to the same key."""
        return self.filter(name_key=fold(full_name))


@pghistory.track()  # a change of name keeps the old one
class Person(models.Model):
    """Names as typed (NFC), birth date and e-mail.

    A name may be Japanese with kana, Latin, or both.

    The *registered* name stands on receipt and certificate; the *shown* one (旧姓・通称, where
    given) on list, sheet, edition and letters. A person made by signing up has no name until the
    first application is submitted.
    """

    public_id = PublicIdField()
    # Null: people who came in with a past round have no account until they claim their entry.
    user = models.OneToOneField(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("アカウント"),
    )
    family_name = models.CharField(_("氏"), max_length=100, blank=True)
    given_name = models.CharField(_("名"), max_length=100, blank=True)
    family_name_kana = models.CharField(_("氏(フリガナ)"), max_length=100, blank=True)
    given_name_kana = models.CharField(_("名(フリガナ)"), max_length=100, blank=True)
    family_name_latin = models.CharField(_("氏(英字)"), max_length=100, blank=True)
    given_name_latin = models.CharField(_("名(英字)"), max_length=100, blank=True)
    shown_family_name = models.CharField(_("表示する氏(旧姓・通称)"), max_length=100, blank=True)
    shown_given_name = models.CharField(_("表示する名(旧姓・通称)"), max_length=100, blank=True)
    # Null until the first application is submitted.
    birth_date = models.DateField(_("生年月日"), null=True, blank=True)
    email = models.EmailField(_("メールアドレス"), max_length=254, blank=True)
    name_key = models.CharField(max_length=250, editable=False, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("人物")
        verbose_name_plural = _("人物")
        ordering = ["family_name_kana", "given_name_kana", "family_name_latin", "pk"]
        constraints = [
            models.CheckConstraint(
                name="person_has_a_name_or_an_account",
                condition=Q(user__isnull=False)
                | (~Q(family_name="") & ~Q(family_name_kana=""))
                | ~Q(family_name_latin=""),
                violation_error_message=_("氏名(とフリガナ)、または英字の氏名が必要です。"),
            ),
            models.UniqueConstraint(
                Lower("email"), name="person_email_is_unique", condition=~Q(email="")
            ),
        ]
        indexes = [models.Index(fields=["name_key", "birth_date"], name="person_by_name_and_birth")]

    def __str__(self) -> str:
        return self.shown_name or self.email

    @property
    def registered_name(self) -> str:
        """Family name first, a space between; Latin where there is no Japanese one."""
        return spaced(self.family_name, self.given_name) or spaced(
            self.family_name_latin, self.given_name_latin
        )

    @property
    def shown_name(self) -> str:
        """The name for list, sheet, edition and letters."""
        if not (self.shown_family_name or self.shown_given_name):
            return self.registered_name
        return spaced(
            self.shown_family_name or self.family_name, self.shown_given_name or self.given_name
        )

    @property
    def kana(self) -> str:
        return spaced(self.family_name_kana, self.given_name_kana)

    @property
    def latin(self) -> str:
        return spaced(self.family_name_latin, self.given_name_latin)


def spaced(family: str, given: str) -> str:
    """Both parts of a name with a space between, whichever of them there are."""
    return " ".join(part for part in (family, given) if part)
