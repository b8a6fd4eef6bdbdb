"""The product's WSGI application, with a line for each request: how many queries it took."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from config.wsgi import application as served


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    counted = 0

    def count(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(count):
        answer = served(environ, start)
    with (Path(os.environ["COUNT_INTO"]) / str(os.getpid())).open("a") as file:
        file.write(f"{counted}\n")
    return answer
