"""The search moves to the database's own full text: FTS5 on SQLite, a tsvector with GIN on PostgreSQL."""

import django.db.models.deletion
from django.db import migrations, models

from ledger.guards import per_vendor

POSTGRESQL = [
    # Kept in the row, not beside it: the planner does not reckon what fetching it from there costs, and reads all of it.
    "CREATE TABLE powers_search_tokens (place bigint PRIMARY KEY, terms tsvector NOT NULL) WITH (toast_tuple_target = 8160)",
    "ALTER TABLE powers_search_tokens ALTER COLUMN terms SET STORAGE MAIN",
    "CREATE INDEX powers_search_tokens_terms ON powers_search_tokens USING gin (terms) WITH (fastupdate = off)",
]
# One token prefix of five: the field and one character.
SQLITE = ["CREATE VIRTUAL TABLE powers_search_tokens USING fts5(terms, tokenize='ascii', prefix='5')"]


def empty(apps, schema_editor):
    apps.get_model("powers", "SearchTerm").objects.all().delete()
    apps.get_model("powers", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("powers", "0008_imports")]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.DeleteModel("SearchTerm"),
        migrations.RemoveIndex("searchentry", "search_entry_order"),
        migrations.RemoveField("searchentry", "place"),
        migrations.RemoveField("searchentry", "text"),
        migrations.AddField("searchentry", "power_class", models.CharField(default="", max_length=2)),
        migrations.AddField(
            "searchentry",
            "office",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="powers.office"
            ),
        ),
        migrations.AddField("searchentry", "level", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("searchentry", "theme", models.CharField(default="", max_length=40)),
        migrations.AddField("searchentry", "person", models.BooleanField(default=False)),
        migrations.AddField("searchentry", "enterprise", models.BooleanField(default=False)),
        migrations.AddField("searchentry", "applicable", models.BooleanField(default=False)),
        migrations.AddIndex(
            "edition",
            models.Index(
                condition=models.Q(("ended_at__isnull", False)), fields=["ended_at"], name="edition_ended"
            ),
        ),
        per_vendor(postgresql=POSTGRESQL, sqlite=SQLITE),
    ]
