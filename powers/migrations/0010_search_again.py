"""What is in force is entered into the new index, a few hundred at a time."""

from itertools import islice

from django.db import migrations

from powers.search_index import index_many


def enter(apps, schema_editor):
    related = ("power__office", "power__power_class")
    in_force = apps.get_model("powers", "Edition").objects.filter(state="published").select_related(*related)
    rows = in_force.order_by("power__basic_code").iterator(500)
    while some := list(islice(rows, 500)):
        index_many(some, entries=apps.get_model("powers", "SearchEntry"))


class Migration(migrations.Migration):
    dependencies = [("powers", "0009_search_tokens")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
