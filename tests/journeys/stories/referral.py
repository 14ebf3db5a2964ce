"""Not this office's power: the window says at once which organ to ask, and the case never reaches the inner desk."""

from tests.journeys.stories.accepted import both_nets_agree
from tests.journeys.stories.grant import has_applied

ORGAN, REASONS = "南京市文化和旅游局", "娱乐场所的设立由文化和旅游主管部门审批"


def test_an_application_is_referred_to_another_organ(people, house):
    citizen = has_applied(people)
    clerk = people.clerk().takes(citizen.number)
    clerk.answers("不归本机关办").is_refused(422, "请写明应当向哪个机关申请", "必须说明理由")
    clerk.fills({"应当向哪个机关申请": ORGAN, "理由": REASONS}).answers("不归本机关办")
    clerk.sees("的不予受理决定书已发出，写明了向哪个机关申请")

    citizen.opens(citizen.case).sees("没有受理", "请向有关机关申请")
    citizen.follows("不予受理决定书", exact=False).sees(ORGAN, REASONS)
    citizen.reads("不归本机关办", at="/notices/")
    people.official("handler").opens(f"/?q={citizen.number}").sees("没有这样的办件")
    both_nets_agree(house, "refer_elsewhere")
