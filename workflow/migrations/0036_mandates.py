"""Objections to the authority of an agent, and what the window found (委托)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import ledger.vault
from ledger.guards import guard_machine, per_vendor

# An act that read the case before its agent's authority ended would write him back with the whole row.
NOBODYS = "OLD.applicant_id IS NULL AND NEW.applicant_id IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0035_owed_late"),
    ]

    operations = [
        migrations.AlterField(
            model_name="desknotice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("todo", "岗位上有新的待办"),
                    ("handed", "分办给您的件"),
                    ("message", "申请人来了消息"),
                    ("asked", "别的机关征求意见"),
                    ("due", "快到期"),
                    ("rated", "差评要回访"),
                    ("promise", "承诺要核查"),
                    ("agent", "代理人的委托"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("seq", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("doubted", "有异议，窗口正在核对"),
                            ("confirmed", "窗口核对过，委托有效"),
                            ("ended", "委托已经终止"),
                        ],
                        default="new",
                        max_length=20,
                    ),
                ),
                ("demo", models.BooleanField(default=False, editable=False)),
                (
                    "word",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("never", "不是申请人委托的"),
                            ("withdrawn", "申请人撤回委托"),
                            ("resigned", "代理人辞去委托"),
                        ],
                        max_length=10,
                        verbose_name="说的是",
                    ),
                ),
                ("said_at", models.DateTimeField(null=True, verbose_name="提出异议")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="核对")),
                ("words", ledger.vault.SealedJSONField(default=dict)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandate",
                        to="workflow.case",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        guard_machine("workflow_mandate"),
        per_vendor(
            postgresql=[
                f"""CREATE TRIGGER workflow_case_nobodys BEFORE UPDATE OF applicant_id ON workflow_case FOR EACH ROW
                    WHEN ({NOBODYS}) EXECUTE FUNCTION ledger_refuse()"""
            ],
            sqlite=[
                f"""CREATE TRIGGER workflow_case_nobodys BEFORE UPDATE OF applicant_id ON workflow_case WHEN {NOBODYS}
                    BEGIN SELECT RAISE(ABORT, 'workflow: a case that is no account''s stays so'); END"""
            ],
        ),
    ]
