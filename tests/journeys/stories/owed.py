"""A nurse who lacks one paper is accepted without it, cannot be granted while it is owed, and supplies it across the nets."""

from datetime import timedelta

from ledger.clock import civil_day, now
from tests.journeys import files
from tests.journeys.stories.accepted import both_nets_agree

ITEM, OWED = "护士执业注册", "医疗卫生机构拟聘用证明"
WHY = "证明上没有医疗机构的公章，请盖章以后重新交"
GIVEN = {"身份证明": "身份证", "学历证书及临床实习证明": "毕业证书", "健康体检证明": "体检报告"}
STUDIES = {
    "毕业学校": "江苏护理职业学院", "学历": "【大专】", "毕业日期": "2025-06-30", "护士执业资格考试通过年份": "2025",
    "成绩合格证明编号": "20253201000123",
}  # fmt: skip
HOSPITAL = {
    "您要办哪一种": "【首次注册】",
    "拟执业的医疗卫生机构": "梧桐里社区卫生服务中心",
    "拟执业科室": "全科",
}
HEALTH = {"健康体检日期": "2026-03-02", "有没有规定不宜从事护理工作的疾病": "【没有】"}
CONTACT = {"联系人": "张小兰", "联系电话": "13912345678", "结果怎么给您": "【网上下载】"}


def test_what_is_promised_for_later_is_owed_supplied_and_then_granted(people, house):
    nurse = _applies(people)
    clerk = people.clerk().takes(nurse.number).sees("申请人承诺", "前补交")
    clerk.finds({"护士执业注册申请审核表": "合格"} | dict.fromkeys(GIVEN, "合格") | {OWED: "容缺"})
    clerk.answers("受理").sees("已受理")
    nurse.opens(nurse.case).sees("受理时容缺，请按时补交", OWED).follows("受理通知书")
    nurse.sees("下列材料容缺受理", OWED, "没有补齐的，不能作出准予的决定")

    head = _examined(people, nurse.number)
    head.gives("准予", "同意").presses("作出决定").is_refused(422, "还有容缺的材料没有补交，不能准予", OWED)
    nurse.opens(nurse.case).follows("补交材料").sees("补交 1 件容缺材料")
    nurse.presses("提交补交的材料").is_refused(422, f"请先上传“{OWED}”，再提交")
    nurse.page.get_by_label(f"选择文件：{OWED}").set_input_files(files.pdf("拟聘用证明"))
    nurse.presses("提交补交的材料").sees("材料已经提交，正在转送审查机关")

    head.reads("已补交", at=f"/desk/cases/{nurse.number}/").sees("容缺后补件，拟聘用证明.pdf")
    _sent_back_and_brought_on_paper(people, nurse, head)
    head.decides("准予", "材料已经补齐，同意")
    nurse.hears("作出决定：准予").sees("您补交了容缺的材料", "容缺的材料已经补齐")
    both_nets_agree(house, "accept", "supply_owed", "return_owed", "grant")


def _sent_back_and_brought_on_paper(people, nurse, head):
    """What came has no stamp: it is owed once more, and the original is brought to the window."""
    head.turns_to("退回补交的材料", {"哪里不合格、怎么改": WHY}, done="补交的材料已退回").sees(
        "补交的不合格", WHY
    )
    nurse.hears("补交的材料不合格，请重新补交").sees(WHY).follows("容缺材料退回告知书").sees(
        WHY, "没有补齐的"
    )
    clerk = people.clerk().reads("前重交", at=f"/window/{nurse.number}/").follows("收容缺材料").sees(WHY)
    clerk.fills({f"收到纸质原件（份）：{OWED}": "1"}).presses("提交补交的材料").sees("正在转送")
    head.reads("原件已收 1 份", at=f"/desk/cases/{nurse.number}/")
    nurse.hears("原件已收 1 份").sees("收到纸质原件")


def _applies(people):
    nurse = people.neighbour().begins(ITEM)
    nurse.answers("学历和考试", STUDIES).answers("拟执业机构", HOSPITAL)
    nurse.answers("健康情况", HEALTH).answers("联系和送达", CONTACT)
    uploaded = {material: files.png(name) for material, name in GIVEN.items()}
    nurse.uploads(uploaded).is_refused(422, f"请上传“{OWED}”，或者选“容缺，后补”")
    nurse.page.get_by_label("容缺，后补").check()
    nurse.fills({f"哪天以前补交：{OWED}": "2020-01-01"}).presses("保存并继续")
    nurse.is_refused(422, "补交的日期要在今天以后")
    tomorrow = civil_day(now()) + timedelta(days=1)
    nurse.fills({f"哪天以前补交：{OWED}": tomorrow.isoformat()}).presses("保存并继续").sees("容缺，")
    return nurse.submits()


def _examined(people, number: str):
    for post in ("handler", "reviewer"):
        official = people.official(post).takes(number).sees("容缺后补的材料", OWED)
        official.says(official.offered(), "其他材料齐全有效")
    return people.official("head").takes(number)
