"""No new case on an edition whose last basis in law has ended, from that day on; a case the other net had opened before it
knew still arrives. The day is that of Asia/Shanghai; demonstration cases are judged on the day they are dated."""

from django.db import migrations

from ledger import guards

REFUSAL = "workflow: no case on an edition that is not in force"
ARRIVED = "EXISTS (SELECT 1 FROM ledger_event v WHERE v.subject = NEW.id AND v.seq = 1 AND v.arrived)"
IN_FORCE = """
    SELECT 1 FROM powers_edition e WHERE e.id = NEW.edition_id AND (
      (e.state = 'published' AND (e.lapses_on IS NULL OR e.lapses_on > {today}))
      OR (e.state IN ('published', 'superseded', 'cancelled') AND {arrived}))
"""
POSTGRES_DAY = """((CASE WHEN NEW.demo THEN NEW.submitted_at ELSE clock_timestamp() END)
      AT TIME ZONE 'Asia/Shanghai')::date"""
SQLITE_DAY = "CASE WHEN NEW.demo THEN date(NEW.submitted_at, '+8 hours') ELSE date('now', '+8 hours') END"
POSTGRES = f"""
CREATE OR REPLACE FUNCTION workflow_case_on_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS ({IN_FORCE.format(today=POSTGRES_DAY, arrived=ARRIVED)}) THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
  RETURN NEW;
END $$"""
SQLITE = f"""
CREATE TRIGGER workflow_case_on_edition BEFORE INSERT ON workflow_case BEGIN
  SELECT RAISE(ABORT, '{REFUSAL}')
    WHERE NOT EXISTS ({IN_FORCE.format(today=SQLITE_DAY, arrived=ARRIVED)});
END"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_guards"), ("powers", "0007_provision_guards")]
    operations = [
        guards.per_vendor(postgresql=[POSTGRES], sqlite=["DROP TRIGGER workflow_case_on_edition", SQLITE]),
    ]
