"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the first of the settings that the OWASP Password Storage Cheat Sheet names:
    46 MiB, one pass, one lane.

    Django's own (100 MiB, two passes, eight lanes) costs a core for a sixth of a second, which a
    crowd signing in before a deadline would wait for.
    """

    memory_cost = 47104  # KiB
    time_cost = 1
    parallelism = 1
