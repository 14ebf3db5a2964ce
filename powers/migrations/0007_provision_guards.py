"""A provision and an edition end on the day that their event says, and on no other; what has been looked up stays."""

from django.db import migrations

from ledger import guards


def only_by_event(table: str, column: str, verbs: tuple[str, ...]):
    """A day changes only together with the event that names it."""
    what = f"powers: {table}.{column} changes only by its verb"
    names = ", ".join(f"'{verb}'" for verb in verbs)
    event = "SELECT 1 FROM ledger_event v WHERE v.subject = NEW.id AND v.seq = NEW.seq AND v.verb IN"
    return guards.per_vendor(
        postgresql=[
            f"""
CREATE FUNCTION {table}_{column}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS ({event} ({names})
      AND COALESCE(v.sealed::jsonb -> 'body' ->> 'day', '') = COALESCE(NEW.{column}::text, '')) THEN
    RAISE EXCEPTION '{what}'; END IF;
  RETURN NEW;
END $$""",
            f"""CREATE TRIGGER {table}_{column} BEFORE UPDATE OF {column} ON {table} FOR EACH ROW
                WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION {table}_{column}()""",
        ],
        sqlite=[
            f"""
CREATE TRIGGER {table}_{column} BEFORE UPDATE OF {column} ON {table} WHEN OLD.{column} IS NOT NEW.{column} BEGIN
  SELECT RAISE(ABORT, '{what}') WHERE NOT EXISTS ({event} ({names})
    AND COALESCE(json_extract(v.sealed, '$.body.day'), '') = COALESCE(NEW.{column}, ''));
END"""
        ],
    )


LOOKED_UP = guards.per_vendor(
    postgresql=[
        """CREATE TRIGGER powers_provision_looked_up BEFORE UPDATE OF text, effective_from ON powers_provision
           FOR EACH ROW WHEN ((OLD.text <> '' AND NEW.text <> OLD.text)
             OR (OLD.effective_from IS NOT NULL AND NEW.effective_from IS DISTINCT FROM OLD.effective_from))
           EXECUTE FUNCTION ledger_refuse()"""
    ],
    sqlite=[
        """CREATE TRIGGER powers_provision_looked_up BEFORE UPDATE OF text, effective_from ON powers_provision
           WHEN (OLD.text <> '' AND NEW.text <> OLD.text)
             OR (OLD.effective_from IS NOT NULL AND NEW.effective_from IS NOT OLD.effective_from)
           BEGIN SELECT RAISE(ABORT, 'ledger: what has been looked up of a provision stays'); END"""
    ],
)


class Migration(migrations.Migration):
    dependencies = [("powers", "0006_provisions"), ("ledger", "0002_guards")]
    operations = [
        guards.guard_machine("powers_provision"),
        guards.refuse_changes(
            "powers_provision",
            columns=("law_id", "article", "follows_id", "demo"),
            what="powers: a provision stays the article it is",
        ),
        only_by_event("powers_provision", "effective_to", ("repeal", "amend", "reinstate")),
        LOOKED_UP,
        guards.guard_machine("powers_adjustmentduty"),
        guards.refuse_changes(
            "powers_adjustmentduty",
            columns=("provision_id", "power_id", "office_id", "opened_at", "due_on", "demo"),
            what="powers: a duty to adjust is laid once, with its day",
        ),
        only_by_event("powers_edition", "lapses_on", ("lapse", "regain")),
        guards.refuse_changes(
            "powers_citation", when="OLD.provision_id IS NOT NULL", what="powers: a citation stays"
        ),
    ]
