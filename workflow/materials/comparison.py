"""A corrected material beside its earlier version: the facts of both, and where the words differ.

Of PDF and docx the words are compared paragraph by paragraph; of pictures there are none, so that the two are only shown.
What differs in drawing only, a text comparison does not see, and the page says so.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.template.defaultfilters import filesizeformat

from workflow.materials import pictures
from workflow.materials.pictures import Undrawable

MOST_LINES = 1_500


@dataclass(frozen=True)
class Change:
    """One place where the words differ; `kind` is add, remove or change."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    facts: list
    changes: list[Change]
    has_words: bool
    is_cut: bool

    @property
    def is_same(self) -> bool:
        return self.has_words and not self.changes


def compare(before, after) -> Comparison:
    """Two materials of one requirement; files that do not open are compared by their facts alone."""
    try:
        old, new = pictures.words(before), pictures.words(after)
    except Undrawable:
        old, new = [], []
    cut = max(len(old), len(new)) > MOST_LINES
    return Comparison(
        facts=_facts(before, after), changes=_changes(old[:MOST_LINES], new[:MOST_LINES]),
        has_words=bool(old and new), is_cut=cut,
    )  # fmt: skip


def _changes(old: list[str], new: list[str]) -> list[Change]:
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if old and new else []
    names = {"insert": "add", "delete": "remove", "replace": "change"}
    return [
        Change(names[step], "\n".join(old[a:b]), "\n".join(new[c:d]))
        for step, a, b, c, d in steps
        if step != "equal"
    ]


def _facts(before, after) -> list[tuple[str, str, str]]:
    rows = [
        ("文件名", before.file_name, after.file_name),
        ("大小", filesizeformat(before.size), filesizeformat(after.size)),
        ("页数", str(before.details.get("pages") or ""), str(after.details.get("pages") or "")),
        ("内容指纹", _spaced(before.sha256), _spaced(after.sha256)),
    ]
    return [row for row in rows if row[1] or row[2]]


def _spaced(digest: str) -> str:
    return " ".join(digest[i : i + 4] for i in range(0, 16, 4))
