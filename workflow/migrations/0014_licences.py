"""Licences from issue to deregistration, their papers, applications to renew them, and bans on applying again."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ledger.guards import guard_machine


class Migration(migrations.Migration):
    dependencies = [
        ("powers", "0011_campaigns"),
        ("workflow", "0013_todo_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Licence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("seq", models.PositiveIntegerField(default=0, editable=False)),
                ("state", models.CharField(default="new", max_length=20)),
                ("demo", models.BooleanField(default=False, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="证件")),
                ("number", models.CharField(max_length=60, verbose_name="证号")),
                ("issued_on", models.DateField(verbose_name="发证")),
                ("valid_from", models.DateField(verbose_name="有效期起")),
                ("valid_to", models.DateField(null=True, verbose_name="有效期止")),
                ("is_deemed", models.BooleanField(default=False, verbose_name="视为准予延续")),
                ("ended_on", models.DateField(null=True, verbose_name="失效")),
                ("ground", models.CharField(blank=True, max_length=20, verbose_name="事由")),
                ("last_at", models.DateTimeField(verbose_name="最近一步")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licence",
                        to="workflow.case",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licences",
                        to="powers.office",
                    ),
                ),
                (
                    "power",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licences",
                        to="powers.power",
                    ),
                ),
                (
                    "renewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflow.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LicencePaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                (
                    "licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="workflow.licence",
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licence_act",
                        to="workflow.paper",
                    ),
                ),
            ],
            options={
                "ordering": ["seq"],
            },
        ),
        migrations.CreateModel(
            name="Renewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filed_on", models.DateField(verbose_name="申请延续")),
                ("is_timely", models.BooleanField(verbose_name="期限届满三十日前提出")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewal",
                        to="workflow.case",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="workflow.licence",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ban",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lookup", models.CharField(max_length=64)),
                ("basic_code", models.CharField(max_length=12)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("false_material", "隐瞒有关情况或者提供虚假材料申请行政许可"),
                            ("fraud", "以欺骗、贿赂等不正当手段取得行政许可"),
                        ],
                        max_length=16,
                        verbose_name="事由",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(verbose_name="至")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ban", to="workflow.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["lookup", "basic_code", "until"], name="ban_of_applicant")],
            },
        ),
        migrations.AddIndex(
            model_name="licence",
            index=models.Index(
                condition=models.Q(("state", "valid")), fields=["valid_to"], name="licence_ending"
            ),
        ),
        migrations.AddIndex(
            model_name="licence",
            index=models.Index(fields=["office", "-last_at"], name="licence_of_office"),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.UniqueConstraint(
                fields=("office", "number"), name="licence_number_once_an_office"
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="licence_term_forward",
            ),
        ),
        guard_machine("workflow_licence"),
    ]
