"""Enterprises as principals of an agent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hall", "0009_put_off"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="kind",
            field=models.CharField(
                choices=[("person", "个人"), ("enterprise", "企业和组织"), ("official", "工作人员")],
                default="person",
                max_length=10,
            ),
        ),
    ]
