"""Random names for rows.

What stands in an address or on a paper tells nothing and cannot be guessed.
"""

import secrets
from typing import Any

from django.db import models

ALPHABET = (
    "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l: read aloud and typed off paper without doubt
)


def public_id() -> str:
    """Twelve characters, 59 bits: the name of a person's row in an address."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def registrant_number() -> str:
    """A registrant's number for life, such as `R-4KQ8-W2ZT`.

    Random, so that it says nothing of order or round.
    """
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8)).upper()
    return f"R-{letters[:4]}-{letters[4:]}"


def salt() -> str:
    """128 bits in hexadecimal, for digests of data that could be guessed."""
    return secrets.token_hex(16)


class PublicIdField(models.CharField):
    """The random name under which a row stands in addresses; never its primary key."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {
            "max_length": 12,
            "default": public_id,
            "unique": True,
            "editable": False,
        }
        super().__init__(**usual | options)

    def deconstruct(self) -> Any:
        """Says `unique` also where it is not: a row's history repeats its name."""
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"unique": self.unique}
