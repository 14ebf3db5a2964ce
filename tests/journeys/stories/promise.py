"""A promise instead of a proof: told in full, ticked point by point, relied on, checked, found untrue, and what follows."""

from tests.journeys import files
from tests.journeys.stories.accepted import both_nets_agree

ITEM, OFFICE = "导游证核发", "22"  # 文化广电和旅游局
PROOF, DIPLOMA, IDENTITY = "劳动合同或者旅游行业组织注册证明", "导游人员资格证书", "身份证明"
SAYS = "本人已经与旅行社订立劳动合同"
POINTS = ("我已经看完并且知晓", "我已经符合法律要求的条件", "承诺不实的，我愿意承担", "这是我自己的真实意思")
FACTS, HEARD = "在旅游监管平台查询，没有劳动合同，也没有注册", "电话听取，申请人说合同还没有签"
TAKES_PROMISES = (
    "import json; from powers import demo_lists; "
    "print(demo_lists.take_promises(json.loads((demo_lists.DATA / 'demo_lists.json').read_text())['promised']))"
)


def test_a_promise_is_relied_on_and_found_untrue(people, house):
    assert "可以承诺替代" in house.manage("inner", "shell", "-v0", "-c", TAKES_PROMISES)
    citizen = people.neighbour("13800000425")
    the_citizen_promises(citizen, house)
    the_office_relies_on_it(people, citizen)
    the_check_finds_it_untrue(people, citizen)
    he_promises_no_more(citizen)
    both_nets_agree(house, "submit", "grant")


def the_citizen_promises(citizen, house):
    citizen.looks_for(ITEM).learns(f"“{PROOF}”可以用书面承诺替代")
    citizen.begins(ITEM)
    citizen.answers("申请内容", {"您要办哪一种": "【首次申请】", "申请的内容和理由": "取得资格，申请执业"})
    where = {"事情所在的地址／所在地区": "【玄武区】", "事情所在的地址／详细地址": "中山东路 1 号"}
    citizen.answers("有关地点", where)
    citizen.answers(
        "联系和送达", {"联系人": "陈志远", "联系电话": "13912345678", "结果怎么给您": "【网上下载】"}
    )
    citizen.uploads({DIPLOMA: files.png("资格证"), IDENTITY: files.png("身份证")})
    citizen.is_refused(422, f"请上传“{PROOF}”，或者改用承诺")
    with citizen.page.expect_navigation():
        citizen.page.get_by_role("button", name="没有这份证明").click()
    citizen.sees("告知您", "《中华人民共和国旅游法》第三十七条", SAYS, "承诺不实的后果", "30 个工作日内")
    assert citizen.page.locator("input[type=checkbox]:checked").count() == 0
    citizen.presses("我承诺").is_refused(422, "请先看完告知的内容")
    for point in POINTS:
        citizen.page.locator("label.choice", has_text=point).click()
    citizen.presses("我承诺").sees("已经承诺", "以承诺替代").presses("保存并继续")
    citizen.sees("以承诺替代").submits()
    citizen.opens(citizen.case).sees("您的承诺", SAYS).follows("告知承诺书").sees(
        "告知承诺书", SAYS, "陈志远"
    )


def the_office_relies_on_it(people, citizen):
    clerk = people.clerk(f"window-{OFFICE}").takes(citizen.number).sees("以承诺替代", SAYS)
    clerk.finds(dict.fromkeys((DIPLOMA, PROOF, IDENTITY), "合格")).answers("受理").sees("已受理")
    for post in ("handler", "reviewer"):
        official = people.official(f"{post}-{OFFICE}").takes(citizen.number).sees("以承诺替代的材料", SAYS)
        official.says(official.offered(), "符合条件，一件以承诺替代")
    head = people.official(f"head-{OFFICE}").takes(citizen.number)
    head.decides("准予", "同意")
    citizen.hears("已经准予。请签收决定书").sees("已经承诺，等待核查")


def the_check_finds_it_untrue(people, citizen):
    handler = people.official(f"handler-{OFFICE}").opens("/desk/undertakings/").sees(PROOF)
    handler.follows("核查", exact=False).sees(SAYS, "通过数据共享在线核查")
    handler.page.locator("#id_result").select_option(label="核查不实")
    handler.fills({"查明的情况": FACTS}).presses("记录").is_refused(422, "听取申请人的说明")
    handler.page.locator("#id_heard").fill(HEARD)
    handler.presses("记录").sees("不实", "应当撤销")
    people.inspector().opens("/board/undertakings/").sees(PROOF, "不实").does_not_see(HEARD)

    head = people.official(f"head-{OFFICE}").reads("承诺核查不实", at="/desk/notices/")
    head.opens(f"/desk/cases/{citizen.number}/").follows("看证件", exact=False).sees("应当撤销")
    head.follows("撤销").sees(FACTS).presses("撤销").sees("已撤销")
    citizen.hears("核查不实").sees(FACTS).does_not_see(HEARD)


def he_promises_no_more(citizen):
    citizen.begins(ITEM).opens(f"/{citizen.draft}materials/").sees("记录更正以前请交材料")
    citizen.does_not_see("没有这份证明")
