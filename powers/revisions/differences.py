"""What changed between two contents of a power, field by field, so that anybody can read it (版本比较).

Pure: two contents in, changes out. Texts are compared word by word, lists by what identifies an entry (a material by its
code, a basis by law and article, a step by its code), never by position. Nothing is left out: each field the class may
have is either changed, added, removed or the same.
"""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from difflib import SequenceMatcher

from powers.catalogue import PowerClass
from powers.items.content_words import STEP_WORDS, lines_of, papers_aloud

WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
# An equal run this short between two changes only tears the words apart.
ISLAND = 1
LONGEST_BY_WORD = 4000
HOW = {"changed": "修改", "added": "新增", "removed": "删减", "same": "没变"}


@dataclass(frozen=True)
class Piece:
    """A run of words: the same in both, deleted or inserted."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One field: how it changed, and both sides as lines of pieces."""

    label: str
    how: str
    before: tuple[tuple[Piece, ...], ...]
    after: tuple[tuple[Piece, ...], ...]

    @property
    def words(self) -> str:
        return HOW[self.how]


@dataclass(frozen=True)
class Difference:
    changes: tuple[Change, ...]

    @property
    def changed(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.how != "same")

    @property
    def same(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.how == "same")

    @property
    def summary(self) -> str:
        """24 个字段，改 3 处，增 1 处，删 1 处"""
        counts = {how: sum(change.how == how for change in self.changes) for how in HOW}
        said = [
            f"{word} {counts[how]} 处"
            for how, word in (("changed", "改"), ("added", "增"), ("removed", "删"))
            if counts[how]
        ]
        return "，".join([f"{len(self.changes)} 个字段", *(said or ["没有改动"])])


def compare(old: dict, new: dict, power_class: PowerClass) -> Difference:
    """The difference of two contents of one class, in the order of the catalogue's fields."""
    before, after = lines_of(old, power_class), lines_of(new, power_class)
    return Difference(tuple(_change(label, before[label], after[label]) for label in before))


def _change(label: str, before: dict[Hashable, str], after: dict[Hashable, str]) -> Change:
    how = "same"
    if before != after:
        how = "changed" if before and after else "added" if after else "removed"
    old, new = [], []
    for key in [*before, *(key for key in after if key not in before)]:
        removed, inserted = pieces(before.get(key, ""), after.get(key, ""))
        old += [removed] if key in before else []
        if key in after:
            new.append((list(after).index(key), inserted))
    return Change(label, how, tuple(old), tuple(line for _, line in sorted(new, key=lambda each: each[0])))


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sides of a text: what was deleted stands on the left, what was inserted on the right."""
    if old == new:
        return _whole("same", old), _whole("same", new)
    if not old or not new or max(len(old), len(new)) > LONGEST_BY_WORD:
        return _whole("del", old), _whole("ins", new)
    left, right = [], []
    a, b = WORD.findall(old), WORD.findall(new)
    for tag, i1, i2, j1, j2 in _calm(SequenceMatcher(None, a, b, autojunk=False).get_opcodes()):
        left.append(Piece("same" if tag == "equal" else "del", "".join(a[i1:i2])))
        right.append(Piece("same" if tag == "equal" else "ins", "".join(b[j1:j2])))
    return tuple(p for p in left if p.text), tuple(p for p in right if p.text)


def _whole(kind: str, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


def _calm(opcodes: list) -> list:
    """Join two changes that only a short equal run keeps apart."""
    calm: list = []
    for number, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        is_island = tag == "equal" and 0 < number < len(opcodes) - 1 and i2 - i1 <= ISLAND
        kind = "equal" if tag == "equal" and not is_island else "replace"
        if calm and calm[-1][0] == kind == "replace":
            calm[-1] = (kind, calm[-1][1], i2, calm[-1][3], j2)
        else:
            calm.append((kind, i1, i2, j1, j2))
    return calm


def flow_changes(old: dict, new: dict) -> list[str]:
    """What changed in the flow, step by step, in sentences."""
    before = {step["code"]: step for step in old.get("steps", ())}
    after = {step["code"]: step for step in new.get("steps", ())}
    said = [f"删去“{before[code]['name']}”。" for code in before if code not in after]
    for number, (code, step) in enumerate(after.items(), start=1):
        if code not in before:
            said.append(f"新增第 {number} 步“{step['name']}”。")
        elif parts := _step_changes(before[code], step):
            said.append(f"第 {number} 步“{step['name']}”：{'，'.join(parts)}。")
    return said


def _step_changes(old: dict, new: dict) -> list[str]:
    said = [words for words in (rule(old, new) for rule in _STEP_RULES) if words]
    before = {outcome["code"]: outcome for outcome in old.get("outcomes", ())}
    after = {outcome["code"]: outcome for outcome in new.get("outcomes", ())}
    said += [f"删去结果“{before[code]['label']}”" for code in before if code not in after]
    said += [f"新增结果“{after[code]['label']}”" for code in after if code not in before]
    said += [
        words for code in after if code in before and (words := _papers(old, new, before[code], after[code]))
    ]
    moved = [code for code in after if code in before and _way(after[code]) != _way(before[code])]
    return said + [f"结果“{after[code]['label']}”改了去向" for code in moved]


def _papers(old: dict, new: dict, was: dict, now: dict) -> str:
    before, after = (papers_aloud(*each) for each in ((old, was), (new, now)))
    return "" if before == after else f"结果“{now['label']}”的文书{before}改为{after}"


def _way(outcome: dict) -> tuple:
    return tuple(outcome.get("to", ())), outcome.get("back", False)


def _rule(key: str, sentence: str, spell: Callable = str, empty="") -> Callable:
    def rule(old: dict, new: dict) -> str:
        was, now = old.get(key, empty), new.get(key, empty)
        return "" if was == now else sentence.format(spell(was), spell(now))

    return rule


_STEP_RULES = (
    _rule("name", "原名“{0}”"),
    _rule("limit_days", "{0} 天改为 {1} 天", empty=0),
    _rule("lane", "{0}改为{1}", STEP_WORDS["lane"].get),
    _rule("kind", "{0}改为{1}", STEP_WORDS["kind"].get),
    _rule("duty", "改了职责"),
    _rule("standard", "改了标准"),
    _rule("paper", "改了文书"),
    _rule("risks", "改了风险点和防控措施", empty=()),
    _rule("join", "改了等不等别的分支", empty=False),
)
