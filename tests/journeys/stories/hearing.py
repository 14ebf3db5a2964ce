"""A hearing: its possibility is told on the inner net, the applicant asks on the outer net, the notice stops the clock."""

from ledger import clock
from ledger.clock import civil_day
from tests.journeys.stories.accepted import both_nets_agree, has_been_accepted

PLACE = "中山北路 12 号 3 楼听证室"


def test_a_hearing_is_told_asked_for_and_called(people, house):
    citizen = has_been_accepted(people)
    handler = people.official("handler").takes(citizen.number)
    handler.turns_to("告知听证权利", {"听证事由": "【重大利益关系】"}, done="听证告知书已发出")

    citizen.hears("告知您可以申请听证").follows("答复要不要听证").sees("请选", "不收费")
    citizen.presses("提交答复").is_refused(422, "请选要不要听证")
    citizen.page.get_by_label("我要求听证").check()
    citizen.presses("提交答复").sees("听证申请已经提交")
    citizen.hears("您申请了听证")
    citizen.opens(f"{citizen.case}hearing/").sees("现在不用答复是否听证")

    handler.reads("发听证通知", at=f"/desk/cases/{citizen.number}/")
    notice = {"听证日期": a_day_of_hearing(house), "听证地点": PLACE, "主持人": "【（】"}
    handler.turns_to("发听证通知", notice, done="听证通知书已发出，计时暂停").sees("停钟", "特别程序")
    citizen.hears("发出听证通知").sees("不计入办理时间").does_not_see("答复要不要听证")
    citizen.hears("听证通知书").follows("听证通知书", exact=False).sees(PLACE)
    citizen.reads("听证会通知", at="/notices/")
    both_nets_agree(house, "tell_hearing", "ask_hearing", "call_hearing")


def a_day_of_hearing(house) -> str:
    """Ten working days from now: not sooner than seven, not later than twenty."""
    today = civil_day(clock.now()).isoformat()
    return house.manage("inner", "due", today, "10").split()[0]
