"""An agent applies online for somebody with a paper of another kind: the letter goes along, both nets name both, and both know
when the authority has ended."""

from tests.journeys import files
from tests.journeys.stories.accepted import both_nets_agree
from tests.journeys.stories.grant import CONTACT, FORM, HYGIENE, ITEM, PLACE, PLAN, REPORT, RULES

LETTER = "授权委托书"
PRINCIPAL = {
    "申请人姓名": "何晓芙", "申请人证件号码": "h1234 5678", "申请人联系电话": "025-83000000",
}  # fmt: skip
PERMIT = "港澳居民来往内地通行证"


def test_an_agent_applies_for_somebody_who_may_not_be_himself(people, house):
    agent = people.neighbour()
    agent.looks_for(ITEM).follows("在线申请").presses("代他人申请").sees("代谁申请", "第二十九条")
    agent.presses("下一步").is_refused(422, "请填写申请人姓名", "请填写申请人证件号码")
    agent.fills(PRINCIPAL).presses("下一步").is_refused(422, "公民身份号码是 18 位")
    agent.field("申请人证件种类").select_option(label=PERMIT)
    agent.presses("下一步").sees("代何**填写申请")
    agent.draft = agent.page.url.split("//", 1)[1].split("/", 1)[1]

    agent.answers("公共场所", PLACE).answers("卫生设施和人员", HYGIENE).answers("联系和送达", CONTACT)
    papers = {PLAN: files.png("平面图"), REPORT: files.pdf("检测报告"), RULES: files.pdf("卫生管理制度")}
    agent.uploads(papers).is_refused(422, f"请上传“{LETTER}”")
    agent.uploads({LETTER: files.pdf("委托书")}).sees("何晓芙", PERMIT, "H*******8", "代理人", "张**")
    agent.submits().opens("/cases/").sees("代 何** 申请")

    clerk = (
        people.clerk().takes(agent.number).sees("何晓芙", PERMIT, "网上，代理人提出", "张小兰，居民身份证")
    )
    clerk.finds(dict.fromkeys((FORM, PLAN, REPORT, RULES, LETTER), "合格")).answers("受理").sees("已受理")
    people.official("handler").takes(agent.number).sees("何晓芙", "张小兰", "代理人提出", "委托书.pdf")
    agent.opens(agent.case).sees("您代 何** 申请").follows("受理通知书").sees("何晓芙")

    clerk.opens(f"/window/{agent.number}/").follows("申请人撤回委托、不认委托的，在这里记")
    clerk.chooses("核对的结果", "申请人撤回委托").presses("记下结果").is_refused(422, "请写明怎么核对的")
    clerk.fills({"怎么核对的": "本人到窗口，核对通行证原件"}).presses("记下结果").sees(
        "委托已经终止", "新的查询码"
    )
    agent.opens("/cases/").sees("您原来代办", "委托已经终止").opens(agent.case)
    assert agent.answer.status == 404
    people.official("handler").reads("委托已经终止", at=f"/desk/cases/{agent.number}/")
    both_nets_agree(house, "submit", "accept")
