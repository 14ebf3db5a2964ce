import pytest

from ledger import clock
from ledger.verbs import Refused
from powers.catalogue import PowerClass
from powers.items.fields import FIELDS, aloud, carries, faults, groups_of, missing, must_carry
from powers.items.values import LONGEST, misfits
from powers.people.people import REGISTRAR
from powers.publishing import publish
from powers.revisions.revising import blank_content

from .test_revisions import power as power_fixture

power = power_fixture
LICENCE = PowerClass(code="01", name="行政许可", on_application=True)
PENALTY = PowerClass(code="02", name="行政处罚", on_application=False)
COERCION = PowerClass(code="03", name="行政强制", on_application=False)
LEVY = PowerClass(code="04", name="行政征收", on_application=False)
INSPECTION = PowerClass(code="06", name="行政检查", on_application=False)
MATERIAL = {
    "code": "m1",
    "name": "申请表",
    "required": True,
    "form": "电子",
    "source": "申请人自备",
    "note": "",
}


def content(**changes):
    return {**blank_content(), "name": "某事项", **changes}


@pytest.mark.parametrize("power_class", [PENALTY, COERCION, INSPECTION], ids=str)
@pytest.mark.parametrize(
    ("brought", "word"),
    [
        ({"conditions": "有执照"}, "受理条件"),
        ({"materials": [MATERIAL]}, "申请材料"),
        ({"form": {"v": 1, "sections": []}}, "申请表"),
        ({"case_type": "承诺件"}, "办件类型"),
    ],
)
def test_nobody_applies_for_a_penalty_a_coercion_or_an_inspection(power_class, brought, word):
    assert any(word in fault for fault in faults(content(**brought), power_class))
    assert faults(content(**brought), LICENCE) == []


@pytest.mark.parametrize(
    ("code", "of", "not_of"),
    [
        ("tiers", PENALTY, LICENCE),
        ("levy_standard", LEVY, PENALTY),
        ("place", LICENCE, INSPECTION),
        ("channels", LICENCE, COERCION),
    ],
)
def test_a_field_belongs_to_its_classes_only(code, of, not_of):
    assert carries(FIELDS[code], of) and must_carry(FIELDS[code], of)
    assert not carries(FIELDS[code], not_of)
    assert any("没有" in fault for fault in faults(content(details={code: "x"}), not_of))


def test_a_penalty_cannot_do_without_its_tiers_of_discretion():
    assert {"裁量基准", "处罚的种类", "监督投诉电话"} <= set(missing(content(), PENALTY))
    assert "裁量基准" not in missing(content(), LICENCE)
    assert {"受理条件", "办理流程", "办理地点"} <= set(missing(content(), LICENCE))


def test_zero_visits_is_an_answer():
    assert "到办事现场次数" not in missing(content(details={"visits": 0}), LICENCE)


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("complaint_phone", "打一二三四五", "请写电话号码"),
        ("visits", -1, "0 到 9999"),
        ("visits", True, "0 到 9999"),
        ("body_nature", "7", "没有“7”这个选项"),
        ("channels", ["1", "1"], "每项选一次"),
        ("online_at", "javascript:alert(1)", "完整的网址"),
        ("handling_unit", "处" * (LONGEST + 1), "字以内"),
        ("handling_unit", 5, "请写成文字"),
        ("risks", [{"step": "a", "point": "b", "level": "1"}], "没有写防控措施"),
        ("risks", [{"step": "a", "x": "b"}], "不认识的栏目"),
        ("fees", "一次 10 元", "一行一行写"),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_told_how_to_be_mended(code, value, words):
    assert any(words in misfit for misfit in misfits(FIELDS[code], value))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"details": {"body_nature": "3"}}, "写明委托部门"),
        ({"details": {"visits": 1}}, "必须现场办理的原因"),
        ({"details": {"fees": [{"name": "工本费", "standard": "10 元", "basis": "某号文"}]}}, "又写着不收费"),
        ({"details": {"nonsense": 1}}, "不认识的代码"),
    ],
)
def test_answers_that_contradict_each_other_are_refused(said, words):
    assert any(words in fault for fault in faults(content(**said), LICENCE))


def test_a_risk_points_at_a_step_of_the_flow():
    risk = {"step": "gone", "point": "随意退件", "level": "1", "control": "双人复核"}
    flow = {"v": 1, "steps": [{"code": "accept", "name": "受理", "lane": "window", "kind": "acceptance"}]}
    assert any(
        "gone" in fault for fault in faults(content(flow_data=flow, details={"risks": [risk]}), LICENCE)
    )
    right = content(flow_data=flow, details={"risks": [{**risk, "step": "accept"}]})
    assert faults(right, LICENCE) == []
    assert aloud(right, LICENCE)["风险点"] == [
        ("廉政风险点", "环节：受理；风险点：随意退件；等级：高；防控措施：双人复核")
    ]


def test_a_charge_must_say_what_and_why():
    assert "收费依据和收费项目" in missing(content(charges=True), LICENCE)


def test_a_penalty_has_pages_for_discretion_and_none_for_service():
    assert "discretion" in groups_of(PENALTY) and "service" not in groups_of(PENALTY)
    assert "service" in groups_of(LICENCE) and "discretion" not in groups_of(LICENCE)


def test_publication_refuses_what_the_class_does_not_carry(power):
    with pytest.raises(Refused, match="没有“裁量基准”这一项"):
        publish(power, {**power.current.content(), "details": {"tiers": []}}, by=REGISTRAR, at=clock.now())


REQUISITION = PowerClass(code="11", name="行政征用", on_application=False)


def test_the_classes_are_those_of_the_province_and_each_is_used_as_the_law_means_it():
    """苏政办发〔2022〕22号: eleven classes; beside them 行政检查 and 公共服务 of the national list."""
    from powers.flow.default_flows import default_flow
    from powers.people.establishment import table

    named = {row["name"]: row["on_application"] for row in table("classes.csv")}
    eleven = [
        "行政许可",
        "行政处罚",
        "行政强制",
        "行政征收",
        "行政给付",
        "行政奖励",
        "行政确认",
        "行政裁决",
        "行政征用",
        "行政备案",
        "其他行政权力",
    ]
    assert set(named) == {*eleven, "行政检查", "公共服务"}
    assert must_carry(FIELDS["levy_kinds"], REQUISITION) and "申请材料" in "".join(
        faults(content(materials=[MATERIAL]), REQUISITION)
    )
    flows = {name: default_flow(name, case_type="承诺件", promised_days=8) for name in named}
    assert {name for name, flow in flows.items() if flow} == {n for n, on in named.items() if on == "1"}
    assert default_flow("12", case_type="承诺件", promised_days=8) == flows["行政备案"]
