"""Any form that may be published can be asked, filled with anything, judged, kept and shown; nothing typed ever raises."""

import string

from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import canon
from powers.forms.faults import form_faults
from powers.forms.reach import material_faults
from powers.forms.vocabulary import CHOSEN, IN_CELLS, KINDS, MEANINGS, questions_of
from powers.forms.words import question_aloud
from workflow.forms import typed
from workflow.forms.answers import BadAnswers, clean_answers, section_form, shown
from workflow.forms.arising import arising
from workflow.forms.drawing import drawn
from workflow.forms.row_acts import act_on_rows

from .test_form_kinds import TODAY

MANY = settings(max_examples=60, suppress_health_check=list(HealthCheck))
SAID = st.text(max_size=12).filter(lambda text: text.strip())
OPTIONS = st.lists(st.sampled_from("123456"), min_size=1, max_size=4, unique=True).map(
    lambda values: [{"value": value, "label": f"选项{value}"} for value in values]
)


def optional(**facts):
    return st.fixed_dictionaries({}, optional=facts)


@st.composite
def questions(draw, code, before):
    kind = draw(st.sampled_from(list(KINDS)))
    said = {"code": code, "label": draw(SAID), "kind": kind, "required": draw(st.booleans())}
    said |= draw(optional(hint=SAID, unit=st.sampled_from(["元", "万元"])))
    if kind in CHOSEN:
        said["options"] = draw(OPTIONS)
    if kind in ("number", "money"):
        said |= draw(optional(min=st.integers(-5, 3), max=st.integers(4, 900), decimals=st.integers(0, 6)))
    if kind == "date":
        dates = [q["code"] for q in before if q["kind"] == "date"]
        said |= draw(
            optional(
                not_before=st.sampled_from(["today", "2026-01-01", *dates]), not_after=st.just("2099-12-31")
            )
        )
    if kind == "address":
        said |= draw(optional(within=st.sampled_from(["000000", "320000", "320100"]), town=st.booleans()))
    if kind == "person":
        said |= draw(
            optional(parts=st.lists(st.sampled_from(["name", "id_kind", "id_number", "phone"]), unique=True))
        )
    if kind == "table":
        columns = st.sampled_from(IN_CELLS)
        said["columns"] = [column(draw, f"c{n}", draw(columns)) for n in range(draw(st.integers(1, 3)))]
        said |= draw(optional(min_rows=st.integers(0, 2), max_rows=st.integers(2, 5)))
    if kind == "text":
        said |= draw(st.sampled_from([{}, {"pattern": "A9*", "pattern_says": "照证填"}]))
    grounds = [q for q in before if q["kind"] in (*CHOSEN, "number")]
    if grounds and draw(st.booleans()):
        on = draw(st.sampled_from(grounds))
        chosen = (
            {"is": [on["options"][0]["value"]]}
            if on["kind"] in CHOSEN
            else {"least": draw(st.integers(0, 9))}
        )
        said["when"] = draw(
            st.sampled_from([{"question": on["code"]} | chosen, [{"question": on["code"]} | chosen]])
        )
    return said


def column(draw, code, kind):
    made = {"code": code, "label": f"栏{code}", "kind": kind, "required": draw(st.booleans())}
    return made | ({"options": draw(OPTIONS)} if kind in CHOSEN else {})


@st.composite
def forms(draw):
    sections, before = [], []
    for s in range(draw(st.integers(1, 3))):
        asked = []
        for n in range(draw(st.integers(1, 4))):
            asked.append(draw(questions(f"q{s}{n}", [*before, *asked])))
        before += asked
        sections.append({"code": f"s{s}", "title": f"部分{s}", "questions": asked})
    return {"v": 1, "sections": sections}


WORDS = ["", " ", "1", "2", "-1", "1e9", "９", "2026-02-30", "320106", "\x00", "\ud800", "*" * 18, "x" * 5000]
NASTY = st.one_of(st.text(max_size=40), st.sampled_from(WORDS), st.integers(-10, 10**20).map(str))
NAMES = st.text(string.ascii_lowercase, max_size=9)
PARTS = ("code", "detail", "name", "id_kind", "id_number", "phone")
RAW = st.recursive(
    st.one_of(NASTY, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)


@st.composite
def forms_and_posts(draw):
    form = draw(forms())
    post = QueryDict(mutable=True)
    for question in questions_of(form):
        code = question["code"]
        names = [code, *(f"{code}-{each}" for each in ("rows", "1-c0", "2-c1", *PARTS))]
        for name in names:
            if draw(st.booleans()):
                post.setlist(name, draw(st.lists(NASTY, max_size=2)))
    return form, post


def survives(form, answers):
    """Everything that is ever done with answers, whatever they are."""
    asked = arising(form, answers)
    for section in form["sections"]:
        for bound in (
            section_form(section, data=answers, form=form, today=TODAY),
            section_form(section, initial=answers, form=form, today=TODAY),
        ):
            bound.is_valid()
            for each in drawn(bound):
                assert str(each.bound or each.parts or each.rows or each.question)
    try:
        kept = clean_answers(form, answers, today=TODAY)
    except BadAnswers as bad:
        assert str(bad) and all(
            words for each in bad.forms.values() for errors in each.errors.values() for words in errors
        )
        return asked
    assert canon.loads(canon.dumps(canon.tidy(kept))) == canon.tidy(kept)
    assert kept.keys() <= asked
    assert shown(form, kept) is not None
    return asked


@MANY
@given(forms())
def test_a_form_made_by_the_rules_is_right_and_reads_in_words(form):
    assert [fault.text for fault in form_faults(form)] == []
    others = {question["code"]: question for question in questions_of(form)}
    assert all(question_aloud(question, others) for question in others.values())


@MANY
@given(forms_and_posts(), st.text(max_size=12))
def test_whatever_is_posted_to_a_form_is_read_judged_and_drawn(made, act):
    form, post = made
    for section in form["sections"]:
        told = typed.read(section, post)
        act_on_rows(section, told, act)
        canon.dumps(canon.tidy(told))
        survives(form, told)


@MANY
@given(
    forms(),
    st.dictionaries(st.sampled_from([f"q{s}{n}" for s in range(3) for n in range(4)]), RAW, max_size=8),
)
def test_whatever_lies_in_a_draft_is_judged_and_drawn(form, answers):
    survives(form, answers)
    shown(form, answers)


WRITTEN = (
    "v sections code title questions label kind options when columns parts means within min is question value"
)
KEYS = st.one_of(st.sampled_from(WRITTEN.split()), st.text(max_size=4))
LEAVES = [*KINDS, *MEANINGS, "q1", "today", "320000"]
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.sampled_from(LEAVES)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=20,
)


@MANY
@given(VALUES)
def test_anything_at_all_may_be_handed_in_as_a_form(thing):
    assert all(fault.text for fault in form_faults(thing))


@MANY
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=6), max_size=3), st.lists(VALUES, max_size=2))
def test_anything_at_all_may_be_handed_in_as_questions(made, conditions):
    asked = [question | {"code": f"q{n}", "label": "题"} for n, question in enumerate(made)]
    form = {"v": 1, "sections": [{"code": "s", "title": "部分", "questions": asked}]}
    assert all(fault.text for fault in form_faults(form))
    material_faults([{"code": "m1", "name": "材料", "when": when} for when in conditions], {})
