"""More time: the handler takes the case in hand and asks, the head grants, the applicant reads the new date and its sum."""

import re

from tests.journeys.stories.accepted import both_nets_agree, has_been_accepted

REASONS = "需要会同疾控机构核对检测数据"
PROMISED = re.compile(r"承诺期限到\s*(.+?)（")


def test_a_limit_is_extended_and_the_applicant_sees_the_new_date_and_why(people, house):
    citizen = has_been_accepted(people)
    handler = people.official("handler").takes(citizen.number).takes_in_hand()
    before = due(citizen.hears("审查中"))
    handler.turns_to(
        "申请延期", {"延长的工作日数": "5", "延长的理由": REASONS}, done="延期申请已送机关负责人"
    )
    citizen.opens(citizen.case).does_not_see("延长办理期限")

    head = people.official("head").sees_case(citizen.number)
    head.turns_to("批准延期", {"延长的工作日数": "5", "延长的理由": REASONS}, done="已延期")
    assert head.page.get_by_role("link", name="批准延期").count() == 0  # once only

    citizen.hears("延长办理期限")
    assert due(citizen) != before
    citizen.page.locator("summary", has_text="承诺期限到").click()
    citizen.sees("经批准延长 5 个工作日")
    citizen.follows("延长办理期限通知书").sees("延长办理期限通知书", REASONS)
    citizen.reads("办理延期", at="/notices/").sees("办理期限依法延长")
    both_nets_agree(house, "claim", "ask_extension", "extend")


def due(citizen) -> str:
    return PROMISED.search(citizen.page.inner_text("main")).group(1)
