import django.db.models.deletion
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("powers", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", ID),
                ("name", models.CharField(max_length=200)),
                ("size", models.PositiveSmallIntegerField()),
                ("place", models.TextField(help_text="office, theme, class and codes")),
                ("text", models.TextField(help_text="everything, one line a field")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="powers.edition"
                    ),
                ),
                (
                    "power",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="search_entry",
                        to="powers.power",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["size", "id"], name="search_entry_order")]},
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("id", ID),
                ("term", models.CharField(max_length=2)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="powers.searchentry",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["term", "entry"], name="search_term_entry")]},
        ),
    ]
