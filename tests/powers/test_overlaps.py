"""Powers of several offices that look the same: found by marks that few share, with the reasons, never by comparing all."""

import pytest

from powers.campaigns.overlaps import MOST_SHARING, Facts, Index, find, pairs_of

ROADS = Facts(
    "roads",
    "管理局",
    "1",
    "城市道路占用、挖掘审批",
    frozenset({("城市道路管理条例", "第三十一条")}),
    frozenset({"施工方案", "申请表"}),
)
HIGHWAYS = Facts(
    "highways",
    "交通局",
    "2",
    "公路占用、挖掘许可",
    frozenset({("公路法", "第四十四条")}),
    frozenset({"施工方案", "申请表", "图纸"}),
)


def others(count: int) -> list[Facts]:
    """Powers whose names have nothing in common but the word 许可."""
    return [
        Facts(f"o{n}", f"局{n % 7}", f"9{n}", f"{chr(0x4E00 + 2 * n)}{chr(0x4E01 + 2 * n)}许可")
        for n in range(count)
    ]


def test_two_offices_that_do_the_same_under_similar_names_are_found_with_the_reasons():
    (pair,) = find([ROADS, HIGHWAYS, *others(50)])
    assert {pair.first, pair.second} == {"roads", "highways"}
    assert "“挖掘”" in pair.reasons[0]
    assert pair.reasons[1] == "2 件材料相同：施工方案、申请表"
    assert 50 <= pair.score < 100


def test_the_same_article_brings_names_together_that_are_not_alike_enough():
    article = frozenset({("道路运输条例", "第八条")})
    names = ("客运班线经营许可", "客运线路牌照核发")
    apart = [Facts(n, name, str(n), name) for n, name in enumerate(names)]
    together = [Facts(n, name, str(n), name, article) for n, name in enumerate(names)]
    assert find([*apart, *others(10)]) == []
    (pair,) = find([*together, *others(10)])
    assert pair.reasons[-1] == "依据同一条：《道路运输条例》第八条"


@pytest.mark.parametrize(
    "other",
    [
        Facts("b", "管理局", "2", ROADS.name, ROADS.basis),
        Facts("b", "区管理局", "1", ROADS.name, ROADS.basis),
    ],
    ids=["one office", "one power at two levels"],
)
def test_powers_of_one_office_and_one_power_at_two_levels_are_no_overlap(other):
    assert find([ROADS, other]) == []


def test_a_word_that_everybody_uses_brings_nobody_together():
    index = Index(others(MOST_SHARING + 20))
    assert pairs_of(index) == []
    assert index.looked_at == 0


def test_identical_powers_have_the_full_score():
    twin = Facts("twin", "交通局", "2", ROADS.name, ROADS.basis, ROADS.materials)
    assert find([ROADS, twin, *others(5)])[0].score == 100


def test_the_work_grows_with_the_powers_and_not_with_their_square():
    def looked_at(count):
        facts = [
            Facts(n, f"局{n % 9}", str(n), f"{chr(0x4E00 + n // 20)}{chr(0x5E00 + n // 20)}管理许可")
            for n in range(count)
        ]
        index = Index(facts)
        pairs_of(index)
        return index.looked_at

    assert 0 < looked_at(2000) <= 2.1 * looked_at(1000)


def test_only_so_many_pairs_are_proposed_the_most_alike_first():
    facts = [Facts(n, f"局{n}", str(n), f"水面养殖使用许可{'乙' * (n % 3)}") for n in range(30)]
    found = find(facts, most=10)
    assert len(found) == 10
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
