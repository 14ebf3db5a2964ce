"""Drafts remember what comes later, and by when (容缺后补)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hall", "0008_agency"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="put_off",
            field=models.JSONField(default=list, verbose_name="容缺后补"),
        ),
    ]
