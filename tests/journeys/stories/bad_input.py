"""What bad input gets: a Chinese sentence, the right status, and nothing lost."""

from tests.journeys import files
from tests.journeys.stories.grant import (
    CONTACT,
    FORM,
    HYGIENE,
    ITEM,
    PLACE,
    PLAN,
    REPORT,
    RULES,
    fill_in,
    has_applied,
)

ABSENT, FORBIDDEN = "没有找到这一页", "这一页您的账号不能看"


def test_nobody_opens_what_is_not_theirs(people, house):
    citizen = has_applied(people)
    other = people.neighbour("13800000425")
    other.opens(citizen.case).is_refused(404, ABSENT).does_not_see("梧桐里茶馆")
    other.opens("/cases/3201060000000000/").is_refused(404, ABSENT)
    other.opens("/window/").is_refused(403, FORBIDDEN)
    for path in ("/board/", f"/desk/cases/{citizen.number}/", "/desk/done/"):
        other.opens(path).is_refused(404, ABSENT)
    people.stranger().opens(citizen.case).sees("登录").does_not_see("梧桐里茶馆")

    inspector = people.inspector("government")
    inspector.opens(f"/desk/cases/{citizen.number}/").is_refused(403, FORBIDDEN)
    handler = people.official("handler")
    handler.opens("/board/").is_refused(403, "电子监察只给监察人员看")
    handler.opens(f"/window/{citizen.number}/").is_refused(404, ABSENT)
    people.official("handler-16").opens(f"/desk/cases/{citizen.number}/").is_refused(404, ABSENT)
    people.clerk("window-16").opens(f"/window/{citizen.number}/").is_refused(404, ABSENT)


def test_a_double_click_files_one_application(people):
    citizen = people.neighbour()
    before = citizen.cases()
    fill_in(citizen).promises()
    citizen.page.get_by_role("button", name="提交申请").dblclick()
    citizen.sees("申请已提交").takes_receipt()
    assert citizen.cases() - before == {citizen.number}


def test_a_form_sent_twice_without_scripts_files_one_application(people):
    citizen = people.neighbour("13800000425")
    before = citizen.cases()
    fill_in(citizen).promises()
    form = citizen.page.locator("form", has=citizen.page.get_by_role("button", name="提交申请"))
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    sent = {"csrfmiddlewaretoken": token, "promised": "on"}
    answers = [citizen.page.request.post(citizen.page.url, form=sent) for _ in range(2)]
    assert answers[0].url == answers[1].url and "/receipt/" in answers[0].url
    assert len(citizen.cases() - before) == 1


def test_what_was_typed_survives_the_end_of_the_session(people):
    citizen = people.citizen("江离").registers()
    citizen.begins(ITEM).follows("公共场所", exact=False)
    citizen.fills(PLACE)
    citizen.page.context.clear_cookies(name="hall_outer_session")
    citizen.presses("保存并继续").sees("太久没有操作，请重新登录", "您刚才填的内容替您留着")
    citizen.comes_back().sees("您登录过期前填的内容")
    assert citizen.field("场所名称").input_value() == PLACE["场所名称"]
    assert citizen.field("详细地址").input_value() == PLACE["详细地址"]
    citizen.presses("保存并继续").sees("卫生设施和人员")


def test_an_official_whose_session_ended_gets_the_typed_text_back(people):
    citizen = has_applied(people)
    clerk = people.clerk().takes(citizen.number).finds({REPORT: "没有盖检测机构的公章"})
    clerk.page.context.clear_cookies(name="hall_outer_session")
    clerk.answers("要补正").is_refused(401, "太久没有操作，请重新登录", "没有盖检测机构的公章")


def test_files_that_cannot_be_materials_are_refused_one_by_one(people):
    citizen = people.citizen("墨染").registers()
    citizen.begins(ITEM)
    citizen.answers("公共场所", PLACE).answers("卫生设施和人员", HYGIENE).answers("联系和送达", CONTACT)
    citizen.uploads(
        {PLAN: files.program("平面图"), REPORT: files.nothing("检测报告"), RULES: files.pdf("卫生管理制度")}
    )
    citizen.is_refused(422, "“平面图.pdf”", "“检测报告.pdf”", "空")
    assert citizen.page.locator(".mats .is-error").count() == 2
    citizen.sees("卫生管理制度.pdf")  # the one that passed is kept
    citizen.uploads({PLAN: files.too_large("平面图")}).is_refused(422, "“平面图.pdf”", "20 MB")
    citizen.uploads({PLAN: files.png("平面图"), REPORT: files.pdf("检测报告")}).sees("提交前请核对")


def test_a_missing_answer_and_a_bad_number_get_a_sentence_and_keep_the_rest(people):
    citizen = people.citizen("竹青")
    citizen.opens("/register/person/").fills(
        citizen.details() | {"证件号码": "320106199003070011", "手机号": "12345"}
    )
    citizen.presses("注册").is_refused(422, "最后一位对不上", "手机号是 1 开头的 11 位数字", "请填写密码")
    assert citizen.field("姓名").input_value() == "竹青"
    citizen.registers().begins(ITEM).follows("公共场所", exact=False)
    citizen.fills({"场所名称": "梧桐里茶馆", "营业面积": "很大"}).presses("保存并继续").is_refused(
        422, "请", "营业面积"
    )
    assert citizen.field("场所名称").input_value() == "梧桐里茶馆"


def test_the_second_of_two_clerks_is_told_and_keeps_the_text(people):
    citizen = has_applied(people)
    first, second = (people.clerk().takes(citizen.number) for _ in range(2))
    first.finds({REPORT: "没有盖章"}).answers("要补正").sees("的补正告知书已发出")
    second.finds({RULES: "卫生管理制度没有写明责任人"}).answers("要补正")
    second.is_refused(409, "最新情况", "卫生管理制度没有写明责任人")


def test_the_second_of_two_officials_is_told_and_keeps_the_text(people):
    citizen = has_applied(people)
    clerk = people.clerk().takes(citizen.number)
    clerk.finds(dict.fromkeys((FORM, PLAN, REPORT, RULES), "合格")).answers("受理").sees("已受理")
    first, second = (people.official("handler").takes(citizen.number) for _ in range(2))
    first.says("提出审查意见", "材料齐全")
    second.gives("提出审查意见", "这段话写了很久，不能丢").presses("提交意见")
    second.is_refused(409, "最新情况", "这段话写了很久，不能丢")
