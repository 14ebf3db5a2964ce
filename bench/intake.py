"""Loading a catalogue with every check, beside putting the same rows into a plain table (COPY, or executemany on SQLite).

`BENCH_ROWS=100000` for a province.
"""

import csv
import io
import os
import tempfile
from itertools import count
from pathlib import Path

from bench.setting import ROOT, row, seconds, set_up

ROWS = int(os.environ.get("BENCH_ROWS", "5000"))


def main() -> None:
    set_up()
    heads, real = catalogue()
    row("", "rows/s", "floor", "of floor")
    report("the real catalogue", heads, real)
    report("made longer", heads, longer(real))


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
    from powers.intake import load
    from powers.people import REGISTRAR

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


if __name__ == "__main__":
    main()
