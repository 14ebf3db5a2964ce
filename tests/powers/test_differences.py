import pytest
from hypothesis import given
from hypothesis import strategies as st

from powers.catalogue import PowerClass
from powers.revisions.differences import compare, flow_changes, pieces
from powers.revisions.revising import blank_content

LICENCE = PowerClass(code="01", name="行政许可", on_application=True)
PENALTY = PowerClass(code="02", name="行政处罚", on_application=False)
STEP = {
    "code": "visit",
    "name": "现场核查",
    "lane": "surveyor",
    "kind": "inspection",
    "limit_days": 3,
    "outcomes": [],
}


def content(**changes):
    return {**blank_content(), "name": "食品经营许可", **changes}


def field(label, old, new, power_class=LICENCE):
    return next(change for change in compare(old, new, power_class).changes if change.label == label)


def marked(line, kind):
    return [piece.text for piece in line if piece.kind == kind]


def test_the_days_that_changed_are_marked_and_the_unit_is_not():
    change = field("承诺办结时限", content(promised_days=8), content(promised_days=5))
    assert change.words == "修改"
    assert (marked(change.before[0], "del"), marked(change.after[0], "ins")) == (["8"], ["5"])


def test_words_put_into_a_text_are_the_only_ones_marked():
    old, new = pieces("食品经营许可管理办法", "食品经营许可和备案管理办法")
    assert marked(old, "del") == []
    assert marked(new, "ins") == ["和备案"]


def material(code, name, **more):
    return {
        "code": code,
        "name": name,
        "required": True,
        "form": "电子",
        "source": "申请人自备",
        "note": "",
        **more,
    }


def test_materials_are_told_apart_by_code_not_by_place():
    old = content(materials=[material("m1", "申请表"), material("m2", "健康证明"), material("m3", "平面图")])
    new = content(materials=[material("m3", "平面图"), material("m1", "申请表")])
    change = field("申请材料", old, new)
    assert len(change.before) == 3 and len(change.after) == 2
    assert [marked(line, "del") for line in change.before if marked(line, "del")] == [
        ["健康证明（必交，电子，申请人自备）"]
    ]
    assert all(not marked(line, "ins") for line in change.after)


def test_what_was_not_said_before_is_new_and_what_is_not_said_any_more_is_gone():
    said = content(details={"complaint_phone": "12345"})
    assert field("监督投诉电话", content(), said).words == "新增"
    assert field("监督投诉电话", said, content()).words == "删减"


def test_the_register_number_of_a_provision_is_no_change():
    old = content(basis=[{"law": "护士条例", "article": "第八条"}])
    new = content(basis=[{"law": "护士条例", "article": "第八条", "provision": "x"}])
    assert compare(old, new, LICENCE).changed == ()


def test_the_summary_counts_every_field():
    difference = compare(content(promised_days=8), content(promised_days=5, theme="餐饮"), LICENCE)
    assert difference.summary == f"{len(difference.changes)} 个字段，改 1 处，增 1 处"
    assert len(difference.same) == len(difference.changes) - 2


def test_two_rows_that_look_the_same_are_both_kept():
    tier = {"tier": "较轻", "circumstances": "初次", "standard": "警告"}
    change = field("裁量基准", content(), content(details={"tiers": [tier, tier]}), PENALTY)
    assert len(change.after) == 2


def test_an_ex_officio_class_has_no_field_of_applications():
    labels = {change.label for change in compare(content(), content(), PENALTY).changes}
    assert "裁量基准" in labels
    assert labels.isdisjoint({"申请材料", "受理条件", "办理流程", "办理地点"})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"limit_days": 2}, "第 1 步“现场核查”：3 天改为 2 天。"),
        ({"lane": "handler"}, "第 1 步“现场核查”：核查岗改为承办岗。"),
        (
            {"outcomes": [{"code": "promise", "label": "符合告知承诺", "to": []}]},
            "第 1 步“现场核查”：新增结果“符合告知承诺”。",
        ),
    ],
)
def test_a_step_that_changed_is_said_in_a_sentence(change, sentence):
    assert flow_changes({"steps": [STEP]}, {"steps": [{**STEP, **change}]}) == [sentence]


def test_a_step_that_went_and_one_that_came_are_named():
    other = {**STEP, "code": "check", "name": "健康证明核验"}
    assert flow_changes({"steps": [STEP]}, {"steps": [other]}) == [
        "删去“现场核查”。",
        "新增第 1 步“健康证明核验”。",
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_sides_together_are_the_two_texts(old, new):
    left, right = pieces(old, new)
    assert "".join(piece.text for piece in left) == old
    assert "".join(piece.text for piece in right) == new


def test_a_bound_that_moved_is_the_only_word_that_is_marked():
    tier = {"tier": "较轻", "circumstances": "初次", "lower": "500", "upper": "1500", "unit": "yuan"}
    old, new = content(details={"tiers": [tier]}), content(details={"tiers": [{**tier, "upper": "1000"}]})
    change = field("裁量基准", old, new, PENALTY)
    assert [piece.text for piece in change.before[0] if piece.kind == "del"] == ["1500"]
    assert [piece.text for piece in change.after[0] if piece.kind == "ins"] == ["1000"]
