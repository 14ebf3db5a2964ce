"""Drafts that name the licence they are to change, and the new words."""

import django.db.models.deletion
from django.db import migrations, models

import ledger.vault


class Migration(migrations.Migration):
    dependencies = [
        ("hall", "0004_renewing_drafts"),
        ("workflow", "0017_licence_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="alterations",
            field=ledger.vault.SealedJSONField(null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="alters",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workflow.licence",
            ),
        ),
    ]
