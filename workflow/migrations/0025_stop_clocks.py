"""Clocks for the days told with a stop and for the answer to a bad rating.

Answers that are owed get theirs here, with the day they have, unless they have one. A stop that is open now has none: its days
were told, and its overrun is seen at the step as before.
"""

from django.db import migrations, models


def give_clocks(apps, schema_editor):
    clock, owed = apps.get_model("workflow", "Clock"), apps.get_model("workflow", "CallBack").objects
    owed = owed.filter(answered_at=None).exclude(case__clocks__kind="call_back")
    told = {"kind": "call_back", "starts_from": "rated", "days": 5, "unit": "working"}
    rows = (clock(case_id=o.case_id, started_at=o.rated_at, due_on=o.due_on, **told) for o in owed.iterator())
    clock.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0024_rated_notices"),
    ]

    operations = [
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
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="clock",
            name="starts_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("accepted", "受理之日"),
                    ("received", "收到申请之日"),
                    ("complete", "收到全部有效文件之日"),
                    ("closed", "受理期限终止之日"),
                    ("surveyed", "勘查现场之日"),
                    ("filed", "立案之日"),
                    ("other", "受理之日（条文写的是其他起算点，请看时限原文）"),
                    ("silent", "收到申请材料之日，逾期没有答复，视为受理（《行政许可法》第三十二条）"),
                    ("opened", "环节开始之日"),
                    ("decided", "作出决定之日"),
                    ("notified", "补正告知之日"),
                    ("told", "书面告知所需时间、停钟之日"),
                    ("rated", "申请人评价之日"),
                ],
                max_length=10,
                verbose_name="起算点",
            ),
        ),
        migrations.RunPython(give_clocks, migrations.RunPython.noop),
    ]
