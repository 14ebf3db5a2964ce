"""Clocks for the check of what was promised."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0007_stop_clocks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="watch",
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
    ]
