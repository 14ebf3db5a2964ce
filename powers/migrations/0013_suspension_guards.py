"""A suspension begins as its event says and ends as an event of its power says, never twice at once; what is proposed of its
end is frozen under review like the rest."""

from django.db import migrations

from ledger import guards

PROPOSAL = (
    "office_id", "power_class_id", "base_id", "successor_id", "kind", "level", "content", "reasons", "document",
    "effective_on", "resumes_on", "opened_at",
)  # fmt: skip
GIVE_WAY = guards.per_vendor(
    postgresql=[
        "DROP TRIGGER powers_revision_frozen ON powers_revision",
        "DROP TRIGGER powers_revision_kept ON powers_revision",
        "DROP FUNCTION powers_revision_frozen()",
    ],
    sqlite=["DROP TRIGGER powers_revision_frozen", "DROP TRIGGER powers_revision_kept"],
)
POSTGRES_BODY, SQLITE_BODY = "v.sealed::jsonb -> 'body' ->> '{}'", "json_extract(v.sealed, '$.body.{}')"
EVENT = "SELECT 1 FROM ledger_event v JOIN powers_edition e ON e.id = v.subject AND e.power_id = NEW.power_id"
OVERLAPS = """
    SELECT 1 FROM powers_suspension s WHERE s.power_id = NEW.power_id AND s.id <> NEW.id
    AND (s.ends_on IS NULL OR s.ends_on > NEW.begins_on) AND (NEW.ends_on IS NULL OR s.begins_on < NEW.ends_on)
"""
UNSAID = "powers: a suspension has the days that its event says"
TWICE = "powers: two suspensions of a power cannot hold at once"


def begun(body: str, text: str) -> str:
    day, until = body.format("day"), body.format("until")
    return f"""{EVENT} WHERE v.subject = NEW.edition_id AND v.verb = 'suspend' AND {day} = NEW.begins_on{text}
      AND COALESCE({until}, '') = COALESCE(NEW.ends_on{text}, '')"""


def ended(body: str, text: str) -> str:
    day = body.format("day")
    return f"""{EVENT} WHERE v.verb = 'resume' AND {day} <= NEW.ends_on{text}
      AND (NEW.ends_on = NEW.begins_on OR {day} = NEW.ends_on{text})"""


# The power's row is locked first, so that two connections cannot both find the days free.
DAYS = guards.per_vendor(
    postgresql=[
        f"""
CREATE FUNCTION powers_suspension_said() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM powers_power WHERE id = NEW.power_id FOR UPDATE;
  IF TG_OP = 'INSERT' AND NOT EXISTS ({begun(POSTGRES_BODY, "::text")}) THEN RAISE EXCEPTION '{UNSAID}'; END IF;
  IF TG_OP = 'UPDATE' AND NOT EXISTS ({ended(POSTGRES_BODY, "::text")}) THEN RAISE EXCEPTION '{UNSAID}'; END IF;
  IF EXISTS ({OVERLAPS}) THEN RAISE EXCEPTION '{TWICE}'; END IF;
  RETURN NEW;
END $$""",
        """CREATE TRIGGER powers_suspension_said BEFORE INSERT OR UPDATE OF ends_on ON powers_suspension
           FOR EACH ROW EXECUTE FUNCTION powers_suspension_said()""",
    ],
    sqlite=[
        f"""CREATE TRIGGER powers_suspension_{name} BEFORE {when} ON powers_suspension BEGIN
          SELECT RAISE(ABORT, '{UNSAID}') WHERE NOT EXISTS ({said(SQLITE_BODY, "")});
          SELECT RAISE(ABORT, '{TWICE}') WHERE EXISTS ({OVERLAPS});
        END"""
        for name, when, said in (("begun", "INSERT", begun), ("ended", "UPDATE OF ends_on", ended))
    ],
)


class Migration(migrations.Migration):
    dependencies = [("powers", "0012_suspensions"), ("ledger", "0002_guards")]
    operations = [
        GIVE_WAY,
        guards.refuse_changes(
            "powers_revision",
            when="OLD.state <> 'draft'",
            columns=PROPOSAL,
            what="powers: what is under review does not change",
        ),
        guards.refuse_changes(
            "powers_suspension",
            columns=("power_id", "edition_id", "begins_on", "reasons", "document"),
            what="powers: a suspension stays as it was decided",
        ),
        DAYS,
    ]
