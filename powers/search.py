"""Finding powers by Chinese words: exact on both databases, by characters and pairs of characters, never by guessed words.

Every power in force has one entry with its searchable text; its terms are the single characters and neighbouring pairs of
that text. A word is found through its pairs (an indexed look-up) and then verified against the text itself, so nothing
that does not hold the word is ever shown, and nothing that holds it is left out. Names come before offices, themes and
codes, these before the rest of the text; shorter names first.
"""

from dataclasses import dataclass

from django.core import signing
from django.db import models
from django.db.models import Case, Q, Value, When

from .catalogue import Edition, Power
from .search_filters import conditions
from .search_words import look_up, plain, terms_of, words_of

MOST_TERMS = 12


class SearchEntry(models.Model):
    """What can be searched of a power in force, as plain lower-case text."""

    power = models.OneToOneField(Power, models.PROTECT, related_name="search_entry")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveSmallIntegerField()
    place = models.TextField(help_text="office, theme, class and codes")
    text = models.TextField(help_text="everything, one line a field")

    class Meta:
        indexes = [models.Index(fields=["size", "id"], name="search_entry_order")]

    def __str__(self):
        return self.name


class SearchTerm(models.Model):
    """One or two neighbouring characters that occur in an entry."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="terms")
    term = models.CharField(max_length=2)

    class Meta:
        indexes = [models.Index(fields=["term", "entry"], name="search_term_entry")]

    def __str__(self):
        return self.term


@dataclass(frozen=True)
class Found:
    """One page of results; `after` asks for the next one and is empty on the last."""

    editions: list[Edition]
    after: str


def search(query: str, *, after: str = "", limit: int = 20, **filters) -> Found:
    """The editions in force that hold every word of the query; all of them for an empty query.

    Filters: power_class, office, area, level, theme, case_type, audience ("person", "enterprise"), applicable (bool).
    """
    words = words_of(query)
    found = ranked(words).filter(*conditions(filters, edition="edition__", power="power__"))
    place = _read_place(after)
    if place:
        rank, size, number = place
        found = found.filter(
            Q(rank__gt=rank) | Q(rank=rank, size__gt=size) | Q(rank=rank, size=size, id__gt=number)
        )
    # Without words all rank alike, and the index on size gives the page as it lies.
    entries = list(found.order_by(*(["rank"] if words else []), "size", "id")[: limit + 1])
    more = entries[limit - 1] if len(entries) > limit else None
    token = signing.dumps([more.rank, more.size, more.pk], salt="search") if more else ""
    return Found([entry.edition for entry in entries[:limit]], token)


def count(query: str, **filters) -> int:
    """How many editions `search` would find."""
    return ranked(words_of(query)).filter(*conditions(filters, edition="edition__", power="power__")).count()


def ranked(words: list[str]):
    """Entries that hold every word, with the rank of the worst placed one."""
    entries = SearchEntry.objects.select_related("edition__power__office", "edition__power__power_class")
    ids = [_holding(term) for term in sorted({term for word in words for term in look_up(word)})[:MOST_TERMS]]
    for found in ids:
        entries = entries.filter(id__in=found)
    for word in words:
        entries = entries.filter(text__contains=word)
    return entries.annotate(rank=_rank(words))


def index(edition: Edition) -> None:
    """Make an edition findable in place of the one before it."""
    entry, created = SearchEntry.objects.update_or_create(
        power_id=edition.power_id, defaults=_entry_fields(edition)
    )
    if not created:
        SearchTerm.objects.filter(entry=entry).delete()
    SearchTerm.objects.bulk_create(
        (SearchTerm(entry=entry, term=term) for term in sorted(_terms(entry))), batch_size=400
    )


def index_many(editions: list[Edition]) -> None:
    """Make the first editions of many powers findable at once."""
    entries = SearchEntry.objects.bulk_create(
        [SearchEntry(power_id=edition.power_id, **_entry_fields(edition)) for edition in editions]
    )
    SearchTerm.objects.bulk_create(
        (SearchTerm(entry=entry, term=term) for entry in entries for term in sorted(_terms(entry))),
        batch_size=5000,
    )


def _terms(entry: SearchEntry) -> set[str]:
    return {term for line in entry.text.split("\n") for term in terms_of(line)}


def forget(power: Power) -> None:
    """A power that is no longer in force is no longer found."""
    SearchEntry.objects.filter(power=power).delete()


def _holding(term: str):
    return SearchTerm.objects.filter(term=term).values("entry_id")


def _rank(words: list[str]):
    if not words:
        return Value(0, output_field=models.IntegerField())
    whole = "".join(words)
    in_name, in_place = Q(), Q()
    for word in words:
        in_name &= Q(name__contains=word)
        in_place &= Q(name__contains=word) | Q(place__contains=word)
    return Case(
        When(name=whole, then=Value(0)),
        When(name__startswith=words[0], then=Value(1)),
        When(in_name, then=Value(2)),
        When(in_place, then=Value(3)),
        default=Value(4),
        output_field=models.IntegerField(),
    )


def _read_place(after: str) -> list | None:
    try:
        return signing.loads(after, salt="search") if after else None
    except signing.BadSignature:
        return None


def _entry_fields(edition: Edition) -> dict:
    power = edition.power
    place = [
        power.office.name,
        power.office.short_name,
        edition.theme,
        power.power_class.name,
        power.basic_code,
    ]
    rest = [f"{article['law']} {article['article']}" for article in edition.basis]
    rest += [edition.result_name, *(material["name"] for material in edition.materials)]
    name = plain(edition.name)
    lines = [name, *(plain(part) for part in [*place, *rest])]
    return {
        "edition": edition,
        "name": name,
        "size": len(name),
        "place": "\n".join(plain(part) for part in place),
        "text": "\n".join(line for line in lines if line),
    }
