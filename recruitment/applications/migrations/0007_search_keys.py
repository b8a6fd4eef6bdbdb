"""Applications that were received before get their folded keys; pairs are found by `listing`."""

from django.db import migrations

# A pure function without a table; the keys have to be folded exactly as the search folds its words.
from common.folding import fold

NAMES = [
    ("family_name", "given_name"),
    ("family_name_kana", "given_name_kana"),
    ("family_name_latin", "given_name_latin"),
    ("shown_family_name", "shown_given_name"),
]


def fill(apps, schema_editor):
    for line in apps.get_model("applications", "ReceivedLine").objects.select_related(
        "application__person__user"
    ):
        application = line.application
        latest = application.submissions.order_by("-number").first()
        said = latest.content if latest else {}
        names = [fold(f"{said.get(one) or ''}{said.get(two) or ''}") for one, two in NAMES]
        person = application.person
        email = ((person.user and person.user.email) or person.email).lower()
        name, born = names[0] or names[2], said.get("birth_date") or ""
        line.search_key = "\n".join(
            filter(None, [*names, fold(application.receipt_number or ""), fold(email)])
        )
        line.person_key = f"{name}|{born}" if name and born else ""
        line.email_key = email
        line.phone_key = "".join(filter(str.isdecimal, said.get("phone") or ""))[:20]
        line.returns = application.history.filter(verb="return_for_correction").count()
        line.save()


class Migration(migrations.Migration):
    dependencies = [("applications", "0006_line_with_each_submission")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
