"""A citizen gets a licence: corrections, a test that stops the clock, four officials, the paper, the rating."""

import re

from tests.journeys import files
from tests.journeys.people import spaced

ITEM = "公共场所卫生许可"
PLAN, REPORT, RULES = "公共场所地址方位示意图、平面图和卫生设施平面布局图", "卫生检测或者评价报告", "卫生管理制度"
PLACE = {
    "场所名称": "梧桐里茶馆", "场所类别": "【文化娱乐场所】", "详细地址": "鼓楼区中山北路 12 号 1 层", "营业面积": "320",
}  # fmt: skip
HYGIENE = {
    "有没有集中空调通风系统": "【没有】", "用水来源": "【市政供水】", "直接为顾客服务的人数": "6", "其中持有健康合格证明的人数": "6",
    "卫生管理人员": "李卫国",
}  # fmt: skip
CONTACT = {"联系人": "沈知微", "联系电话": "13912345678", "结果怎么给您": "【网上下载】"}


def has_applied(people, *, name="沈知微"):
    """A citizen who has an account, has filled in everything, and holds the receipt."""
    citizen = people.citizen(name).registers()
    fill_in(citizen)
    return citizen.submits()


def fill_in(citizen):
    citizen.begins(ITEM)
    citizen.answers("公共场所", PLACE).answers("卫生设施和人员", HYGIENE).answers("联系和送达", CONTACT)
    citizen.uploads({PLAN: files.png("平面图"), REPORT: files.pdf("检测报告"), RULES: files.pdf("卫生管理制度")})
    return citizen


def test_a_citizen_gets_a_licence(people, house):
    citizen = people.citizen("沈知微").registers()
    fill_in(citizen)
    citizen.sees("梧桐里茶馆", "320 平方米", "市政供水", "平面图.png")
    citizen.submits()
    print("case", citizen.number, citizen.code)
