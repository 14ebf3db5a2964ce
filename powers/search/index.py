"""The index of what is in force: one entry a power with what it is counted by, and its tokens in the database's own full text.

Tokens are in `powers_search_tokens`: FTS5 on SQLite, a tsvector with GIN on PostgreSQL. The key of a row there is its place in
the order of results, shorter names first, so that a page is read off as it lies. `postings` has the order on PostgreSQL.
"""

from collections.abc import Iterable

from django.db import connection, models

from ledger import clock
from ledger.clock import civil_day
from powers.catalogue import Edition, Power
from powers.people.offices import Office
from powers.search import postings
from powers.search.asking import Question, for_postgresql, for_sqlite
from powers.search.fields import facts_of, tokens_of
from powers.search.words import plain

SERIAL_BITS = 40
SERIAL = (1 << SERIAL_BITS) - 1
BATCH = 400


class SearchEntry(models.Model):
    """A power in force, as the search counts it."""

    power = models.OneToOneField(Power, models.PROTECT, related_name="search_entry")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveSmallIntegerField()
    power_class = models.CharField(max_length=2, default="")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", null=True)
    level = models.PositiveSmallIntegerField(default=0)
    theme = models.CharField(max_length=40, default="")
    person = models.BooleanField(default=False)
    enterprise = models.BooleanField(default=False)
    applicable = models.BooleanField(default=False)

    def __str__(self):
        return self.name

    @property
    def place(self) -> int:
        return (self.size << SERIAL_BITS) + self.pk


KEPT = ("power_class", "level", "office_id", "theme", "person", "enterprise", "applicable")
COUNTED = (*KEPT, "force")
# What depends on the day is never kept: whoever asks, compares days. Each list is read once for a question.
FORCE_TODAY = """CASE
  WHEN entry.edition_id IN (SELECT e.id FROM powers_edition e WHERE e.lapses_on <= %s) THEN 'lapsed'
  WHEN entry.power_id IN (SELECT s.power_id FROM powers_suspension s
    WHERE s.begins_on <= %s AND (s.ends_on IS NULL OR s.ends_on > %s)) THEN 'suspended'
  ELSE 'current' END"""


def index(edition: Edition) -> None:
    """Make an edition findable in place of the one before it."""
    forget(edition.power)
    index_many([edition])


def index_many(editions: Iterable[Edition], *, entries=SearchEntry) -> None:
    """Make the editions of many powers findable at once; none of them is in the index yet."""
    editions = list(editions)
    made = entries.objects.bulk_create([entries(**_entry_facts(edition)) for edition in editions])
    rows = [
        ((entry.size << SERIAL_BITS) + entry.pk, tokens_of(edition))
        for entry, edition in zip(made, editions, strict=True)
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            _put(cursor, rows[start : start + BATCH])


def forget(power: Power) -> None:
    """A power that is no longer in force is no longer found."""
    entry = SearchEntry.objects.filter(power=power).first()
    if entry is None:
        return
    key = "place" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            postings.forget(cursor, entry.place)
        cursor.execute(f"DELETE FROM powers_search_tokens WHERE {key} = %s", [entry.place])
    entry.delete()


def _entry_facts(edition: Edition) -> dict:
    name, facts = plain(edition.name), facts_of(edition)
    kept = {column.removesuffix("_id"): column for column in KEPT}
    return {
        "power_id": edition.power_id,
        "edition_id": edition.pk,
        "name": name,
        "size": len(name),
        **{column: facts[fact] for fact, column in kept.items()},
    }


def _put(cursor, rows: list[tuple[int, list[str]]]) -> None:
    if connection.vendor == "sqlite":
        texts = [(place, " ".join(tokens)) for place, tokens in rows]
        cursor.executemany(
            "INSERT OR REPLACE INTO powers_search_tokens (rowid, terms) VALUES (%s, %s)", texts
        )
        return
    values = ", ".join(["(%s, %s::tsvector)"] * len(rows))
    flat = [part for place, tokens in rows for part in (place, _vector(tokens))]
    cursor.execute(
        f"INSERT INTO powers_search_tokens (place, terms) VALUES {values}"
        " ON CONFLICT (place) DO UPDATE SET terms = excluded.terms",
        flat,
    )
    postings.put(cursor, rows)


def _vector(tokens: list[str]) -> str:
    return " ".join(f"{token}:{position}" for position, token in enumerate(tokens, 1))


def found(asked: Question | None, *, beyond: int, limit: int, force: str = "") -> list[tuple[int, object]]:
    """(place, key of the edition) of what answers a question and has that force today, in order, beyond a place."""
    if not force and connection.vendor == "postgresql" and postings.answers(asked):
        words, spoken = postings.first_places(asked, beyond=beyond, limit=limit)
    else:
        words, spoken = _first_places(asked, beyond=beyond, limit=limit, force=force)
    # Places first, their entries then: who joins before counting to the limit reads all that answers.
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH near AS MATERIALIZED ({words}) SELECT near.place, entry.edition_id FROM near"
            f" {_entry_at('near.place')} ORDER BY near.place",
            spoken,
        )
        return [(place, Edition._meta.pk.to_python(pk)) for place, pk in cursor.fetchall()]


def _first_places(asked: Question | None, *, beyond: int, limit: int, force: str) -> tuple[str, list]:
    key, condition, spoken = _spelled(asked)
    source = "powers_search_tokens AS tokens"
    if force:
        source, condition, spoken = (
            _joined(key),
            f"{condition} AND {FORCE_TODAY} = %s",
            [*spoken, *_today(), force],
        )
    # PostgreSQL, where it may read in order, takes what answers for evenly spread and reads the whole table; so it may not.
    order = f"tokens.{key} + 0" if asked and connection.vendor == "postgresql" else f"tokens.{key}"
    words = f"SELECT tokens.{key} AS place FROM {source} WHERE tokens.{key} > %s{condition} ORDER BY {order} LIMIT %s"
    return words, [beyond, *spoken, limit]


def counted(asked: Question | None) -> list[tuple]:
    """How many answer a question, for each combination of what entries are counted by and their force today; the number is
    last."""
    columns = ", ".join(f"entry.{column}" for column in KEPT)
    if asked is None:
        words, spoken = "powers_searchentry AS entry", []
    else:
        key, condition, spoken = _spelled(asked)
        words = f"{_joined(key)} WHERE tokens.{key} > 0{condition}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}, {FORCE_TODAY} AS standing, COUNT(*) FROM {words} GROUP BY {columns}, standing",
            [*_today(), *spoken],
        )
        return cursor.fetchall()


def _today() -> list[str]:
    """The day, as often as the force of today asks for it."""
    return [civil_day(clock.now()).isoformat()] * 3


def _joined(key: str) -> str:
    """Tokens with the entry whose place they have; tokens that lost their entry find nothing."""
    return f"powers_search_tokens AS tokens {_entry_at(f'tokens.{key}')}"


def _entry_at(place: str) -> str:
    """The entry that a place belongs to."""
    return (
        "JOIN powers_searchentry AS entry"
        f" ON entry.id = ({place} & {SERIAL}) AND entry.size = ({place} >> {SERIAL_BITS})"
    )


def _spelled(asked: Question | None) -> tuple[str, str, list[str]]:
    """The key's column, the condition and its arguments in the words of this database."""
    if connection.vendor == "sqlite":
        return "rowid", *(
            (" AND tokens.powers_search_tokens MATCH %s", [for_sqlite(asked)]) if asked else ("", [])
        )
    return "place", *((" AND tokens.terms @@ %s::tsquery", [for_postgresql(asked)]) if asked else ("", []))
