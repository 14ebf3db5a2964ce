"""A question in a case: asked of the window, answered, read on both sides; then asked of the desk over both nets."""

from tests.journeys.stories.accepted import both_nets_agree, has_been_accepted
from tests.journeys.stories.grant import has_applied

QUESTION, ANSWER = "平面图上要不要画出消防通道？", "要，请画上并写明宽度"
LATER, REPLY = "现场核查那天要不要全体员工在场？", "不用，卫生管理人员在场就可以"


def test_a_question_is_answered_by_the_window_and_both_see_that_it_was_read(people, house):
    citizen = has_applied(people)
    talk = f"{citizen.case}messages/"
    citizen.opens(talk).sees("还没有消息").presses("发送问题").is_refused(422, "请写明您的问题")
    citizen.fills({"您的问题": QUESTION}).presses("发送问题").sees("问题已经发出", QUESTION, "等答复")
    citizen.sees("已经送到，还没看")

    clerk = people.clerk().opens("/window/questions/").sees("等答复的提问")
    clerk.opens(f"/window/{citizen.number}/").follows("和申请人的消息").sees(QUESTION, "等答复")
    clerk.fills({"回复": ANSWER}).presses("发消息").sees("消息已发出", "申请人还没看")

    citizen.opens(talk).sees(ANSWER, "受理窗口", "看过").does_not_see("等答复")
    citizen.sees("有 1 条没看").lingers()
    clerk.opens(f"/window/{citizen.number}/talk/").does_not_see("申请人还没看")
    citizen.reads("办理机关给您留了话", at="/notices/").follows("看消息", exact=False).sees(ANSWER)
    both_nets_agree(house)


def test_a_question_crosses_to_the_desk_and_its_answer_comes_back(people, house):
    citizen = has_been_accepted(people)
    talk = f"{citizen.case}messages/"
    handler = people.official("handler").takes(citizen.number)
    citizen.opens(talk).fills({"您的问题": LATER}).presses("发送问题").sees("问题已经发出")
    handler.reads(LATER, at=f"/desk/cases/{citizen.number}/talk/")
    handler.fills({"回复": REPLY}).presses("发消息").sees("消息已发出", "申请人还没看")
    citizen.reads(REPLY, at=talk).sees("承办岗").does_not_see("等答复").presses("都看过了").does_not_see(
        "没看"
    )
    handler.no_longer_reads("申请人还没看", at=f"/desk/cases/{citizen.number}/talk/")
    both_nets_agree(house)
