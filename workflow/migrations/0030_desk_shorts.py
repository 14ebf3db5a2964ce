"""Short messages to officials: the number and the kinds they chose, the messages, and which notices each tells."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ledger.vault


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_events_of_a_kind"),
        ("workflow", "0029_undertaking_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="desknotice",
            name="short_due_at",
            field=models.DateTimeField(null=True, verbose_name="短信不早于"),
        ),
        migrations.AddField(
            model_name="desknoticechoice",
            name="by_sms",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="desknoticechoice",
            name="phone",
            field=ledger.vault.SealedJSONField(null=True),
        ),
        migrations.CreateModel(
            name="DeskShort",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "等待发送"),
                            ("sending", "正在发送"),
                            ("sent", "已经发出"),
                            ("unknown", "不确定是否发出"),
                            ("given_up", "没有发成"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("text", models.CharField(max_length=200)),
                ("count", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="desk_shorts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="desknotice",
            name="short",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="workflow.deskshort",
            ),
        ),
        migrations.AddIndex(
            model_name="desknotice",
            index=models.Index(
                condition=models.Q(("short", None), ("short_due_at__isnull", False)),
                fields=["short_due_at"],
                name="desk_notice_short",
            ),
        ),
        migrations.AddIndex(
            model_name="deskshort",
            index=models.Index(
                condition=models.Q(("outcome", "waiting")), fields=["due_at"], name="desk_short_due"
            ),
        ),
        migrations.AddIndex(
            model_name="deskshort",
            index=models.Index(
                condition=models.Q(("outcome", "sending")), fields=["claimed_at"], name="desk_short_claimed"
            ),
        ),
        migrations.AddIndex(
            model_name="deskshort",
            index=models.Index(fields=["recipient", "-made_at"], name="desk_short_mine"),
        ),
    ]
