"""What the database refuses about cases: a state without its event, a case on an edition that is not in force."""

from django.db import migrations

from ledger import guards

# A case opened here needs an edition in force; one that arrives was opened by the other net under what it then knew, and
# needs an edition that had been published.
POSTGRES = """
CREATE FUNCTION workflow_case_on_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM powers_edition e WHERE e.id = NEW.edition_id AND (
      e.state = 'published'
      OR (e.state IN ('superseded', 'cancelled')
          AND EXISTS (SELECT 1 FROM ledger_event v WHERE v.subject = NEW.id AND v.seq = 1 AND v.arrived)))) THEN
    RAISE EXCEPTION 'workflow: no case on an edition that is not in force';
  END IF;
  RETURN NEW;
END $$"""
POSTGRES_TRIGGER = """CREATE TRIGGER workflow_case_on_edition BEFORE INSERT ON workflow_case
  FOR EACH ROW EXECUTE FUNCTION workflow_case_on_edition()"""
POSTGRES_FIXED = """CREATE TRIGGER workflow_case_fixed BEFORE UPDATE OF edition_id, number, submitted_at ON workflow_case
  FOR EACH ROW WHEN (OLD.edition_id <> NEW.edition_id OR OLD.number <> NEW.number)
  EXECUTE FUNCTION ledger_refuse()"""
SQLITE = """
CREATE TRIGGER workflow_case_on_edition BEFORE INSERT ON workflow_case BEGIN
  SELECT RAISE(ABORT, 'workflow: no case on an edition that is not in force') WHERE NOT EXISTS (
    SELECT 1 FROM powers_edition e WHERE e.id = NEW.edition_id AND (
      e.state = 'published'
      OR (e.state IN ('superseded', 'cancelled')
          AND EXISTS (SELECT 1 FROM ledger_event v WHERE v.subject = NEW.id AND v.seq = 1 AND v.arrived))));
END"""
SQLITE_FIXED = """
CREATE TRIGGER workflow_case_fixed BEFORE UPDATE OF edition_id, number ON workflow_case
WHEN OLD.edition_id <> NEW.edition_id OR OLD.number <> NEW.number
BEGIN SELECT RAISE(ABORT, 'ledger: a case keeps its edition and its number'); END"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial"), ("ledger", "0002_guards"), ("powers", "0002_guards")]
    operations = [
        guards.guard_machine("workflow_case"),
        guards.per_vendor(
            postgresql=[POSTGRES, POSTGRES_TRIGGER, POSTGRES_FIXED], sqlite=[SQLITE, SQLITE_FIXED]
        ),
    ]
