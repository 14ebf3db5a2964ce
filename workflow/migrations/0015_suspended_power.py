"""No new case on a power that is suspended on the day, beside the editions that are not in force; a case the other net had
opened before it knew still arrives. The day is counted as for a basis that has ended."""

from importlib import import_module

from django.db import migrations

from ledger import guards

before = import_module("workflow.migrations.0003_lapsed_basis")
IN_FORCE = """
    SELECT 1 FROM powers_edition e WHERE e.id = NEW.edition_id AND (
      (e.state = 'published' AND (e.lapses_on IS NULL OR e.lapses_on > {today})
        AND NOT EXISTS (SELECT 1 FROM powers_suspension s WHERE s.power_id = e.power_id
          AND s.begins_on <= {today} AND (s.ends_on IS NULL OR s.ends_on > {today})))
      OR (e.state IN ('published', 'superseded', 'cancelled') AND {arrived}))
"""


def _with_suspensions(statement: str, day: str) -> str:
    old = before.IN_FORCE.format(today=day, arrived=before.ARRIVED)
    return statement.replace(old, IN_FORCE.format(today=day, arrived=before.ARRIVED))


class Migration(migrations.Migration):
    dependencies = [("workflow", "0014_licences"), ("powers", "0013_suspension_guards")]
    operations = [
        guards.per_vendor(
            postgresql=[_with_suspensions(before.POSTGRES, before.POSTGRES_DAY)],
            sqlite=[
                "DROP TRIGGER workflow_case_on_edition",
                _with_suspensions(before.SQLITE, before.SQLITE_DAY),
            ],
        ),
    ]
