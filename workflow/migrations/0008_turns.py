"""Turns of a case: more time, a hearing, other offices, who has a step in hand. Steps are those of the office of the case."""

import django.db.models.deletion
from django.db import migrations, models

import ledger.vault


class Migration(migrations.Migration):
    dependencies = [
        ("powers", "0008_imports"),
        ("workflow", "0007_calendars"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="extended_days",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="延期"),
        ),
        migrations.AddField(
            model_name="case",
            name="extension_asked",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="申请延期"),
        ),
        migrations.AddField(
            model_name="steprun",
            name="holder",
            field=models.CharField(blank=True, max_length=20, verbose_name="在办人工号"),
        ),
        migrations.AddField(
            model_name="steprun",
            name="office",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="powers.office"
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("submitted", "待受理"),
                    ("correction", "已发补正"),
                    ("declined", "不予受理"),
                    ("handling", "审查中"),
                    ("paused", "特别程序"),
                    ("granted", "准予，待送达"),
                    ("refused", "不予，待送达"),
                    ("withdrawn", "申请人撤回"),
                    ("terminated", "终止"),
                    ("concluded", "已办结"),
                ],
                default="new",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("interest", "直接涉及申请人与他人之间重大利益关系"),
                            ("public", "法律规定应当听证或者涉及公共利益"),
                        ],
                        max_length=10,
                        verbose_name="听证事由",
                    ),
                ),
                ("told_at", models.DateTimeField()),
                ("asks_by", models.DateField(verbose_name="申请听证的最后一天")),
                ("asked_at", models.DateTimeField(null=True)),
                ("waived_at", models.DateTimeField(null=True)),
                ("called_at", models.DateTimeField(null=True)),
                ("on", models.DateTimeField(null=True, verbose_name="听证时间")),
                ("recorded_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearing",
                        to="workflow.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=40)),
                ("days", models.PositiveSmallIntegerField(verbose_name="请在几个工作日内答复")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("words", ledger.vault.SealedJSONField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="workflow.case",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="powers.office",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)),
                        fields=["office", "due_on"],
                        name="consulted_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("case", "office"),
                        name="consulted_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "UPDATE workflow_steprun SET office_id ="
            " (SELECT c.office_id FROM workflow_case c WHERE c.id = workflow_steprun.case_id)",
            migrations.RunSQL.noop,
        ),
    ]
