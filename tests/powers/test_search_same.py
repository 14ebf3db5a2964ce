"""The same questions of the real catalogue find the same items in the same order, whichever database answers.

The list is kept beside this test. When an order changes on purpose, the new list is read like code.
"""

import json
from pathlib import Path

import pytest
from django.db import connection

from powers.search import index, postings
from powers.search.search import count, search

KEPT = Path(__file__).parent / "search_same.json"
FIRST = 12
QUESTIONS = """
护|水|业|证|护士|取水|许可|处罚|登记|备案|给付|检查|市监|药品|食品|校车|烟花|公积金|机动车|不动产登记|停止供水
取水许可|护士执业注册|取水 处罚
市监局|市市场监管局|卫健委|人社局|发改委|住建局|市民政局|城管|工商局|环保局|公安局 处罚|水务局 许可|市监局 登记|民政局 慈善
hszyzc|hszy|qsxk|hushi|hushizhiyezhuce|qushui|jidongche|jdcjsz|xiaoche|wjw|sjj|xingzheng|yanhua
320123001000|3201230010|320123|11320100|GSP|护士条例|《护士条例》第八条|第八条|取水条例|申请书|身份证|医疗机构执业许可证
结婚|驾照|低保|上牌|开酒店|房产证|没有这个词|ＧＳＰ|对 处罚|年
"""
FILTERED = (
    ("许可", {"theme": "交通运输"}), ("处罚", {"office_name": "南京市公安局"}), ("登记", {"audience": "enterprise"}),
    ("", {"power_class": "05"}), ("证", {"applicable": True}), ("业", {"power_class": "01", "audience": "person"}),
)  # fmt: skip


def asked():
    questions = [query for line in QUESTIONS.split("\n") for query in line.split("|") if query]
    return [(query, {}) for query in questions] + list(FILTERED)


def answers() -> dict[str, list]:
    from powers.people.offices import Office

    found = {}
    for query, filters in asked():
        given = dict(filters)
        if name := given.pop("office_name", ""):
            given["office"] = Office.objects.get(name=name).pk
        names = [
            f"{edition.power.basic_code} {edition.name}"
            for edition in search(query, limit=FIRST, **given).editions
        ]
        found[f"{query} {json.dumps(filters, ensure_ascii=False)}"] = [count(query, **given), *names]
    return found


@pytest.mark.django_db
def test_the_same_questions_find_the_same_items_in_the_same_order(real_catalogue):
    expected = json.loads(KEPT.read_text(encoding="utf-8"))
    assert len(expected) >= 60
    assert answers() == expected


@pytest.mark.django_db
def test_the_pages_of_a_question_follow_each_other_as_one_list(real_catalogue):
    whole = [edition.pk for edition in search("许可", limit=400).editions]
    assert len(whole) == count("许可") > 100
    paged, after = [], ""
    while page := search("许可", limit=7, after=after):
        paged += [edition.pk for edition in page.editions]
        after = page.after
        if not after:
            break
    assert paged == whole


@pytest.mark.django_db
def test_the_order_that_is_kept_is_the_order_that_is_reckoned(real_catalogue, on_postgres, monkeypatch):
    """Words of two characters with and without filters, page after page: by their places in order, and by what holds them."""

    def paged(query: str, **given) -> list:
        found, after = [], ""
        while True:
            page = search(query, limit=5, after=after, **given)
            found += [edition.pk for edition in page.editions]
            if not (after := page.after):
                return found

    questions = [
        ("许可", {}),
        ("登记", {}),
        ("取水", {}),
        ("许可", {"audience": "person"}),
        ("机动车", {}),
        ("市民", {}),
    ]
    kept = [paged(query, **given) for query, given in questions]
    asked = []
    monkeypatch.setattr(postings, "answers", asked.append)
    assert kept == [paged(query, **given) for query, given in questions]
    assert len(asked) > len(questions) and all(len(found) == len(set(found)) > 0 for found in kept)


@pytest.mark.django_db
def test_what_is_no_longer_in_force_leaves_no_place_behind(real_catalogue, on_postgres):
    power = search("取水许可").editions[0].power
    place = power.search_entry.place
    with connection.cursor() as cursor:
        asking = "SELECT COUNT(*) FROM powers_search_postings WHERE place = %s"
        cursor.execute(asking, [place])
        assert cursor.fetchone()[0] > 5
        index.forget(power)
        cursor.execute(asking, [place])
        assert cursor.fetchone() == (0,)
