"""Loading a catalogue with every check, beside COPY (executemany on SQLite) into plain tables: of the file's rows as they are,
and of all the rows that the load leaves behind (edition, sealed event, citations, search), the least it must write.

`BENCH_ROWS=100000` for a province.
"""

import csv
import io
import os
import tempfile
from functools import partial
from itertools import count
from pathlib import Path

from bench.setting import ROOT, row, set_up
from bench.setting import worked as seconds

ROWS = int(os.environ.get("BENCH_ROWS", "5000"))


def main() -> None:
    set_up()
    heads, real = catalogue()
    row("", "rows/s", "floor", "of floor")
    report("the real catalogue", heads, real)
    report("made longer", heads, longer(real))
    stored = (len(real) + ROWS) / seconds_to_store()
    row("the rows it leaves, into plain tables", f"{stored:,.0f}")


def catalogue() -> tuple[list[str], list[list[str]]]:
    with (ROOT / "powers/data/catalogue.csv").open(encoding="utf-8") as file:
        heads, *rows = csv.reader(file)
    return heads, rows


def longer(rows: list[list[str]]) -> list[list[str]]:
    """The same rows under other names, as a province with many departments would send them."""
    serial = count(1)
    return [
        [f"{name}（{next(serial)}）", *rest] for _ in range(-(-ROWS // len(rows))) for name, *rest in rows
    ][:ROWS]


def report(words: str, heads, rows) -> None:
    from ledger import clock
    from powers.imports.intake import load
    from powers.people.people import REGISTRAR

    floor = len(rows) / seconds(lambda: plainly(heads, rows))
    with tempfile.TemporaryDirectory(prefix="hall-bench-") as folder:
        path = Path(folder) / "catalogue.csv"
        path.write_text(as_csv([heads, *rows]), encoding="utf-8")
        loaded = seconds(lambda: load(path, area_code="320100", by=REGISTRAR, now=clock.now))
        again = seconds(lambda: load(path, area_code="320100", by=REGISTRAR, now=clock.now))
    ours = len(rows) / loaded
    row(f"{words}, {len(rows):,} rows", f"{ours:,.0f}", f"{floor:,.0f}", f"{ours / floor:.1%}")
    row(
        "the same again, nothing changes",
        f"{len(rows) / again:,.0f}",
        f"{floor:,.0f}",
        f"{len(rows) / again / floor:.1%}",
    )


def as_csv(rows) -> str:
    box = io.StringIO()
    csv.writer(box).writerows(rows)
    return box.getvalue()


def plainly(heads, rows) -> None:
    """Into a table of text columns and out of sight; nothing is checked."""
    from django.db import connection, transaction

    columns = ", ".join(f"c{n} text" for n in range(len(heads)))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE plain ({columns})")
        if connection.vendor == "postgresql":
            cursor.copy_expert("COPY plain FROM STDIN WITH (FORMAT csv)", io.StringIO(as_csv(rows)))
        else:
            cursor.executemany(f"INSERT INTO plain VALUES ({', '.join(['%s'] * len(heads))})", rows)
        cursor.execute("DROP TABLE plain")


LEFT = (
    "powers_power", "powers_edition", "ledger_event", "powers_citation", "powers_searchentry", "powers_search_tokens",
)  # fmt: skip


def seconds_to_store() -> float:
    """How long the database takes for what the load has left, without keys, indexes, guards and thought."""
    from django.db import connection, transaction

    spent = 0.0
    postings = ("powers_search_postings",) if connection.vendor == "postgresql" else ()
    for table in (*LEFT, *postings):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE plain AS SELECT * FROM {table} WHERE 1 = 0")
            if connection.vendor == "postgresql":
                box = io.StringIO()
                cursor.copy_expert(f"COPY {table} TO STDOUT", box)
                box.seek(0)
                spent += seconds(partial(cursor.copy_expert, "COPY plain FROM STDIN", box))
            else:
                cursor.execute(f"SELECT * FROM {table}")
                rows = cursor.fetchall()
                places = ", ".join(["%s"] * len(cursor.description))
                spent += seconds(partial(cursor.executemany, f"INSERT INTO plain VALUES ({places})", rows))
            cursor.execute("DROP TABLE plain")
    return spent


if __name__ == "__main__":
    main()
