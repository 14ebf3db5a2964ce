"""The numbers beside a list follow the words and the other filters."""

import pytest

from ledger import clock
from powers.catalogue import Power
from powers.people.people import REGISTRAR
from powers.publishing import cancel
from powers.search.facets import FILTERS, facets
from powers.search.search import count, search

pytestmark = pytest.mark.django_db

WANTED = (
    ("", {}), ("许可", {}), ("许可", {"level": "3"}), ("登记", {"power_class": "07"}), ("登记", {"audience": "person"}),
    ("处罚", {"theme": "交通运输"}), ("", {"theme": "交通运输", "audience": "enterprise"}), ("市监局", {"applicable": True}),
    ("没有这个词", {}), ("业", {"power_class": "01", "audience": "person", "theme": "医疗卫生"}),
)  # fmt: skip


def test_each_number_is_what_choosing_it_would_show(real_catalogue):
    for query, wanted in WANTED:
        counted = facets(query, **wanted)
        assert counted.count == count(query, **wanted)
        assert counted.anyhow == count(query)
        for name in FILTERS:
            for choice, number in counted.by[name].items():
                if choice and (name != "level" or choice):
                    shown = count(query, **{**wanted, name: choice})
                    assert number == shown, (query, wanted, name, choice)


def test_the_office_follows_too(real_catalogue):
    office = search("护士").editions[0].power.office_id
    counted = facets("许可", office=office, theme="医疗卫生")
    assert counted.by["office"][office] == counted.count == count("许可", office=office, theme="医疗卫生")
    assert counted.by["theme"]["医疗卫生"] == counted.count
    assert sum(counted.by["theme"].values()) == count("许可", office=office)


def test_they_are_counted_once_until_the_catalogue_changes(real_catalogue, django_assert_num_queries):
    first = facets("取水")
    with django_assert_num_queries(3):
        assert facets("取水") == first
    cancel(Power.objects.get(name="取水许可"), by=REGISTRAR, at=clock.now(), reasons="不再需要")
    assert facets("取水").count == first.count - 1
