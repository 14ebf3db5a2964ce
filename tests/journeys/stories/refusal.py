"""An enterprise asks for a building permit, is examined on two branches at once, and is refused with reasons."""

from powers.codes import credit_check
from tests.journeys import files
from tests.journeys.people import subject_number

ITEM = "建筑工程施工许可证核发"
OFFICE = "16"  # 住房和城乡建设局
BUILDER = f"91320106{subject_number('MA1XK5KJ')}"
PROJECT = {
    "工程名称": "江东社区服务中心", "投资项目代码": "2603-320106-04-01-123456",
    "建设地点／所在地区": "【鼓楼区】",
    "建设地点／详细地址": "江东北路 88 号",
    "建设工程规划许可证编号": "建字第 320106202600012 号", "工程类别": "【房屋建筑】", "建筑面积": "12600",
    "合同价格": "5860.00", "合同开工日期": "2026-12-06", "合同竣工日期": "2027-10-31",
}  # fmt: skip
COMPANY = BUILDER + credit_check(BUILDER)
PARTIES = {
    "施工单位／单位名称": "南京某建设集团有限公司", "施工单位／统一社会信用代码": COMPANY,
    "施工单位／法定代表人（负责人）": "周予安",
    "项目经理／姓名": "李卫国", "项目经理／证件种类": "【护照】", "项目经理／证件号码": "E00000000",
    "项目经理／电话": "13912345678",
    "设计单位／单位名称": "南京某建筑设计院有限公司", "设计单位／统一社会信用代码": COMPANY,
    "勘察单位／单位名称": "南京某勘察院有限公司", "勘察单位／统一社会信用代码": COMPANY, "要不要监理": "【依法不需要】",
}  # fmt: skip
SAFETY = {"建设资金有没有落实": "【没有落实】", "农民工工资专用账户开户银行": "某银行南京鼓楼支行"}
CONTACT = {"联系人": "周予安", "联系电话": "13912345678", "结果怎么给您": "【网上下载】"}
MATERIALS = (
    "用地批准手续", "建设工程规划许可证", "施工图设计文件审查合格书", "建设资金安排承诺", "保证工程质量和安全的具体措施",
)  # fmt: skip
REASONS = "建设资金没有落实，不符合《中华人民共和国建筑法》第八条第一款第五项规定的条件"


def test_an_enterprise_is_refused_with_reasons_and_remedies(people, house):
    enterprise = people.enterprise("南京梧桐里农机专业合作社").registers()
    enterprise.begins(ITEM)
    enterprise.answers("工程概况", PROJECT).answers("参建单位", PARTIES).answers("质量安全和资金", SAFETY)
    enterprise.answers("联系和送达", CONTACT).uploads({name: files.pdf(name) for name in MATERIALS})
    enterprise.sees("南京梧桐里农机专业合作社", "12600 平方米").submits()

    clerk = people.clerk(f"window-{OFFICE}").takes(enterprise.number)
    clerk.finds(dict.fromkeys(("建筑工程施工许可证申请表", *MATERIALS), "合格")).answers("受理").sees(
        "已受理，正在转内网办理"
    )

    two_branches_are_examined_and_meet(people, enterprise.number)
    head = people.official(f"head-{OFFICE}").takes(enterprise.number)
    head.gives("不予", "不符合条件").presses("作出决定").is_refused(422, "不予决定必须说明理由和依据")
    assert head.page.locator("#id_note").input_value() == "不符合条件"
    head.decides("不予", "同意审核意见，不予许可", reasons=REASONS)

    enterprise.hears("没有通过，原因写在决定书里").does_not_see("同意审核意见")
    assert enterprise.downloads("签收并下载").startswith(b"%PDF-")
    enterprise.opens(enterprise.case).sees("不服决定的，可以申请行政复议或者提起行政诉讼")
    enterprise.follows("不予行政许可决定书").sees(REASONS, "南京梧桐里农机专业合作社")
    enterprise.sees("60日内，向南京市人民政府申请行政复议", "6个月内，依法向人民法院提起行政诉讼")
    assert house.chains()


def two_branches_are_examined_and_meet(people, number):
    handler = people.official(f"handler-{OFFICE}").takes(number).sees("材料审查意见")
    handler.says(handler.offered(), "材料齐全，分送图纸审查和现场核查")
    reviewer = people.official(f"reviewer-{OFFICE}")
    handler.takes(number).sees("图纸和资金审查意见")
    handler.says(handler.offered(), "图纸审查合格；资金证明没有提供")
    reviewer.opens(f"/?q={number}").sees("没有这样的办件")  # the other branch is still open
    surveyor = people.official(f"surveyor-{OFFICE}").takes(number).sees("质量安全核查意见")
    surveyor.says(surveyor.offered(), "现场具备施工条件")
    reviewer.takes(number).sees("资金证明没有提供", "现场具备施工条件").says("审核通过", "建议不予许可")
