"""Licences are found by their number, as an agent names one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("powers", "0016_search_postings"),
        ("workflow", "0031_owed"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="licence",
            index=models.Index(fields=["number"], name="licence_by_number"),
        ),
    ]
