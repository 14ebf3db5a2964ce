"""The pages of a draft form: a department writes it without a script, nothing typed is lost, faults stand at the question."""

import copy
from html import unescape

import pytest
from django.urls import reverse

from ledger.events import Event
from powers.forms.faults import form_faults
from powers.forms.item_forms import _own
from powers.publishing import form_problems
from powers.revisions.differences import compare
from powers.revisions.revisions import Revision
from tests import factories
from tests.factories import BACKEND

from . import drafts
from .flows import plain
from .test_flow_editor import form_of

pytestmark = pytest.mark.django_db
PLACE = _own()["食品经营许可"]


@pytest.fixture(autouse=True)
def _inner(zone):
    with zone("inner"):
        yield


@pytest.fixture
def drafter():
    return drafts.drafter()


@pytest.fixture
def revision(drafter):
    made = drafts.draft_of(plain(), by=drafter)
    made.amend(
        by=drafter, at=made.opened_at, proposed={"content": {**made.content, "form": copy.deepcopy(PLACE)}}
    )
    return Revision.objects.get(pk=made.pk)


@pytest.fixture
def browser(client, drafter):
    client.force_login(drafter, backend=BACKEND)
    return client


def overview(revision):
    return reverse("revision_form", args=[revision.pk])


def page(revision, code):
    return reverse("revision_form_section", args=[revision.pk, code])


def fresh(revision) -> Revision:
    return Revision.objects.get(pk=revision.pk)


def section(revision, code) -> dict:
    return next(s for s in fresh(revision).content["form"]["sections"] if s["code"] == code)


def sends(browser, address, **changes):
    """Open a page, change what is typed, and press a button."""
    shown = form_of(browser.get(address).content.decode(), id="asked-form")
    sent = {name: [unescape(value) for value in values] for name, values in shown.items()} | changes
    return browser.post(address, {name: value for name, value in sent.items() if value is not None})


@pytest.mark.parametrize("name", _own())
def test_every_form_of_the_house_comes_back_from_its_page_as_it_was(name, browser, revision, drafter):
    content = {**revision.content, "form": copy.deepcopy(_own()[name])}
    revision.amend(by=drafter, at=revision.opened_at, proposed={"content": content})
    events = Event.objects.count()
    for each in _own()[name]["sections"]:
        answer = sends(browser, page(revision, each["code"]), do="save")
        assert answer.status_code == 302
        assert section(revision, each["code"]) == tidied(each)
    assert Event.objects.count() == events or fresh(revision).content["form"] != content["form"]


def tidied(section):
    """A form as the editor writes it: whether a question must be answered is always said."""
    made = copy.deepcopy(section)
    for question in made["questions"]:
        question.setdefault("required", True)
        if question["kind"] == "money":
            question.setdefault("unit", "元")
        if set(question.get("parts", ())) == {"name", "id_kind", "id_number", "phone"}:
            del question["parts"]
        for column in question.get("columns", ()):
            column.setdefault("required", True)
    return made


def test_a_question_is_added_named_and_moved(browser, revision):
    answer = sends(browser, page(revision, "place"), do="add")
    assert answer.url.endswith("#q5")
    sends(
        browser,
        page(revision, "place"),
        **{"label-5": "招牌名称", "kind-5": "text", "max-5": "20", "do": "up-5"},
    )
    asked = section(revision, "place")["questions"]
    assert [q["label"] for q in asked][3:] == ["招牌名称", "在哪些外卖平台经营"]
    assert asked[3] == {"code": "q1", "label": "招牌名称", "kind": "text", "required": True, "max": 20}


def test_a_question_without_a_name_is_told_at_its_place_and_kept(browser, revision):
    sends(browser, page(revision, "place"), do="add")
    seen = browser.get(page(revision, "place")).content.decode()
    assert 'href="#q5"' in seen and "没有写好代码、名称或者种类" in seen
    assert "没有写好代码" in browser.get(overview(revision)).content.decode()
    assert form_problems(fresh(revision).content)


def test_a_number_that_is_none_is_kept_as_typed_and_told(browser, revision):
    sends(browser, page(revision, "place"), **{"max-2": "很多"})
    seen = browser.get(page(revision, "place")).content.decode()
    assert 'value="很多"' in seen and "的最小、最大和小数位数请填整数" in seen


def test_options_keep_their_values_when_they_are_moved_or_reworded(browser, revision):
    sends(
        browser, page(revision, "place"), **{"options-3": "只做外卖\n堂食、外卖都有｜要公示许可证\n只有堂食"}
    )
    options = section(revision, "place")["questions"][2]["options"]
    assert [(o["value"], o["label"]) for o in options] == [
        ("3", "只做外卖"),
        ("2", "堂食、外卖都有"),
        ("1", "只有堂食"),
    ]
    assert options[1]["hint"] == "要公示许可证"
    sends(browser, page(revision, "place"), **{"options-3": "只做外卖\n堂食、外卖都有\n只有堂食\n流动经营"})
    assert [o["value"] for o in section(revision, "place")["questions"][2]["options"]] == ["3", "2", "1", "4"]


def test_a_condition_is_chosen_in_two_steps_and_looks_back_into_an_earlier_section(browser, revision):
    address = page(revision, "contact")
    seen = browser.get(address).content.decode()
    assert "怎么接待顾客？" in seen
    sends(browser, address, **{"when-1-1": "mode"})
    assert section(revision, "contact")["questions"][0]["when"] == {"question": "mode", "is": []}
    assert "还没有选好“怎么接待顾客？”的哪些回答" in browser.get(address).content.decode()
    sends(browser, address, **{"is-1-1": ["2", "3"]})
    assert section(revision, "contact")["questions"][0]["when"] == {"question": "mode", "is": ["2", "3"]}
    assert form_faults(fresh(revision).content["form"]) == []


def test_a_condition_can_ask_for_no_less_than_a_number(browser, revision):
    sends(browser, page(revision, "contact"), **{"when-1-1": "area"})
    sends(browser, page(revision, "contact"), **{"least-1-1": "500"})
    assert section(revision, "contact")["questions"][0]["when"] == {"question": "area", "least": 500}


def test_columns_of_a_table_are_added_and_taken_out(browser, revision):
    address = page(revision, "equipment")
    sends(browser, address, do="column-1")
    sends(
        browser,
        address,
        **{"label-1-5": "功率", "kind-1-5": "number", "unit-1-5": "千瓦", "do": "uncolumn-1-4"},
    )
    columns = section(revision, "equipment")["questions"][0]["columns"]
    assert [c["label"] for c in columns] == ["设备名称", "用途", "数量", "功率"]
    assert columns[3] == {"code": "c1", "label": "功率", "kind": "number", "required": True, "unit": "千瓦"}


def test_sections_are_added_renamed_moved_and_deleted(browser, revision):
    sends(browser, overview(revision), do="add")
    sends(browser, overview(revision), **{"title-5": "承诺", "do": "up-5"})
    titles = [s["title"] for s in fresh(revision).content["form"]["sections"]]
    assert titles == ["经营场所", "经营项目", "主要设备设施", "承诺", "联系和送达"]
    sends(browser, overview(revision), do="delete-4")
    assert len(fresh(revision).content["form"]["sections"]) == 4


def test_a_material_is_made_to_depend_on_an_answer(browser, revision):
    sends(browser, overview(revision), **{"when-m2-1": "mode"})
    sends(browser, overview(revision), **{"is-m2-1": ["2"]})
    materials = fresh(revision).content["materials"]
    assert materials[1]["when"] == {"question": "mode", "is": ["2"]} and "when" not in materials[0]
    difference = compare(revision.base.content(), fresh(revision).content, revision.power_class)
    line = next(change for change in difference.changed if change.label == "申请材料")
    assert "“怎么接待顾客？”选了“堂食和外卖都有”的才交" in "".join(piece.text for piece in line.after[1])


def test_an_item_without_a_form_can_begin_from_the_usual_one(browser, revision, drafter):
    revision.amend(by=drafter, at=revision.opened_at, proposed={"content": {**revision.content, "form": {}}})
    sends(browser, overview(revision), do="start")
    assert [s["code"] for s in fresh(revision).content["form"]["sections"]][-1] == "contact"


def test_a_page_cut_off_on_the_way_changes_nothing(browser, revision):
    answer = sends(browser, page(revision, "place"), end=None)
    assert answer.status_code == 422 and "没有传完整" in answer.content.decode()
    assert section(revision, "place") == section_of(PLACE, "place")


def section_of(form, code):
    return next(s for s in form["sections"] if s["code"] == code)


def test_what_somebody_else_saved_meanwhile_is_not_silently_replaced(browser, revision):
    sends(browser, page(revision, "contact"), **{"label-1": "谁来联系"})
    typed = {
        "seq": "1",
        "questions": "1",
        "code-1": "address",
        "label-1": "新地址",
        "kind-1": "text",
        "end": "1",
    }
    answer = browser.post(page(revision, "place"), typed)
    assert answer.status_code == 409
    assert "别人刚保存过这份草稿" in answer.content.decode() and 'value="新地址"' in answer.content.decode()
    assert section(revision, "place") == section_of(PLACE, "place")


def test_others_of_the_department_can_look_but_not_write(client, revision):
    reader = factories.official("catalogue", at=factories.office("鼓楼区水务局"))
    client.force_login(reader, backend=BACKEND)
    assert client.get(overview(revision)).status_code == 404
    assert client.post(page(revision, "place"), {"do": "add"}).status_code == 404


def test_the_difference_of_two_forms_reads_question_by_question(revision):
    after = copy.deepcopy(revision.content)
    after["form"]["sections"][0]["questions"][1]["max"] = 500
    change = next(c for c in compare(revision.content, after, revision.power_class).changed)
    assert change.label == "申请表"
    deleted = [p.text for line in change.before for p in line if p.kind == "del"]
    assert deleted == ["100000"]


def test_a_form_is_tried_as_the_applicant_sees_it_and_nothing_is_kept(browser, revision):
    address = reverse("revision_form_try", args=[revision.pk])
    before, events = fresh(revision).content, Event.objects.count()
    first = browser.get(address).content.decode()
    assert "江苏省" not in first and "玄武区" in first and "填的内容不保存" in first
    wrong = browser.post(address, {"section": "place", "carried": "{}", "area": "八十多"})
    assert wrong.status_code == 422 and "经营面积只填数字" in wrong.content.decode()
    told = {"address-code": "320106", "address-detail": "中山北路 12 号", "area": "85.5", "mode": "1"}
    second = browser.post(address, {"section": "place", "carried": "{}"} | told)
    assert second.status_code == 200 and "主体业态" in second.content.decode()
    assert "&quot;area&quot;: &quot;85.5&quot;" in second.content.decode()
    assert (fresh(revision).content, Event.objects.count()) == (before, events)


def test_a_form_with_faults_cannot_be_tried_and_says_which(browser, revision):
    sends(browser, page(revision, "place"), **{"label-1": ""})
    answer = browser.get(reverse("revision_form_try", args=[revision.pk]))
    assert answer.status_code == 422 and "申请表还不能试填：问题“”没有写好" in answer.content.decode()


@pytest.mark.parametrize(
    "carried", ["", "[]", "{", "nonsense", '{"area": {"a": [1]}, "mode": 5, "equipment": "x"}']
)
def test_a_try_takes_anything_for_what_was_carried(browser, revision, carried):
    address = reverse("revision_form_try", args=[revision.pk])
    assert browser.post(address, {"section": "contact", "carried": carried}).status_code in (200, 422)
    assert browser.post(address, {"section": "gone", "carried": carried}).status_code == 200
