"""What a case was accepted without, and what is on its way to it (容缺受理). Neither is rewritten once it stands."""

import django.db.models.deletion
from django.db import migrations, models

import ledger.vault
from ledger import guards


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0030_desk_shorts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="filing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("application", "申请"),
                    ("correction", "补正"),
                    ("rating", "评价"),
                    ("owed", "容缺补交"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Supply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", ledger.vault.SealedJSONField()),
                ("files", ledger.vault.SealedJSONField()),
                ("salt", models.CharField(max_length=32)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("staff", models.CharField(blank=True, max_length=40, verbose_name="代收的人")),
                ("sent_at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplies",
                        to="workflow.case",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Debt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("due_on", models.DateField(verbose_name="承诺补交")),
                ("since", models.DateTimeField(verbose_name="容缺受理")),
                ("supplied_at", models.DateTimeField(null=True, verbose_name="补交")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="debts", to="workflow.case"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "code"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("supplied_at", None)), fields=["due_on"], name="debt_outstanding"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("case", "code"), name="owed_once")],
            },
        ),
        guards.refuse_changes(
            "workflow_debt",
            columns=("case_id", "code", "due_on", "since"),
            what="workflow: a debt stays as it was accepted",
        ),
        guards.per_vendor(
            postgresql=[
                """CREATE TRIGGER workflow_debt_paid BEFORE UPDATE ON workflow_debt FOR EACH ROW
                   WHEN (OLD.supplied_at IS NOT NULL) EXECUTE FUNCTION workflow_debt_frozen()""",
            ],
            sqlite=[
                """CREATE TRIGGER workflow_debt_paid BEFORE UPDATE ON workflow_debt WHEN OLD.supplied_at IS NOT NULL
                   BEGIN SELECT RAISE(ABORT, 'workflow: a debt stays as it was accepted'); END""",
            ],
        ),
        guards.refuse_changes(
            "workflow_supply",
            columns=("case_id", "salt", "token", "staff", "sent_at"),
            what="workflow: what was supplied stays as it was sent",
        ),
    ]
