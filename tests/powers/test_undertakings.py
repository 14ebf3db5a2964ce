"""The field of a material that may be promised: what must be told, what is refused, and that every way carries it."""

import pytest

from powers.catalogue import PowerClass
from powers.imports import comparing
from powers.items import undertakings
from powers.items.content_words import material_aloud
from powers.items.fields import faults
from powers.revisions.differences import compare
from powers.revisions.pages import MATERIALS, MaterialsPage
from powers.revisions.revising import blank_content
from tests import factories

LICENCE = PowerClass(code="01", name="行政许可", on_application=True)
PENALTY = PowerClass(code="02", name="行政处罚", on_application=False)
GOOD = factories.PROMISABLE


def content(material):
    return {**blank_content(), "name": "某事项", "materials": [material]}


def without(part):
    return GOOD | {"undertaking": {p: v for p, v in GOOD["undertaking"].items() if p != part}}


def test_a_material_with_all_that_must_be_told_is_sound():
    assert faults(content(GOOD), LICENCE) == [] and undertakings.is_told(GOOD)


@pytest.mark.parametrize("part", undertakings.PARTS)
def test_each_part_must_be_told(part):
    assert any(undertakings.PARTS[part] in words for words in faults(content(without(part)), LICENCE))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"source": "申请人自备"}, "申请人自备"),
        ({"form": "在线填写"}, "在线填写"),
        ({"shared": True}, "可以共享"),
        ({"undertaking": GOOD["undertaking"] | {"days": 61}}, "1 到 60"),
        ({"undertaking": GOOD["undertaking"] | {"check": "guess"}}, "核查方式"),
    ],
)
def test_what_nobody_else_issues_or_nobody_hands_in_cannot_be_promised(change, word):
    assert any(word in words for words in faults(content(GOOD | change), LICENCE))


def test_nobody_promises_anything_of_a_penalty():
    assert any("申请材料" in words for words in faults(content(GOOD), PENALTY))


def test_it_is_read_aloud_and_compared_word_by_word():
    words = material_aloud(GOOD, {})
    assert "可以用书面承诺替代" in words and "作出决定后 30 个工作日内" in words
    later = GOOD | {"undertaking": GOOD["undertaking"] | {"days": 20}}
    changed = compare(content(GOOD), content(later), LICENCE).changed
    assert [change.label for change in changed] == ["申请材料"]
    assert [p.text for line in changed[0].after for p in line if p.kind == "ins"] == ["20"]


def test_the_print_is_of_every_word_that_was_told():
    prints = {undertakings.digest(GOOD)}
    for part, value in GOOD["undertaking"].items():
        other = value + 1 if part == "days" else value + "。"
        prints.add(undertakings.digest(GOOD | {"undertaking": GOOD["undertaking"] | {part: other}}))
    assert len(prints) == 1 + len(GOOD["undertaking"])


def test_the_form_of_a_draft_shows_and_keeps_it():
    class Revision:
        content = {**blank_content(), "materials": [GOOD]}

    page = MaterialsPage(Revision)
    assert page.rows[0].forms[0].initial["u_says"] == GOOD["undertaking"]["says"]
    typed = {"materials-TOTAL_FORMS": "1", "materials-INITIAL_FORMS": "1", "conditions": ""}
    for column in MATERIALS.columns:
        value = page.rows[0].forms[0].initial.get(column.code)
        typed |= {f"materials-0-{column.code}": value} if value else {}
    page = MaterialsPage(Revision, typed)
    assert page.is_valid()
    kept = page.proposed(Revision)["content"]["materials"][0]
    assert kept["undertaking"] == GOOD["undertaking"] and kept["code"] == "m3"
    for part in undertakings.PARTS:
        typed.pop(f"materials-0-u_{part}")
    page = MaterialsPage(Revision, typed)
    assert page.is_valid() and "undertaking" not in page.proposed(Revision)["content"]["materials"][0]


def test_a_file_that_names_the_material_keeps_what_was_published_of_it():
    new = [
        {"code": "m1", "name": GOOD["name"], "required": True, "form": "电子", "source": "其他", "note": ""}
    ]
    assert comparing._materials([GOOD], new) == [GOOD]


def test_what_crosses_names_every_part_and_no_other():
    from jsonschema import Draft202012Validator

    from powers.messages import MATERIAL

    check = Draft202012Validator(MATERIAL)
    assert check.is_valid(GOOD) and not check.is_valid(without("says"))
    assert not check.is_valid(GOOD | {"undertaking": GOOD["undertaking"] | {"who": "x"}})
