import copy

import pytest

from powers.forms.item_forms import _own, faults, form_for

MODES = [{"value": "1", "label": "甲"}, {"value": "2", "label": "乙"}]
FORM = {
    "v": 1,
    "sections": [
        {
            "code": "s",
            "title": "场所",
            "questions": [
                {"code": "mode", "label": "方式", "kind": "choice", "required": True, "options": MODES},
                {"code": "why", "label": "理由", "kind": "text", "when": {"question": "mode", "is": ["2"]}},
            ],
        }
    ],
}


def changed(number, **changes):
    form = copy.deepcopy(FORM)
    form["sections"][0]["questions"][number].update(changes)
    return form


def test_a_right_form_and_no_form_have_no_faults():
    assert faults(FORM) == faults({}) == []


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({"v": 2, "sections": []}, "申请表的格式不对"),
        ({"v": 1, "sections": [{"code": "s", "title": "", "questions": []}]}, "每一部分都要有代码"),
        (changed(1, code="mode"), "代码“mode”重复"),
        (changed(1, kind="file"), "没有写好代码、名称或者种类"),
        (changed(0, options=[]), "是选择题的要写选项"),
        (changed(1, options=MODES), "是选择题的要写选项"),
        (changed(0, options=[MODES[0], MODES[0]]), "选项有重复"),
        (changed(1, when={"question": "mode", "is": ["3"]}), "出现条件"),
        (changed(1, when={"question": "nothing", "is": ["1"]}), "出现条件"),
        (changed(0, when={"question": "why", "is": ["1"]}), "出现条件"),
        (changed(0, colour="red"), "不认识的写法“colour”"),
    ],
)
def test_a_form_that_cannot_be_asked_is_told_why(form, fault):
    assert any(fault in found for found in faults(form))


@pytest.mark.parametrize("name", [*_own(), "别的"])
@pytest.mark.parametrize("audience", [(True, False), (False, True), (True, True)])
def test_every_form_of_the_house_can_be_asked_and_asks_nobody_who_he_is(name, audience):
    form = form_for(name, for_person=audience[0], for_enterprise=audience[1])
    assert faults(form) == []
    labels = [question["label"] for section in form["sections"] for question in section["questions"]]
    assert not {"姓名", "申请人", "公民身份号码", "统一社会信用代码", "法定代表人"} & set(labels)


def test_well_known_items_have_their_own_form_whatever_the_brackets():
    assert (
        form_for("排污许可证核发（重点管理）", for_person=False, for_enterprise=True)
        is _own()["排污许可证核发(重点管理)"]
    )
    assert len({id(form) for form in _own().values()}) == len(_own()) >= 7
