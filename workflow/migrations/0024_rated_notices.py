"""Heads are told of a bad rating too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0023_call_backs"),
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
                ],
                max_length=10,
            ),
        ),
    ]
