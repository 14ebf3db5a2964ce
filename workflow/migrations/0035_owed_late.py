"""What was supplied and came when nothing was owed any more is kept, and stays as it came."""

import django.db.models.deletion
from django.db import migrations, models

import ledger.vault
from ledger import guards


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0034_owed_originals"),
    ]

    operations = [
        migrations.CreateModel(
            name="LateSupply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", ledger.vault.SealedJSONField()),
                ("salt", models.CharField(max_length=32)),
                ("staff", models.CharField(blank=True, max_length=40, verbose_name="代收的人")),
                ("sent_at", models.DateTimeField(verbose_name="提交")),
                ("came_at", models.DateTimeField(verbose_name="收到")),
                ("state", models.CharField(max_length=20, verbose_name="收到时的状态")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="late_supplies",
                        to="workflow.case",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        guards.refuse_changes("workflow_latesupply", what="workflow: what came late stays as it came"),
    ]
