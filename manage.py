#!/usr/bin/env python
"""Runs the product's commands. The built-in PostgreSQL is started when one needs it."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

from config import embedded

WITHOUT_DATABASE = {"help", "--help", "makemessages", "compilemessages", "collectstatic"}


def main(words: list[str]) -> None:
    """What a person can put right is one sentence on stderr and exit status 1, no traceback."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    try:
        if words[1:] and WITHOUT_DATABASE.isdisjoint(words) and settings.EMBEDDED_DATABASE:
            embedded.demo().ensure_running()
        execute_from_command_line(words)
    except (embedded.EmbeddedError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except OperationalError as error:
        if "--traceback" in words:
            raise
        sys.exit(f"The database failed: {str(error).splitlines()[0]}")


if __name__ == "__main__":
    main(sys.argv)
