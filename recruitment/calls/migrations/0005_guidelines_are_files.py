"""A round's one guideline becomes the first of its files."""

from django.db import migrations


def move_guidelines(apps, schema_editor):
    rounds = apps.get_model("calls", "Round")
    files = apps.get_model("calls", "RoundFile")
    for row in rounds.objects.exclude(guideline="").order_by("pk"):
        stored = row.guideline
        files.objects.create(
            round=row,
            kind="guideline",
            name="募集要項",
            name_en="Application guideline",
            file=stored.name,
            extension=".pdf",
            content_type="application/pdf",
            size=stored.size if stored.storage.exists(stored.name) else 0,
            **({"added_at": row.announced_at} if row.announced_at else {}),
        )


class Migration(migrations.Migration):
    dependencies = [("calls", "0004_files_texts_and_questions_of_the_public")]

    operations = [migrations.RunPython(move_guidelines, migrations.RunPython.noop)]
