"""What of an edition can be searched, as tokens by field: its name, its place, its sound, its codes, its marks, the rest.

The filters of the catalogue are marks in the same index, so that a filtered question is answered as fast as a plain one.
"""

from powers.codes import implementation_code
from powers.search.asking import Run
from powers.search.filters import AUDIENCES
from powers.search.sounds import initials, ways
from powers.search.words import START, hexed, line_tokens, plain, run_of

NAME, PLACE, REST, LETTERS, SOUND, CODE, MARK = "n", "p", "t", "i", "s", "k", "m"
WHOLE, BEGINS = "w", "b"
LONGEST_REST = 8000
POWER = {"power_class": "c", "office": "o", "area": "a", "level": "l"}
EDITION = {"theme": "t", "case_type": "k"}
FLAGS = {"person": "p", "enterprise": "e", "applicable": "y"}


def tokens_of(edition) -> list[str]:
    """All tokens of an edition, in the order of its lines; the same on both nets and both databases."""
    power, name = edition.power, plain(edition.name)
    pairs = line_tokens(NAME, name)
    found = [whole_name(name), *(BEGINS + pair.removeprefix(NAME) for pair in pairs[:1]), *pairs]
    places = (
        power.office.name,
        power.office.short_name,
        edition.theme,
        power.power_class.name,
        power.basic_code,
    )
    for line in places:
        found += line_tokens(PLACE, plain(line))
    for way in ways(name):
        found += [LETTERS + START, *line_tokens_of_letters(initials(way))]
        found += [SOUND + START, *(SOUND + syllable for syllable in way)]
    return found + _rest(edition) + _codes(power) + marks_of(edition)


def whole_name(name: str) -> str:
    """The token of a name that is asked for as it is, spaces aside."""
    return WHOLE + hexed(name.replace(" ", ""))


def beginning(word: str) -> list[str]:
    """The tokens that follow each other where a name begins with the word."""
    return [BEGINS + hexed(word[:2]), *(run_of(NAME, word) if len(word) > 2 else ())]


def line_tokens_of_letters(letters: str) -> list[str]:
    return [LETTERS + letters[i : i + 2] for i in range(len(letters))]


def _rest(edition) -> list[str]:
    lines = [f"{article['law']} {article['article']}" for article in edition.basis]
    lines += [edition.result_name, *(material["name"] for material in edition.materials)]
    kept, found = LONGEST_REST, []
    for line in dict.fromkeys(plain(line) for line in lines):
        found += line_tokens(REST, line[:kept])
        kept -= min(len(line), kept)
    return found


def _codes(power) -> list[str]:
    full = implementation_code(office=power.office_id, level=power.level, basic=power.basic_code)
    return [CODE + power.basic_code, CODE + full.lower()]


def facts_of(edition) -> dict:
    """What an edition can be filtered and counted by."""
    power = edition.power
    return {
        "power_class": power.power_class_id, "office": power.office_id, "area": power.office.area_id, "level": power.level,
        "theme": edition.theme, "case_type": edition.case_type, "person": edition.for_person,
        "enterprise": edition.for_enterprise, "applicable": power.power_class.on_application and bool(edition.flow_data),
    }  # fmt: skip


def marks_of(edition) -> list[str]:
    facts = facts_of(edition)
    found = [_mark(letter, facts[name]) for name, letter in (POWER | EDITION).items() if facts[name] != ""]
    return found + [MARK + letter for name, letter in FLAGS.items() if facts[name]]


def asked_for(filters: dict) -> list[Run]:
    """Filters as questions: power_class, office, area, level, theme, case_type, audience, applicable.

    What depends on the day, `force` and whether an applicable item takes cases today, is no mark: `force_asked` answers it.
    """
    unknown = filters.keys() - POWER.keys() - EDITION.keys() - {"audience", "applicable", "force"}
    if unknown:
        raise TypeError(f"unknown filters {sorted(unknown)}")
    wanted = [_mark(letter, filters[name]) for name, letter in (POWER | EDITION).items() if filters.get(name)]
    if filters.get("audience") in AUDIENCES:
        wanted.append(MARK + FLAGS[filters["audience"]])
    if filters.get("applicable"):
        wanted.append(MARK + FLAGS["applicable"])
    return [Run((mark,)) for mark in wanted]


def force_asked(filters: dict) -> str:
    """The force that what is found must have today; what is to take cases must be in full force."""
    force = filters.get("force", "")
    if not filters.get("applicable"):
        return force
    return "current" if force in ("", "current") else "none"


def _mark(letter: str, value) -> str:
    return MARK + letter + hexed(str(value))
