"""Queries that the ORM compiles once a process.

For the few that nearly every request asks: there, writing the SQL takes several times as long as
answering it.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import islice
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]
ANY_NUMBER = -730_196_228_455  # no key is negative, and no other parameter is this number


def compiled(build: "Callable[..., QuerySet[Any, Row]]") -> Callable[..., list[Row]]:
    """Asks `build`'s query, a `values_list`, and answers the rows as tuples.

    Numbers and texts are parameters; a truth value may decide what the query looks like. Columns
    come as psycopg reads them: JSON as text.
    """
    statements: dict[Row, tuple[str, Row]] = {}

    def statement(values: Row) -> tuple[str, Row]:
        shape = tuple(value if isinstance(value, bool) else type(value) for value in values)
        if shape not in statements:
            stand_ins = [_stand_in(place, value) for place, value in enumerate(values)]
            statements[shape] = build(*stand_ins).query.sql_with_params()
        return statements[shape]

    @wraps(build)
    def ask(*values: Any) -> list[Row]:
        sql, parameters = statement(values)
        given = {
            _stand_in(place, value): value
            for place, value in enumerate(values)
            if not isinstance(value, bool)
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(said, said) for said in parameters])
            return cursor.fetchall()

    return ask


def _stand_in(place: int, value: Any) -> Any:
    """What stands for the parameter while its query is compiled."""
    if isinstance(value, bool):
        return value
    return ANY_NUMBER - place if isinstance(value, int) else f"{ANY_NUMBER}-{place}"


def columns(model: type[Model], path: str = "") -> list[str]:
    """The names by which a compiled query asks for a whole row, for `instance`."""
    fields = model._meta.concrete_fields
    if any(field.get_db_converters(connection) for field in fields):
        raise TypeError(f"{model.__name__} has a column that psycopg cannot read as it is.")
    return [f"{path}{field.attname}" for field in fields]


def instance(model: type[M], values: Iterator[Any]) -> M:
    """The row whose columns come next."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, list(islice(values, len(names))))
