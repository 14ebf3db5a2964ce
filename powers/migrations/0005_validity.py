"""Content includes the details; no two editions of a power are in force on the same instant; what a reviewer has before
him, and what has ended, stays as it is."""

from django.db import migrations

from ledger import guards

CONTENT = (
    "power_id", "version", "name", "statutory_days", "promised_days", "promise_is_demo", "limit_wording", "case_type",
    "for_person", "for_enterprise", "charges", "fee_basis", "conditions", "result_name", "theme", "basis", "materials",
    "form", "flow_data", "details", "content_digest", "effective_at", "demo",
)  # fmt: skip
PROPOSAL = (
    "office_id", "power_class_id", "base_id", "successor_id", "kind", "level", "content", "reasons", "document",
    "effective_on", "opened_at",
)  # fmt: skip
GIVE_WAY = guards.per_vendor(
    postgresql=[
        "DROP TRIGGER powers_edition_frozen ON powers_edition",
        "DROP TRIGGER powers_edition_kept ON powers_edition",
        "DROP FUNCTION powers_edition_frozen()",
    ],
    sqlite=["DROP TRIGGER powers_edition_frozen", "DROP TRIGGER powers_edition_kept"],
)
OVERLAPS = """
    SELECT 1 FROM powers_edition WHERE power_id = NEW.power_id AND id <> NEW.id
    AND (ended_at IS NULL OR ended_at > NEW.effective_at)
    AND (NEW.ended_at IS NULL OR effective_at < NEW.ended_at)
"""
REFUSAL = "powers: two editions of a power cannot be in force at once"
# The power's row is locked first, so that two connections cannot both find the place free.
ONE_AT_A_TIME = guards.per_vendor(
    postgresql=[
        f"""
CREATE FUNCTION powers_edition_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM powers_power WHERE id = NEW.power_id FOR UPDATE;
  IF NEW.ended_at < NEW.effective_at THEN RAISE EXCEPTION 'powers: an edition cannot end before it begins'; END IF;
  IF EXISTS ({OVERLAPS}) THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
  RETURN NEW;
END $$""",
        """CREATE TRIGGER powers_edition_apart BEFORE INSERT OR UPDATE OF power_id, effective_at, ended_at
           ON powers_edition FOR EACH ROW EXECUTE FUNCTION powers_edition_apart()""",
    ],
    sqlite=[
        f"""CREATE TRIGGER powers_edition_{name} BEFORE {when} ON powers_edition BEGIN
          SELECT RAISE(ABORT, 'powers: an edition cannot end before it begins') WHERE NEW.ended_at < NEW.effective_at;
          SELECT RAISE(ABORT, '{REFUSAL}') WHERE EXISTS ({OVERLAPS});
        END"""
        for name, when in (
            ("apart", "INSERT"),
            ("stay_apart", "UPDATE OF power_id, effective_at, ended_at"),
        )
    ],
)


class Migration(migrations.Migration):
    dependencies = [("powers", "0004_revisions"), ("ledger", "0002_guards")]
    operations = [
        GIVE_WAY,
        guards.refuse_changes(
            "powers_edition", columns=CONTENT, what="powers: a published edition never changes"
        ),
        ONE_AT_A_TIME,
        guards.guard_machine("powers_revision"),
        guards.refuse_changes(
            "powers_revision",
            when="OLD.state <> 'draft'",
            columns=PROPOSAL,
            what="powers: what is under review does not change",
        ),
    ]
