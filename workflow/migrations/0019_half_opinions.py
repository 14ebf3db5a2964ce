"""Opinions half written, each kept for who writes it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ledger.vault import SealedJSONField


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0018_todo_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "HalfOpinion",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", SealedJSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="half_written",
                        to="workflow.steprun",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["run", "by"], name="half_opinion_once")]
            },
        ),
    ]
