"""Rows from before: accounts and offices get names for addresses, offices count as confirmed."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import Officer, User

BEFORE = [("accounts", "0001_initial")]


@pytest.mark.django_db(transaction=True)
def test_accounts_and_officers_from_before_go_on() -> None:
    executor = MigrationExecutor(connection)
    now = executor.loader.graph.leaf_nodes()
    old = executor.migrate(BEFORE).apps
    try:
        body = old.get_model("accounts", "LocalGovernment").objects.create(
            code="223026", kind="town", prefecture="22", name="河津町", kana="カワヅチョウ"
        )
        for name in ("one", "two"):
            user = old.get_model("accounts", "User").objects.create(email=f"{name}@tests.example")
            old.get_model("accounts", "Officer").objects.create(
                user=user, local_government=body, since=dt.date(2022, 4, 1)
            )
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(now)
    ids = {user.public_id for user in User.objects.all()}
    assert {len(name) for name in ids} == {12}
    assert len(ids) == 2
    assert len(set(Officer.objects.values_list("public_id", flat=True))) == 2
    assert Officer.objects.serving(dt.date.today()).count() == 2
