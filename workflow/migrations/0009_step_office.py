"""Every step has its office; apart from the filling, which PostgreSQL must have finished before the column is closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0008_turns")]
    operations = [
        migrations.AlterField(
            "steprun",
            "office",
            models.ForeignKey("powers.Office", models.PROTECT, related_name="+"),
        ),
    ]
