"""What the database itself refuses, on PostgreSQL and on SQLite, to whoever asks.

Events: no change, no deletion, no gap, no fork, no wrong digest, and no act of this zone dated more than 5 seconds away
from its writing unless it is labelled as demonstration data. Machines (cases, …): no row without its first event, no state
that the event of the same seq does not name, no deletion. The owner of an SQLite file can drop triggers: there only the
other zone, as witness, tells.
"""

from django.db.migrations.operations.base import Operation

from .canon import leaf_hash

SKEW_SECONDS = 5


def teach_connection(connection, **_):
    """Give SQLite the leaf hash; a client without it cannot append at all (fails closed)."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("leafhash", 1, leaf_hash, deterministic=True)


def guard_events() -> "Statements":
    return per_vendor(postgresql=_POSTGRES_EVENTS, sqlite=_SQLITE_EVENTS)


def guard_machine(table: str) -> "Statements":
    """Bind a table's (id, seq, state) to its chain."""
    return per_vendor(
        postgresql=[sql.replace("@table", table) for sql in _POSTGRES_MACHINE],
        sqlite=[sql.replace("@table", table) for sql in _SQLITE_MACHINE],
    )


def refuse_changes(
    table: str, *, when: str = "1=1", columns: tuple[str, ...] = (), what: str
) -> "Statements":
    """Refuse, of rows where `when` holds (an SQL test over OLD), any deletion and any change (of `columns`, or at all)."""
    postgresql = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns) or "TRUE"
    sqlite = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in columns) or "1"
    names = {"table": table, "when": when, "what": what}
    return per_vendor(
        postgresql=[sql.format(**names, changed=postgresql) for sql in _POSTGRES_FROZEN],
        sqlite=[sql.format(**names, changed=sqlite) for sql in _SQLITE_FROZEN],
    )


def per_vendor(*, postgresql: list[str], sqlite: list[str]) -> "Statements":
    return Statements(postgresql=postgresql, sqlite=sqlite)


class Statements(Operation):
    """Statements in a database's own words, which need none of the models: making those up takes most of a migration's time."""

    reversible = True

    def __init__(self, **by_vendor: list[str]):
        self.by_vendor = by_vendor

    def state_forwards(self, app_label, state):
        return

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        with schema_editor.connection.cursor() as cursor:
            for statement in self.by_vendor[schema_editor.connection.vendor]:
                cursor.execute(statement)

    def database_backwards(self, *_):
        return

    def describe(self):
        return "Statements in the database's own words"


_POSTGRES_EVENTS = [
    f"""
CREATE FUNCTION ledger_event_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.digest <> encode(sha256('\\x00'::bytea || convert_to(NEW.sealed, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'ledger: digest does not fit the sealed text'; END IF;
  IF NOT NEW.arrived AND NOT NEW.demo
     AND abs(extract(epoch FROM NEW.at - clock_timestamp())) > {SKEW_SECONDS} THEN
    RAISE EXCEPTION 'ledger: event is dated away from now'; END IF;
  IF (NEW.seq = 1 AND NEW.prev <> '') OR (NEW.seq > 1 AND NOT EXISTS (
      SELECT 1 FROM ledger_event WHERE subject = NEW.subject AND seq = NEW.seq - 1 AND digest = NEW.prev)) THEN
    RAISE EXCEPTION 'ledger: event does not continue its chain'; END IF;
  RETURN NEW;
END $$""",
    """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'ledger: % on % is refused', TG_OP, TG_TABLE_NAME; END $$""",
    """CREATE TRIGGER ledger_event_append BEFORE INSERT ON ledger_event
       FOR EACH ROW EXECUTE FUNCTION ledger_event_append()""",
    """CREATE TRIGGER ledger_event_keep BEFORE UPDATE OR DELETE ON ledger_event
       FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """CREATE TRIGGER ledger_event_keep_all BEFORE TRUNCATE ON ledger_event
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
    "ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_event_append",
    "ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_event_keep",
    "ALTER TABLE ledger_event ENABLE ALWAYS TRIGGER ledger_event_keep_all",
]

_SQLITE_EVENTS = [
    f"""
CREATE TRIGGER ledger_event_append BEFORE INSERT ON ledger_event BEGIN
  SELECT RAISE(ABORT, 'ledger: event exists') WHERE EXISTS (
    SELECT 1 FROM ledger_event WHERE id = NEW.id OR (subject = NEW.subject AND seq = NEW.seq));
  SELECT RAISE(ABORT, 'ledger: digest does not fit the sealed text') WHERE NEW.digest <> leafhash(NEW.sealed);
  SELECT RAISE(ABORT, 'ledger: event is dated away from now') WHERE NOT NEW.arrived AND NOT NEW.demo
    AND abs((julianday(NEW.at) - julianday('now')) * 86400) > {SKEW_SECONDS};
  SELECT RAISE(ABORT, 'ledger: event does not continue its chain')
    WHERE (NEW.seq = 1 AND NEW.prev <> '') OR (NEW.seq > 1 AND NOT EXISTS (
      SELECT 1 FROM ledger_event WHERE subject = NEW.subject AND seq = NEW.seq - 1 AND digest = NEW.prev));
END""",
    """CREATE TRIGGER ledger_event_no_update BEFORE UPDATE ON ledger_event
       BEGIN SELECT RAISE(ABORT, 'ledger: UPDATE on ledger_event is refused'); END""",
    """CREATE TRIGGER ledger_event_no_delete BEFORE DELETE ON ledger_event
       BEGIN SELECT RAISE(ABORT, 'ledger: DELETE on ledger_event is refused'); END""",
]

_POSTGRES_MACHINE = [
    """
CREATE FUNCTION @table_witnessed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now_seq integer; now_state text;
BEGIN
  SELECT seq, state INTO now_seq, now_state FROM @table WHERE id = NEW.id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NOT EXISTS (SELECT 1 FROM ledger_event WHERE subject = NEW.id AND seq = now_seq AND state = now_state) THEN
    RAISE EXCEPTION 'ledger: @table changes state without its event'; END IF;
  RETURN NULL;
END $$""",
    """CREATE CONSTRAINT TRIGGER @table_witnessed AFTER INSERT OR UPDATE OF state, seq ON @table
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION @table_witnessed()""",
    """CREATE TRIGGER @table_keep BEFORE DELETE ON @table FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
]

_SQLITE_MACHINE = [
    """
CREATE TRIGGER @table_born BEFORE INSERT ON @table BEGIN
  SELECT RAISE(ABORT, 'ledger: @table row exists') WHERE EXISTS (SELECT 1 FROM @table WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'ledger: @table changes state without its event') WHERE NOT EXISTS (
    SELECT 1 FROM ledger_event WHERE subject = NEW.id AND seq = NEW.seq AND state = NEW.state);
END""",
    """
CREATE TRIGGER @table_witnessed BEFORE UPDATE OF state ON @table WHEN NEW.state <> OLD.state BEGIN
  SELECT RAISE(ABORT, 'ledger: @table changes state without its event') WHERE NOT EXISTS (
    SELECT 1 FROM ledger_event WHERE subject = NEW.id AND seq = NEW.seq AND state = NEW.state);
END""",
    """CREATE TRIGGER @table_keep BEFORE DELETE ON @table
       BEGIN SELECT RAISE(ABORT, 'ledger: DELETE on @table is refused'); END""",
]

_POSTGRES_FROZEN = [
    """
CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{what}';
END $$""",
    """CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} FOR EACH ROW
       WHEN (({when}) AND ({changed})) EXECUTE FUNCTION {table}_frozen()""",
    """CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW
       WHEN ({when}) EXECUTE FUNCTION {table}_frozen()""",
]

_SQLITE_FROZEN = [
    """CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} WHEN ({when}) AND ({changed})
       BEGIN SELECT RAISE(ABORT, '{what}'); END""",
    """CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} WHEN {when}
       BEGIN SELECT RAISE(ABORT, '{what}'); END""",
]
