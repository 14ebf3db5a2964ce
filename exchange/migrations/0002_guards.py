from django.db import migrations

from ledger import guards

# Every event of this zone is put into the queue of the unsealed by the database, in the transaction that records it.
POSTGRES = [
    """
CREATE FUNCTION exchange_queue_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO exchange_unsealed (event_id, kind, subject, tries)
  VALUES (NEW.id, NEW.kind, replace(NEW.subject::text, '-', ''), 0);
  RETURN NULL;
END $$""",
    """CREATE TRIGGER exchange_queue_event AFTER INSERT ON ledger_event
       FOR EACH ROW WHEN (NOT NEW.arrived) EXECUTE FUNCTION exchange_queue_event()""",
]
SQLITE = [
    """
CREATE TRIGGER exchange_queue_event AFTER INSERT ON ledger_event WHEN NOT NEW.arrived BEGIN
  INSERT INTO exchange_unsealed (event_id, kind, subject, tries)
  VALUES (NEW.id, NEW.kind, replace(NEW.subject, '-', ''), 0);
END""",
]
BACKLOG = """
INSERT INTO exchange_unsealed (event_id, kind, subject, tries)
SELECT id, kind, replace(CAST(subject AS text), '-', ''), 0 FROM ledger_event WHERE NOT arrived ORDER BY id"""


def queue_events(apps, schema_editor):
    statements = {"postgresql": POSTGRES, "sqlite": SQLITE}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in [*statements, BACKLOG]:
            cursor.execute(statement)


def frozen(table: str):
    return guards.refuse_changes(table, what=f"exchange: {table} is a record and does not change")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("ledger", "0002_guards")]
    operations = [
        migrations.RunPython(queue_events, migrations.RunPython.noop),
        frozen("exchange_outbox"),
        frozen("exchange_outbox_package"),
        frozen("exchange_sealed"),
        frozen("exchange_inbox_package"),
        frozen("exchange_inbox_message"),
    ]
