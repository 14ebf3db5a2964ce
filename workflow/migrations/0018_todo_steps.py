"""The index by which the to-do list is narrowed to one step, and by which the names of steps are found."""

from django.db import migrations, models

LISTED = models.Q(closed_at=None, due_on__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0017_licence_changes")]
    operations = [
        migrations.AddIndex(
            "steprun",
            models.Index(
                fields=["office", "lane", "name", "due_on", "id"], condition=LISTED, name="step_todo_step"
            ),
        )
    ]
