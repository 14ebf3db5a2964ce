"""Searching a large catalogue with words of two characters, beside the index asked by hand, and exactness by plain reading.

Real names with a number behind, published as an import publishes them. The whole answer has the editions with office and
class in it, as a page needs them; the keys alone are what the index gives. Each figure is the best of three, because the
machine is shared; on SQLite it is processor time. `BENCH_POWERS=100000` for a province.
"""

import os
import random
import statistics
import time
from itertools import islice

from bench.setting import row, seconds, set_up

POWERS, WORDS, SLICE = int(os.environ.get("BENCH_POWERS", "10000")), 200, 100
CONDITIONS = {
    "sqlite": "SELECT rowid FROM powers_search_tokens WHERE powers_search_tokens MATCH %s LIMIT 20",
    "postgresql": "SELECT place FROM powers_search_tokens WHERE terms @@ %s::tsquery LIMIT 20",
}


def main() -> None:
    set_up()
    from django.db import connection

    from powers.search.facets import facets
    from powers.search.search import nearest_first, search

    filled = seconds(lambda: fill(POWERS))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    words = two_characters()
    row(f"{POWERS:,} powers, {WORDS} words of two characters", "p50 ms", "p95 ms", "")
    for what, act in (
        ("the first 20 by hand, unordered (floor)", by_hand),
        ("keys of the first 20, nearest first", lambda word: keys(nearest_first([word]))),
        ("the first 20 with office and class", search),
        ("the numbers beside them", facets),
    ):
        figures = sorted(best_of_three(act, word) * 1000 for word in words)
        row(what, f"{statistics.median(figures):.2f}", f"{figures[int(len(figures) * 0.95)]:.2f}")
    wrong = sum(1 for word in words[:50] if found(word) != read(word))
    row("words of 50 whose results are not those of a plain reading", str(wrong))
    row("put into force, powers a second", f"{POWERS / filled:,.0f}")


def fill(powers: int) -> None:
    """The real list, then its items under other names, published as an import publishes new ones."""
    from django.db import transaction

    from ledger import clock
    from powers.catalogue import Edition, Power
    from powers.imports import intake
    from powers.imports.installing import first_editions
    from powers.people.establishment import DATA
    from powers.people.people import REGISTRAR

    intake.load(DATA / "catalogue.csv", area_code="320100", by=REGISTRAR, now=clock.now)
    real = list(Edition.objects.select_related("power__office", "power__power_class"))
    numbers = iter(range(len(real), powers))
    while some := list(islice(numbers, SLICE)):
        new = []
        for number in some:
            edition = real[number % len(real)]
            name, power = f"{edition.name}{number}", edition.power
            facts = {"power_class": power.power_class, "office": power.office, "level": power.level}
            new.append(
                (
                    Power(basic_code=f"99{number:010d}", name=name, **facts),
                    {**edition.content(), "name": name},
                )
            )
        with transaction.atomic():
            first_editions(new, by=REGISTRAR, at=clock.now())


def two_characters() -> list[str]:
    from powers.catalogue import Power

    random.seed(2)
    names = [name for name in Power.objects.values_list("name", flat=True)[:2000] if len(name) > 4]
    picked = (random.choice(names) for _ in iter(int, 1))
    found: dict[str, None] = {}
    for name in picked:
        start = random.randrange(len(name) - 1)
        word = name[start : start + 2]
        if word.isalpha() and not word.isascii():
            found[word] = None
        if len(found) >= WORDS:
            return list(found)
    return []


def keys(tiers) -> list:
    from powers.search import index
    from powers.search.search import within

    got: list = []
    for number in range(len(tiers)):
        got += index.found(within(tiers, number, []), beyond=0, limit=20 - len(got))
        if len(got) >= 20:
            break
    return got


def by_hand(word: str) -> list:
    from django.db import connection

    from powers.search.words import hexed

    with connection.cursor() as cursor:
        cursor.execute(CONDITIONS[connection.vendor], [f"n{hexed(word)}"])
        return cursor.fetchall()


def found(word: str) -> int:
    from powers.search.search import count

    return count(word, exact=True)


def read(word: str) -> int:
    """How many hold the word when every line is read from beginning to end."""
    from powers.catalogue import Edition

    return sum(1 for edition in _everything(Edition) if any(word in line for line in edition))


_lines: list = []


def _everything(editions) -> list:
    from powers.search.words import plain

    if not _lines:
        for edition in editions.objects.select_related("power__office", "power__power_class").iterator(500):
            power = edition.power
            lines = [
                edition.name,
                power.office.name,
                power.office.short_name,
                edition.theme,
                power.power_class.name,
            ]
            lines += [f"{entry['law']} {entry['article']}" for entry in edition.basis]
            lines += [edition.result_name, *(material["name"] for material in edition.materials)]
            _lines.append(tuple(map(plain, lines)))
    return _lines


def best_of_three(act, word: str) -> float:
    from django.core.cache import cache
    from django.db import connection

    # SQLite works in this process, whose own time does not depend on the neighbours; PostgreSQL's can only be waited for.
    watch = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    spent = []
    for _ in range(3):
        cache.clear()
        began = watch()
        act(word)
        spent.append(watch() - began)
    return min(spent)


if __name__ == "__main__":
    main()
