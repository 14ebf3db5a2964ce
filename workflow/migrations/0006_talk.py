"""Messages between applicant and office, and notes among colleagues; what the database refuses about both."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ledger.vault
from ledger import guards


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0005_clock_units"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InnerNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("post", models.CharField(max_length=80, verbose_name="岗位")),
                ("content", ledger.vault.SealedJSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inner_notes",
                        to="workflow.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("seq", models.PositiveIntegerField(default=0, editable=False)),
                ("state", models.CharField(default="new", max_length=20)),
                ("demo", models.BooleanField(default=False, editable=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("applicant", "申请人"), ("office", "办理机关")], max_length=10
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("window", "受理岗"),
                            ("handler", "承办岗"),
                            ("surveyor", "核查岗"),
                            ("expert", "专家"),
                            ("reviewer", "审核岗"),
                            ("legal", "法制岗"),
                            ("head", "决定岗"),
                            ("staffing", "机构编制"),
                            ("legal_office", "法制机构"),
                            ("department_inspector", "部门监察"),
                            ("government_inspector", "政府监察"),
                            ("system_admin", "系统管理员"),
                            ("security_admin", "安全管理员"),
                            ("audit_admin", "审计管理员"),
                            ("catalogue", "清单专员"),
                            ("government", "政府批准"),
                        ],
                        max_length=24,
                        verbose_name="岗位",
                    ),
                ),
                ("author", models.CharField(blank=True, max_length=40, verbose_name="写的人")),
                ("content", ledger.vault.SealedJSONField()),
                ("salt", models.CharField(max_length=32)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("token", models.CharField(max_length=64, null=True, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True, verbose_name="答复期限")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复")),
                ("read_at", models.DateTimeField(null=True, verbose_name="看过")),
                (
                    "read_post",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("window", "受理岗"),
                            ("handler", "承办岗"),
                            ("surveyor", "核查岗"),
                            ("expert", "专家"),
                            ("reviewer", "审核岗"),
                            ("legal", "法制岗"),
                            ("head", "决定岗"),
                            ("staffing", "机构编制"),
                            ("legal_office", "法制机构"),
                            ("department_inspector", "部门监察"),
                            ("government_inspector", "政府监察"),
                            ("system_admin", "系统管理员"),
                            ("security_admin", "安全管理员"),
                            ("audit_admin", "审计管理员"),
                            ("catalogue", "清单专员"),
                            ("government", "政府批准"),
                        ],
                        max_length=24,
                        verbose_name="看的岗位",
                    ),
                ),
                ("reader", models.CharField(blank=True, max_length=40, verbose_name="看的人")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="talk", to="workflow.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "sent_at"], name="message_of_case"),
                    models.Index(
                        condition=models.Q(("answered_at", None), ("side", "applicant")),
                        fields=["due_on"],
                        name="message_unanswered",
                    ),
                ],
            },
        ),
        guards.guard_machine("workflow_message"),
        guards.refuse_changes(
            "workflow_message",
            columns=("case_id", "side", "salt", "sha256", "sent_at"),
            what="workflow: a message stays as it was sent",
        ),
        guards.refuse_changes("workflow_innernote", what="workflow: a note is written once"),
    ]
