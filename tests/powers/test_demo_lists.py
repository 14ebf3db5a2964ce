"""The demonstration's clean-ups, tiers and suspension are played by the real verbs, once, and say that they are made up."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from ledger import clock
from ledger.events import Event
from ledger.verify import verify
from powers import demo_lists
from powers.campaigns.campaigns import Campaign
from powers.catalogue import Power
from powers.imports import intake
from powers.items import undertakings
from powers.people import seed
from powers.people.establishment import table
from powers.people.people import REGISTRAR
from powers.provisions.intake import PACKAGED
from powers.provisions.intake import load as load_provisions
from powers.revisions.revisions import Revision

pytestmark = pytest.mark.django_db
OFFICES = (
    "市司法局", "市城市管理局", "市体育局", "市教育局", "市人力资源和社会保障局", "市住房和城乡建设局", "市气象局",
    "市文化广电和旅游局",
)  # fmt: skip


@pytest.fixture
def city(write):
    """The departments that the demonstration tells of, with their people and their laws."""
    seed.seed()
    load_provisions(PACKAGED, by=REGISTRAR, now=clock.now)
    rows = [list(each.values()) for each in table("catalogue.csv") if each["实施主体"] in OFFICES]
    path = write(*rows, headings=list(table("catalogue.csv")[0]))
    intake.load(path, area_code="320100", by=REGISTRAR, now=clock.now)


def test_it_is_played_whole_and_once(city):
    assert len(demo_lists.seed()) == 4
    finished, opened = Campaign.objects.order_by("opened_at")
    assert (finished.state, opened.state) == ("closed", "up")
    assert {each.state for each in opened.returns.all()} == {"returned", "asked"}
    assert [each.state for each in finished.overlaps.all()] == ["settled"]
    assert {each.state for each in opened.overlaps.all()} == {"found", "settled"}
    tiered = [p for p in Power.objects.all() if p.current.details.get("tiers")]
    assert len(tiered) == 2 and all(
        "演示" in row["tier"] for p in tiered for row in p.current.details["tiers"]
    )
    assert Power.objects.get(name="城市道路占用费、挖掘修复费征收").current.details["fees"]
    assert all("演示" in r.reasons for r in Revision.objects.all())
    assert Power.objects.get(name="雷电防护装置竣工验收").suspensions.count() == 1
    promised = Power.objects.get(name="导游证核发").current
    assert [m["name"] for m in undertakings.of(promised).values()] == ["劳动合同或者旅游行业组织注册证明"]
    told = Event.objects.count()
    assert demo_lists.seed() == [] and Event.objects.count() == told
    assert verify().sound


def test_it_is_refused_where_people_work(city):
    with override_settings(DEMO=False), pytest.raises(CommandError, match="演示环境"):
        call_command("seed_lists")
