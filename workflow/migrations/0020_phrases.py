"""Opinion phrases, an official's own or shared by an office."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

EITHER = models.Q(owner=None, office__isnull=False) | models.Q(owner__isnull=False, office=None)


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0019_half_opinions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Phrase",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField("常用语", max_length=300)),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phrases",
                        to="powers.office",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phrases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=EITHER, name="phrase_of_one"),
                    models.UniqueConstraint(fields=["owner", "text"], name="phrase_own_once"),
                    models.UniqueConstraint(fields=["office", "text"], name="phrase_shared_once"),
                ]
            },
        ),
    ]
