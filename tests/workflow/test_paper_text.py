import dataclasses
import datetime

import pytest

from tests.workflow.paper_examples import ENTERPRISE, EXAMPLES
from workflow.papers.filling import fill
from workflow.papers.kinds import ARTICLE_45, KINDS, MissingField
from workflow.papers.text import paper_text, paper_title
from workflow.papers.wording import clean_lines, cn_numeral, numbered


def words(kind, **changes):
    return "\n".join(block.text for block in paper_text(kind, EXAMPLES[kind] | changes))


def required(kind):
    return [f for f in dataclasses.fields(KINDS[kind]) if f.default is dataclasses.MISSING]


@pytest.mark.parametrize(("kind", "name"), [(kind, f.name) for kind in KINDS for f in required(kind)])
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_a_paper_without_mandatory_content_is_refused_and_the_sentence_names_it(kind, name, empty):
    label = KINDS[kind].__dataclass_fields__[name].metadata["label"]
    with pytest.raises(MissingField, match=label) as refusal:
        paper_text(kind, EXAMPLES[kind] | {name: empty})
    assert refusal.value.name == name
    assert KINDS[kind].label in str(refusal.value)


@pytest.mark.parametrize(("kind", "name"), [("correction_notice", "items"), ("grant_decision", "basis")])
def test_an_empty_list_is_missing_content(kind, name):
    with pytest.raises(MissingField):
        fill(kind, EXAMPLES[kind] | {name: [" ", ""]})


def test_there_is_an_example_of_every_kind():
    assert EXAMPLES.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_names_applicant_matter_and_case(kind):
    text = words(kind)
    assert text.startswith(f"{ENTERPRISE['applicant']}：\n") == KINDS[kind].addressed
    assert ENTERPRISE["applicant"] in text
    assert ENTERPRISE["matter"] in text
    assert ENTERPRISE["case_no"] in text


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (
            "submission_receipt",
            ["2026年3月26日10:26", "1份（电子）", "收件人：", "2026年4月2日", "不表示已经受理"],
        ),
        (
            "undertaking",
            [
                "没有因食品安全犯罪被判处刑罚",
                "记入信用记录",
                "有权核查",
                "不向社会公开",
                "已经知晓告知的全部内容",
                "真实的意思表示",
                "2026年3月26日10:20",
                "0123456789abcdef",
            ],
        ),
        (
            "correction_notice",
            ["一次告知", "健康管理制度", "没有委托人签名", "2026年4月3日", "第三十二条第一款第四项", "签收"],
        ),
        (
            "acceptance_notice",
            ["第三十二条第一款第五项", "2026年3月30日起予以受理", "最迟2026年4月7日", "联系方式", "签收"],
        ),
        (
            "decline_decision",
            [
                "第三十二条第一款第二项",
                "管辖",
                "玄武区市场监督管理局",
                "60日",
                "6个月",
                "行政复议",
                "行政诉讼",
            ],
        ),
        (
            "special_notice",
            ["第四十五条", "需要进行检验", "10个工作日", "不计算在办理期限内", "2026年4月1日"],
        ),
        (
            "grant_decision",
            [
                "第三十八条第一款",
                "决定准予许可",
                "《食品经营许可证》",
                "有效期：自2026年4月7日至2031年4月6日",
            ],
        ),
        (
            "refusal_decision",
            ["查明", "理由", "道路运输条例", "第三十八条第二款", "60日内，向南京市鼓楼区人民政府", "6个月内"],
        ),
        ("lapse_notice", ["2026年4月13日为止", "许补〔2026〕88号", "终结", "可以随时重新提出申请"]),
        (
            "extension_notice",
            ["第四十二条第一款", "本机关负责人批准", "10个工作日", "2026年5月13日", "消防部门"],
        ),
        (
            "owed_return_notice",
            [
                "操作流程图",
                "2026年4月1日补交",
                "冷食专间",
                "2026年4月8日前",
                "没有算在你单位",
                "不能作出准予",
            ],
        ),
        ("hearing_rights_notice", ["第四十七条", "五个工作日内", "2026年4月9日", "不承担组织听证的费用"]),
        ("hearing_notice", ["第四十八条", "2026年4月22日09:30", "听证室", "陈建国", "申请回避", "质证"]),
        ("hearing_record", ["许梅、利害关系人周强", "没有异议", "签字或者盖章", "根据听证笔录作出决定"]),
        ("legal_opinion", ["审核结论：同意", "程序合法", "内部文书", "不送达申请人"]),
        ("termination_decision", ["依法终止的情形", "负责人批准", "终止办理", "60日", "6个月"]),
        ("licence", ["持证人：南京梧桐里", "91320106MA1XXXXX0A", "自2026年4月7日至2031年4月6日"]),
        ("delivery_receipt", ["许准〔2026〕317号", "邮寄送达", "2026年4月9日15:20", "1234567890123"]),
        ("change_decision", ["第四十九条", "变更为周岚", "其他内容不变"]),
        ("renewal_decision", ["第五十条", "2036年4月6日"]),
        ("revocation_decision", ["第六十九条第二款", "欺骗、贿赂", "不受保护", "60日", "6个月"]),
        ("licence_withdrawal", ["第八条第二款", "客观情况发生重大变化", "公共利益", "补偿"]),
        ("deregistration_decision", ["第七十条第三项", "注销该行政许可", "60日"]),
        ("amendment_notice", ["317号", "中山北路12号", "许准更〔2026〕1号", "不再使用", "不改变原来的决定"]),
        ("withdrawal_confirmation", ["2026年4月1日", "撤回", "终止办理", "可以重新提出申请"]),
    ],
)
def test_each_kind_says_what_the_law_asks_of_it(kind, parts):
    text = words(kind)
    assert [part for part in parts if part not in text] == []


def test_a_person_is_addressed_as_ni_and_an_organisation_as_ni_danwei():
    assert "你单位" in words("grant_decision")
    text = words("refusal_decision", organisation=False, facts="材料不真实")
    assert "你单位" not in text
    assert "你如不服本决定" in text


def test_the_title_follows_the_class_of_power():
    confirmed = EXAMPLES["grant_decision"] | {"power_class": "行政确认", "decision": "予以确认"}
    assert paper_title("grant_decision", confirmed) == "行政确认决定书"
    assert (
        paper_title("refusal_decision", EXAMPLES["refusal_decision"] | {"power_class": "行政确认"})
        == "不予行政确认决定书"
    )
    assert paper_title("grant_decision", EXAMPLES["grant_decision"]) == "准予行政许可决定书"
    assert paper_title("grant_decision", confirmed | {"title": "工伤认定决定书"}) == "工伤认定决定书"


def test_the_licensing_law_is_cited_for_licences_only():
    assert "行政许可法" in words("grant_decision")
    assert "行政许可法" not in words("grant_decision", power_class="行政确认", decision="予以确认")


def test_outside_the_licensing_law_a_notice_must_bring_its_own_basis():
    with pytest.raises(MissingField, match="法律依据"):
        words("acceptance_notice", power_class="行政确认")
    assert "《工伤保险条例》第十八条" in words(
        "acceptance_notice", power_class="行政确认", basis=["《工伤保险条例》第十八条"]
    )


def test_declining_for_lack_of_competence_must_name_the_competent_organ():
    with pytest.raises(MissingField, match="有权受理的机关"):
        words("decline_decision", competent_organ="")
    assert "第一款第一项" in words("decline_decision", ground="not_needed", competent_organ="")
    with pytest.raises(MissingField, match="法律依据"):
        words("decline_decision", ground="other", competent_organ="")


@pytest.mark.parametrize("procedure", ARTICLE_45)
def test_the_eight_procedures_of_article_45_stop_the_clock_by_themselves(procedure):
    assert "第四十五条" in words("special_notice", procedure=procedure)


def test_any_other_procedure_needs_a_basis_of_its_own():
    with pytest.raises(MissingField, match="法律依据"):
        words("special_notice", procedure="现场核查")
    text = words("special_notice", procedure="现场核查", basis=["《食品经营许可和备案管理办法》第十九条"])
    assert "第四十五条" not in text


def test_a_provisional_due_day_says_so():
    assert "预计最迟2026年4月7日" in words("acceptance_notice", provisional=True)


def test_dates_may_be_dates_or_iso_text_and_nonsense_is_missing_content():
    as_date = EXAMPLES["acceptance_notice"] | {"due_on": datetime.date(2026, 4, 7)}
    assert fill("acceptance_notice", as_date) == fill("acceptance_notice", EXAMPLES["acceptance_notice"])
    with pytest.raises(MissingField, match="申请日期"):
        words("acceptance_notice", applied_on="三月二十六")


def test_an_unknown_field_is_a_programming_error():
    with pytest.raises(TypeError, match="colour"):
        words("grant_decision", colour="red")


def test_one_item_stands_alone_and_several_are_numbered():
    assert numbered(("甲",)) == ["甲。"]
    assert numbered(("甲", "乙。")) == ["一、甲。", "二、乙。"]
    assert [cn_numeral(n) for n in (1, 10, 11, 20, 21, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
        "100",
    ]


def test_characters_that_would_make_a_paper_read_otherwise_are_dropped():
    assert clean_lines("甲\u202e乙\x00丙\r\n\r\n 丁\u200b ") == ["甲乙丙", "丁"]
