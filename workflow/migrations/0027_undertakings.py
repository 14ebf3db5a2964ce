"""Promises made instead of handing a material in; what was promised never changes, and no state without its event."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ledger.guards import guard_machine, refuse_changes
from ledger.vault import SealedJSONField


class Migration(migrations.Migration):
    dependencies = [("workflow", "0026_rating_reviews")]

    operations = [
        migrations.CreateModel(
            "Undertaking",
            [
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("seq", models.PositiveIntegerField(default=0, editable=False)),
                ("state", models.CharField(default="new", max_length=20)),
                ("demo", models.BooleanField(default=False, editable=False)),
                ("code", models.CharField(max_length=40, verbose_name="材料")),
                ("digest", models.CharField(max_length=64, verbose_name="告知内容的指纹")),
                ("lookup", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(verbose_name="承诺")),
                ("due_on", models.DateField(null=True, verbose_name="核查期限")),
                ("found_at", models.DateTimeField(null=True, verbose_name="核查")),
                ("finding", SealedJSONField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undertakings",
                        to="workflow.case",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "made")), fields=["due_on"], name="undertaking_due"
                    ),
                    models.Index(
                        condition=models.Q(("state", "false")), fields=["lookup"], name="undertaking_broken"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "code"), name="one_undertaking_a_material")
                ],
            },
        ),
        guard_machine("workflow_undertaking"),
        refuse_changes(
            "workflow_undertaking",
            columns=("case_id", "code", "digest", "lookup", "made_at"),
            what="ledger: what was promised does not change",
        ),
    ]
