"""The index by which an office finds its finished cases again, the newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0021_desk_notices")]
    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["office", "-concluded_at", "-id"],
                condition=models.Q(concluded_at__isnull=False),
                name="case_finished",
            ),
        )
    ]
