"""A citizen gets a licence: corrections, a test that stops the clock, four officials, the paper, the rating."""

from tests.journeys import files
from tests.journeys.people import spaced

ITEM = "公共场所卫生许可"
FORM, REPORT, RULES = "卫生许可证申请表", "卫生检测或者评价报告", "卫生管理制度"
PLAN = "公共场所地址方位示意图、平面图和卫生设施平面布局图"
PLACE = {
    "场所名称": "梧桐里茶馆", "场所类别": "【文化娱乐场所】", "详细地址": "鼓楼区中山北路 12 号 1 层", "营业面积": "320",
}  # fmt: skip
HYGIENE = {
    "有没有集中空调通风系统": "【没有】", "用水来源": "【市政供水】", "直接为顾客服务的人数": "6",
    "其中持有健康合格证明的人数": "6", "卫生管理人员": "李卫国",
}  # fmt: skip
TIMELINE = [
    "提交申请", "通知补正材料", "您补正了材料", "受理", "书面审查", "现场核查", "开始检测", "继续计时", "卫生检测", "审核",
    "作出决定：准予", "送达",
]  # fmt: skip
CONTACT = {"联系人": "沈知微", "联系电话": "13912345678", "结果怎么给您": "【网上下载】"}


def has_applied(people):
    """A citizen who has filled in everything and holds the receipt."""
    return fill_in(people.neighbour()).submits()


def fill_in(citizen):
    citizen.begins(ITEM)
    citizen.answers("公共场所", PLACE).answers("卫生设施和人员", HYGIENE).answers("联系和送达", CONTACT)
    citizen.uploads(
        {PLAN: files.png("平面图"), REPORT: files.pdf("检测报告"), RULES: files.pdf("卫生管理制度")}
    )
    return citizen


def test_a_citizen_gets_a_licence(people, house):
    citizen = people.citizen("沈知微").registers()
    fill_in(citizen).sees("梧桐里茶馆", "320 平方米", "市政供水", "平面图.png")
    citizen.submits()

    the_window_asks_once_and_then_accepts(people, citizen)
    the_inner_net_examines_tests_and_grants(people, citizen)
    the_citizen_signs_and_rates(people, citizen)
    the_query_code_works_without_a_login(people, citizen)
    the_inspector_has_seen_it_all(people, citizen)
    both_nets_hold_the_same_chain(house)


def the_window_asks_once_and_then_accepts(people, citizen):
    clerk = people.clerk().takes(citizen.number).sees("沈知微", "检测报告.pdf", "待受理")
    clerk.finds(
        {FORM: "合格", PLAN: "合格", REPORT: "检测报告没有盖检测机构的公章，请盖章后重新上传", RULES: "合格"}
    )
    clerk.answers("要补正").sees("的补正告知书已发出")

    citizen.opens(citizen.case).sees("要补正材料", "补上就能接着办", "检测报告没有盖检测机构的公章")
    citizen.follows("去补正").sees("受理窗口的说明", "检测报告没有盖检测机构的公章", "检测报告.pdf")
    citizen.page.locator("input[type=file]").set_input_files(files.pdf("盖章的检测报告"))
    citizen.presses("提交补正").sees("补正已经提交", "您补正了材料")

    clerk.takes(citizen.number).sees("盖章的检测报告.pdf", "补正要求已经提过一次，不能再提")
    clerk.finds(dict.fromkeys((FORM, PLAN, REPORT, RULES), "合格")).answers("受理").sees(
        "已受理，正在转内网办理"
    )
    citizen.opens(citizen.case).follows("受理通知书").sees("受理通知书", "沈知微", ITEM)


def the_inner_net_examines_tests_and_grants(people, citizen):
    number = citizen.number
    handler = (
        people.official("handler").takes(number).sees("书面审查意见", "梧桐里茶馆", "盖章的检测报告.pdf")
    )
    handler.says("提出审查意见", "经审查，申请材料齐全有效，符合法定条件")
    citizen.hears("现场核查")

    surveyor = people.official("surveyor").takes(number).sees("现场核查意见")
    surveyor.says("需要采样检测", "现场符合要求，需要采样检测空气质量")
    surveyor.takes(number).sees("卫生检测意见").pauses("检测", 10, "委托市疾控中心检测空气质量")
    surveyor.sees("停钟", "暂停计时")
    citizen.hears("开始检测").sees("预计 10 个工作日", "不计入办理时间")
    surveyor.resumes("检测合格，报告编号 2026-0317")
    citizen.hears("继续计时")
    surveyor.says("收到检测报告", "检测合格，见报告")

    people.official("reviewer").takes(number).sees("检测合格，见报告").says("审核通过", "同意审查意见")
    people.official("head").takes(number).sees("同意审查意见").decides(
        "准予", "符合《公共场所卫生管理条例》第四条，准予许可"
    )
    citizen.hears("已经准予。请签收决定书")


def the_citizen_signs_and_rates(people, citizen):
    citizen.does_not_see("符合《公共场所卫生管理条例》第四条，准予许可")  # an opinion stays on the inner net
    pdf = citizen.downloads("签收并下载")
    assert pdf.startswith(b"%PDF-") and len(pdf) > 10_000
    citizen.opens(citizen.case).sees("决定已经送达")
    assert citizen.page.locator("ol.line .line__top > :first-child").all_inner_texts() == TIMELINE

    citizen.follows("准予行政许可决定书").sees(ITEM, "沈知微", "〔2026〕").follows("验证真伪").sees(
        "真实，现在有效"
    )
    people.stranger().opens(citizen.page.url).sees("真实，现在有效", "沈**").does_not_see("沈知微")

    citizen.opens(citizen.case).follows("评价这次服务").chooses("满意程度", "非常满意").presses("提交评价")
    citizen.sees("谢谢，评价已经收到", "您评价了这次服务")
    citizen.opens(f"{citizen.case}rate/").sees("这一件已经评价过，一件事评价一次")


def the_query_code_works_without_a_login(people, citizen):
    stranger = people.stranger().asks_without_login(citizen.number, citizen.code)
    stranger.sees(spaced(citizen.number), "作出决定：准予").does_not_see("沈知微").does_not_see("梧桐里茶馆")
    wrong = "0" * 10 if citizen.code[0] != "0" else "1" * 10
    stranger.asks_without_login(citizen.number, wrong).is_refused(422, "办件编号和查询码对不上")


def the_inspector_has_seen_it_all(people, citizen):
    for login in ("government", "inspector"):
        inspector = people.inspector(login).reads(f"卫健委，{ITEM}，评价", at="/board/")
        inspector.does_not_see("沈知微").does_not_see("梧桐里茶馆")
    people.inspector("inspector-16").opens("/board/").sees("实时动态").does_not_see(ITEM)


def both_nets_hold_the_same_chain(house):
    """Seal for seal; and each net, asked by itself, finds nothing changed."""
    verbs = [place.split()[2] for place in house.chains()]
    assert {
        "submit",
        "ask_to_complete",
        "supplement",
        "accept",
        "pause",
        "resume",
        "grant",
        "deliver",
        "rate",
    } <= set(verbs)
    for zone in ("outer", "inner"):
        assert "没有被改过" in house.manage(zone, "ledger", "verify")
