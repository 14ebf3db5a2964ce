"""An applicant takes an application back: before it is accepted, and while the inner net is working on it."""

from tests.journeys.stories.grant import FORM, ITEM, PLAN, REPORT, RULES, has_applied


def test_an_application_is_withdrawn_before_it_is_accepted(people, house):
    citizen = has_applied(people)
    citizen.withdraws().sees("申请已经撤回", "您撤回了申请")
    clerk = people.clerk().takes(citizen.number).sees("申请人撤回")
    assert clerk.page.get_by_role("button", name="答复申请人").count() == 0
    citizen.opens(f"{citizen.case}withdraw/").sees("这一件现在不能撤回")
    assert house.chains()


def test_an_application_is_withdrawn_while_the_inner_net_works_on_it(people, house):
    citizen = has_applied(people)
    clerk = people.clerk().takes(citizen.number)
    clerk.finds(dict.fromkeys((FORM, PLAN, REPORT, RULES), "合格")).answers("受理").sees("已受理")
    handler = people.official("handler").takes(citizen.number).sees(ITEM)

    citizen.withdraws().sees("撤回申请已经发出")
    citizen.hears("您撤回了这次申请").sees("您撤回了申请")

    handler.gives("提出审查意见", "经审查，符合条件").presses("提交意见").is_refused(409, "最新情况")
    handler.opens(f"/?q={citizen.number}").sees("没有这样的办件")
    assert house.chains()
