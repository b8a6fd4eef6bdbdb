from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("calls", "0005_guidelines_are_files")]

    operations = [migrations.RemoveField(model_name="round", name="guideline")]
