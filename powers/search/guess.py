"""What was probably meant when nothing was found: a saying, a department or an item one sign apart, or of the same sound.

One sign: one character more, less, another, or two neighbours swapped. Only a guess that finds something is made, and only for
words of three characters and more (two that are one sign apart share too little).
"""

from powers.catalogue import Edition
from powers.search import index
from powers.search.asking import Run, either, every
from powers.search.fields import NAME, SOUND
from powers.search.search import nearest_first, search
from powers.search.sounds import ways
from powers.search.spellings import known_sayings, meant_by
from powers.search.words import plain, run_of, words_of

SHORTEST = 3
LOOKED_AT = 200


def guess(query: str) -> str:
    """The query with the word that nothing holds put right; empty when there is nothing to offer."""
    words = words_of(query)
    for place, word in enumerate(words):
        if len(word) < SHORTEST or index.found(nearest_first([word])[-1], beyond=0, limit=1):
            continue
        for meant in _candidates(word):
            offered = " ".join([*words[:place], meant, *words[place + 1 :]])
            if search(offered, limit=1).editions:
                return offered
        return ""
    return ""


def _candidates(word: str):
    yield from _near_sayings(word)
    sounding = [Run(tuple(SOUND + syllable for syllable in way)) for way in ways(word)]
    if sounding and len(ways(word)[0]) == len(word):
        for name in _names(either(*sounding)):
            yield from _same_sound(word, name)
    for name in sorted(_names(_all_but_one(word)), key=len):
        part = near_part(word, name)
        if part:
            yield part


def _near_sayings(word: str):
    """Sayings that sound the same, then offices that are one sign apart. Who says what is known means what he says."""
    if meant_by(word):
        return
    sound, offices = set(ways(word)), known_sayings("office")
    yield from (said for said in [*offices, *known_sayings("item")] if _sounds_as(word, said, sound))
    near = [said for said in offices if one_apart(word, said) or one_apart(word, f"市{said}")]
    yield from sorted(near, key=lambda said: abs(len(said) - len(word)))


def _sounds_as(word: str, said: str, sound: set) -> bool:
    return len(said) == len(word) and said != word and bool(sound & set(ways(said)))


def _all_but_one(word: str):
    """Names that hold the word with one sign lost, changed, added or two swapped."""
    parts = []
    for cut in range(len(word)):
        parts += [(word[:cut], word[cut + 1 :]), (word[:cut], word[cut:])]
        parts += [(word[:cut], word[cut + 1 : cut + 2] + word[cut : cut + 1], word[cut + 2 :])]
    asked = {
        every(*(Run(tuple(run_of(NAME, part)), open=len(part) == 1) for part in some if part))
        for some in parts
    }
    return either(*sorted(asked, key=str))


def _names(asked) -> list[str]:
    keys = [key for _, key in index.found(asked, beyond=0, limit=LOOKED_AT)]
    return [plain(name) for name in Edition.objects.filter(pk__in=keys).values_list("name", flat=True)]


def _same_sound(word: str, name: str):
    """The parts of a name that sound like the word."""
    sound = set(ways(word))
    parts = (name[i : i + len(word)] for i in range(len(name) - len(word) + 1))
    yield from (part for part in parts if _sounds_as(word, part, sound))


def near_part(word: str, name: str) -> str:
    """The part of a name that is one sign apart from the word, best with its first and last sign; the whole name if it is."""
    if one_apart(word, name):
        return name
    sizes = (len(word), len(word) + 1, len(word) - 1)
    parts = [name[start : start + size] for size in sizes for start in range(len(name) - size + 1)]
    near = [part for part in parts if one_apart(word, part)]
    return min(near, key=lambda part: (part[0] != word[0]) + (part[-1] != word[-1]), default="")


def one_apart(one: str, other: str) -> bool:
    """Whether two words differ by one sign added, lost or changed, or by two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    same = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, rest_of_other = one[same:], other[same:]
    swapped = rest[1::-1] + rest[2:] == rest_of_other and len(rest) > 1
    return rest[1:] == rest_of_other[1:] or rest[1:] == rest_of_other or rest == rest_of_other[1:] or swapped
