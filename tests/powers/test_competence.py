"""Which office takes an application from which address: the rule as a table, and its sentences."""

import pytest

from powers.catalogue import Power
from powers.items import competence
from powers.people.offices import Level
from tests import factories

pytestmark = pytest.mark.django_db
AREAS = {
    "省": ("320000", "江苏省", Level.PROVINCE),
    "南京": ("320100", "南京市", Level.CITY),
    "苏州": ("320500", "苏州市", Level.CITY),
    "鼓楼": ("320106", "鼓楼区", Level.COUNTY),
    "玄武": ("320102", "玄武区", Level.COUNTY),
    "街道": ("320106001000", "宁海路街道", Level.TOWN),
}


@pytest.fixture
def hold():
    """`hold("鼓楼", "玄武")`: the same power, held in these areas; the first is the one that was asked."""

    def held(*places) -> list[Power]:
        powers = []
        for place in places:
            code, name, level = AREAS[place]
            office = factories.office(f"{name}卫生健康委员会", in_area=factories.area(code, name, level))
            powers.append(factories.edition(at=office).power)
        for power, place in zip(powers, places, strict=True):
            power.basic_code, power.level = powers[0].basic_code, AREAS[place][2]
            power.save()
        return [Power.objects.select_related("office__area").get(pk=power.pk) for power in powers]

    return held


TABLE = [
    # asked at, held also in, the address → whether it is competent, and who else is
    (("鼓楼",), "320106", True, ()),
    (("鼓楼",), "320102", False, ()),
    (("鼓楼",), "320505", False, ()),
    (("鼓楼",), "310000", False, ()),
    (("鼓楼", "玄武"), "320106", True, ()),
    (("鼓楼", "玄武"), "320102", False, ("玄武",)),
    (("鼓楼", "玄武"), "320104", False, ()),
    (("南京",), "320106", True, ()),
    (("南京",), "320505", False, ()),
    (("南京", "苏州"), "320505", False, ("苏州",)),
    (("南京", "鼓楼"), "320106", True, ("鼓楼",)),
    (("鼓楼", "南京"), "320106", True, ("南京",)),
    (("鼓楼", "南京"), "320102", False, ("南京",)),
    (("玄武", "南京", "鼓楼"), "320106", False, ("鼓楼", "南京")),
    (("省",), "320505", True, ()),
    (("省",), "330000", False, ()),
    (("街道",), "320106", True, ()),
    (("街道",), "320102", False, ()),
]


@pytest.mark.parametrize(("places", "address", "here", "others"), TABLE)
def test_the_address_decides(hold, places, address, here, others):
    powers = hold(*places)
    verdict = competence.decide(powers[0], competence.holders_of(powers[0]), address)
    named = tuple(f"{AREAS[place][1]}卫生健康委员会" for place in others)
    assert (verdict.here, tuple(each.office.name for each in verdict.others)) == (here, named)
    assert all(name in verdict.sentence for name in named)


@pytest.mark.parametrize(
    ("places", "asked"),
    [
        (("鼓楼",), True),
        (("南京",), False),
        (("省",), False),
        (("南京", "苏州"), True),
        (("鼓楼", "南京"), True),
    ],
)
def test_the_address_is_asked_for_where_it_decides(hold, places, asked):
    powers = hold(*places)
    assert competence.is_asked(powers[0], competence.holders_of(powers[0])) is asked


def test_a_power_of_which_nothing_is_in_force_takes_nothing(hold):
    asked, other = hold("鼓楼", "玄武")
    Power.objects.filter(pk=other.pk).update(current=None)
    assert competence.decide(asked, competence.holders_of(asked), "320102").others == ()


@pytest.mark.parametrize(
    ("place", "address", "words"),
    [
        ("鼓楼", "320505", "请向江苏省苏州市虎丘区主管"),
        ("南京", "320505", "请向江苏省苏州市主管"),
        ("省", "330000", "请向浙江省主管"),
        ("南京", "310000", "请向上海市主管"),
    ],
)
def test_where_nobody_here_is_competent_the_sentence_says_whose_area_it_is(hold, place, address, words):
    power = hold(place)[0]
    verdict = competence.decide(power, [power], address)
    assert words in verdict.sentence and power.office.name in verdict.sentence and "12345" in verdict.sentence


FORM = {
    "v": 1,
    "sections": [
        {"code": "s", "title": "信息", "questions": [
            {"code": "post", "label": "邮寄地址", "kind": "address", "within": "000000", "means": "delivery.address"},
            {"code": "old", "label": "旧地址", "kind": "address"},
            {"code": "place", "label": "建设地点", "kind": "address", "within": "320000"},
        ]},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"place": {"code": "320102", "detail": "中山路 1 号"}, "post": {"code": "310000"}}, "320102"),
        ({"post": {"code": "310000"}, "old": "中山路"}, ""),
        ({"place": "中山路 1 号"}, ""),
        ({"place": {"code": "999999"}}, ""),
        ({"place": None}, ""),
        ({}, ""),
    ],
)
def test_the_form_says_where_the_matter_is(answers, code):
    edition = factories.edition(form=FORM)
    assert competence.told_place(edition, answers) == code
    assert competence.asked_as(edition) == "建设地点"
