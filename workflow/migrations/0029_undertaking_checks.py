"""Checks of promises have a clock of the case, which knows the day; the promise itself need not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0028_party_keys"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="undertaking",
            name="undertaking_due",
        ),
        migrations.RemoveField(
            model_name="undertaking",
            name="due_on",
        ),
        migrations.AlterField(
            model_name="clock",
            name="kind",
            field=models.CharField(
                choices=[
                    ("acceptance", "受理期限"),
                    ("correction", "补正期限"),
                    ("promised", "承诺期限"),
                    ("statutory", "法定期限"),
                    ("step", "环节期限"),
                    ("delivery", "送达期限"),
                    ("stop", "告知的停钟时间"),
                    ("stop_again", "再次停钟的时间"),
                    ("call_back", "差评答复期限"),
                    ("check", "承诺核查期限"),
                ],
                max_length=12,
            ),
        ),
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
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="undertaking",
            index=models.Index(
                condition=models.Q(("found_at__isnull", False)),
                fields=["-found_at"],
                name="undertaking_found",
            ),
        ),
    ]
