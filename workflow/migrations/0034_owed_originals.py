"""A debt can be paid with an original on paper that the window holds: how many copies."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0033_owed_again")]

    operations = [
        migrations.AddField(
            model_name="debt",
            name="copies",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="收到纸质原件"),
        ),
    ]
