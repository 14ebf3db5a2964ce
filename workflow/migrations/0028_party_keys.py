"""Fingerprints of name and number, by which cases are found again, and the record of such searches.

Rows that are there get theirs here.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import workflow.parties
from ledger.guards import refuse_changes

BATCH = 500
KEYS = ("name_key", "number_key")


def give_keys(apps, schema_editor):
    parties, batch = apps.get_model("workflow", "Party").objects, []
    for party in parties.order_by("pk").iterator(chunk_size=BATCH):
        party.name_key = workflow.parties.name_key(party.details.get("name", ""))
        party.number_key = workflow.parties.number_key(party.details.get("id_number", ""))
        batch.append(party)
        if len(batch) == BATCH:
            parties.bulk_update(batch, KEYS)
            batch.clear()
    parties.bulk_update(batch, KEYS)


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0027_undertakings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartySearch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "by",
                    models.CharField(
                        choices=[("name", "按姓名或者名称"), ("number", "按证件号码")], max_length=10
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("found", models.PositiveSmallIntegerField(verbose_name="找到")),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="party",
            name="name_key",
            field=workflow.parties.KeyField(blank=True, default="", max_length=64, of="name"),
        ),
        migrations.AddField(
            model_name="party",
            name="number_key",
            field=workflow.parties.KeyField(blank=True, default="", max_length=64, of="id_number"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["name_key"], name="party_by_name"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["number_key"], name="party_by_number"),
        ),
        migrations.AddField(
            model_name="partysearch",
            name="reader",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="partysearch",
            index=models.Index(fields=["reader", "at"], name="party_search_by_whom"),
        ),
        refuse_changes("workflow_partysearch", what="workflow: a search is kept as it was"),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
