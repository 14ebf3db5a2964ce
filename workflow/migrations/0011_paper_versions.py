"""Papers keep the version of their wording; a paper may be amended."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ledger.guards import guard_machine


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_guards"),
        ("workflow", "0010_readings"),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="version",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="用语版本"),
        ),
        migrations.AlterField(
            model_name="paper",
            name="sha256",
            field=models.CharField(blank=True, db_index=True, max_length=64),
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("seq", models.PositiveIntegerField(default=0, editable=False)),
                ("state", models.CharField(default="new", max_length=20)),
                ("demo", models.BooleanField(default=False, editable=False)),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amended_by",
                        to="workflow.paper",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="paper",
            name="amendment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="workflow.amendment",
            ),
        ),
        guard_machine("workflow_amendment"),
    ]
