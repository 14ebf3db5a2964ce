"""Inquiries into bad ratings that an office holds to be mistaken or malicious."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import ledger.vault
from ledger.guards import guard_machine


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0025_stop_clocks"),
    ]

    operations = [
        migrations.AddField(
            model_name="callback",
            name="dropped_at",
            field=models.DateTimeField(null=True, verbose_name="核查不予采纳"),
        ),
        migrations.CreateModel(
            name="RatingReview",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("seq", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "等待核查"), ("dropped", "不予采纳"), ("upheld", "评价有效")],
                        default="new",
                        max_length=20,
                    ),
                ),
                ("demo", models.BooleanField(default=False, editable=False)),
                (
                    "fault",
                    models.CharField(
                        choices=[("mistaken", "误评"), ("malicious", "恶意差评")],
                        max_length=10,
                        verbose_name="认为是",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="提请")),
                ("asked_by", models.CharField(blank=True, max_length=40)),
                ("decided_at", models.DateTimeField(null=True, verbose_name="核查")),
                ("words", ledger.vault.SealedJSONField(default=dict)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating_review",
                        to="workflow.case",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        guard_machine("workflow_ratingreview"),
    ]
