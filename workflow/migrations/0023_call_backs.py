"""Duties of an office to call back and answer after a bad rating."""

import django.db.models.deletion
from django.db import migrations, models

import ledger.vault


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0022_finished_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="CallBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(verbose_name="评价")),
                ("tags", models.JSONField(default=list)),
                ("rated_at", models.DateTimeField()),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复")),
                ("answer", ledger.vault.SealedJSONField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_back",
                        to="workflow.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)), fields=["due_on"], name="call_back_waiting"
                    )
                ],
            },
        ),
    ]
