"""The beginning and the whole of a name are tokens of their own; PostgreSQL keeps the places of a name's pairs in order."""

from itertools import islice

from django.db import migrations

from ledger.guards import per_vendor
from powers.search.index import index_many
from powers.search.postings import TABLE


def enter_again(apps, schema_editor):
    entries = apps.get_model("powers", "SearchEntry")
    schema_editor.execute("DELETE FROM powers_search_tokens")
    entries.objects.all().delete()
    related = ("power__office", "power__power_class")
    in_force = apps.get_model("powers", "Edition").objects.filter(state="published").select_related(*related)
    rows = in_force.order_by("power__basic_code").iterator(500)
    while some := list(islice(rows, 500)):
        index_many(some, entries=entries)


class Migration(migrations.Migration):
    dependencies = [("powers", "0015_same_code")]

    operations = [
        per_vendor(postgresql=[TABLE], sqlite=[]),
        migrations.RunPython(enter_again, migrations.RunPython.noop),
    ]
