"""The indexes of the lists at desk and window; apart from the filling, which PostgreSQL must have finished before."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LISTED = models.Q(closed_at=None, due_on__isnull=False)


def listed(name: str, *fields: str) -> migrations.AddIndex:
    return migrations.AddIndex("steprun", models.Index(fields=[*fields], condition=LISTED, name=name))


class Migration(migrations.Migration):
    dependencies = [("workflow", "0012_todo")]
    operations = [
        migrations.AlterField(
            "steprun",
            "power",
            models.ForeignKey(
                "powers.Power", django.db.models.deletion.PROTECT, related_name="+", db_index=False
            ),
        ),
        listed("step_todo", "office", "lane", "due_on", "id"),
        listed("step_todo_held", "office", "lane", "holder", "due_on", "id"),
        listed("step_todo_item", "office", "lane", "power", "due_on", "id"),
        migrations.AddIndex(
            "steprun",
            models.Index(
                fields=["closed_by", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="step_done",
            ),
        ),
        migrations.RemoveIndex("case", "case_todo"),
        migrations.AddIndex(
            "case", models.Index(fields=["office", "state", "submitted_at", "id"], name="case_window")
        ),
        migrations.CreateModel(
            "SavedView",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField("名称", max_length=20)),
                ("query", models.CharField(max_length=400)),
                ("is_first", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=["user", "name"], name="view_name_once"),
                    models.UniqueConstraint(
                        fields=["user"], condition=models.Q(is_first=True), name="view_first_once"
                    ),
                ],
            },
        ),
        migrations.AddIndex("message", models.Index(fields=["state", "case"], name="message_waiting")),
    ]
