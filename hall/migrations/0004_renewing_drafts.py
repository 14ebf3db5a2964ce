"""Drafts that name the licence they are to renew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hall", "0003_notices"),
        ("workflow", "0014_licences"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="renews",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workflow.licence",
            ),
        ),
    ]
