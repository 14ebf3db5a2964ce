"""The pages of a campaign: who gets where, what is typed stays, sums that are the sums of their rows."""

import re

import pytest

from ledger import clock
from powers.campaigns import comparing, work
from powers.campaigns.campaign_overlaps import CampaignOverlap
from powers.campaigns.campaigns import Campaign
from powers.campaigns.conclusions import REMOVING
from powers.campaigns.counts import tallies, total
from powers.campaigns.items import CampaignItem
from powers.revisions.revisions import Revision

from .clean_up import CleanUp
from .test_staff_revisions import on as on_fixture

pytestmark = pytest.mark.django_db
on = on_fixture


@pytest.fixture
def world():
    return CleanUp()


@pytest.fixture
def cleanup(world):
    world.begin(target=20)
    return world


def address(thing, *parts) -> str:
    return "/powers/campaigns/" + "/".join([*parts, str(thing.pk)]) + "/"


def test_the_staffing_office_begins_a_campaign_over_the_offices_it_ticks(on, world):
    client = on(world.staffing)
    page = client.get("/powers/campaigns/new/")
    assert "市城市管理局" in page.text and "市交通运输局" in page.text
    office = world.powers["roads"].office_id
    answer = client.post(
        "/powers/campaigns/new/", {"name": "2026 年清理", "target": "20", "offices": [office]}
    )
    campaign = Campaign.objects.get()
    assert answer.url == address(campaign)
    assert CampaignItem.objects.filter(office=office).count() == 3
    again = client.post(
        "/powers/campaigns/new/", {"name": "2026 年清理", "target": "20", "offices": [office]}
    )
    assert again.status_code == 422 and "已经有“2026 年清理”" in again.text
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "", "offices": []}, "请写清理的名称"),
        ({"name": "x", "offices": []}, "请至少选一个部门"),
        ({"name": "x", "offices": ["nonsense"]}, "请从列表里选部门"),
        ({"name": "x", "target": "二十", "offices": []}, "1 到 100 的整数"),
        ({"name": "x", "due_on": "明天", "offices": []}, "请填写日期"),
    ],
)
def test_a_beginning_that_cannot_be_understood_says_how_to_mend_it(on, world, said, words):
    answer = on(world.staffing).post("/powers/campaigns/new/", said)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_department_cannot_begin_and_sees_only_its_own_return(on, cleanup):
    client = on(cleanup.clerk("roads"))
    assert client.get("/powers/campaigns/new/").status_code == 403
    assert client.get(address(cleanup.campaign)).status_code == 200
    assert client.get(address(cleanup.returned("roads"), "offices")).status_code == 200
    assert client.get(address(cleanup.returned("highways"), "offices")).status_code == 404
    assert client.get(address(cleanup.item("highways"), "items")).status_code == 404


def test_a_department_goes_through_its_items_from_page_to_page(on, cleanup):
    returned, item = cleanup.returned("highways"), cleanup.item("drivers")
    clerk, here = on(cleanup.clerk("highways")), address(cleanup.returned("highways"), "offices")
    assert "按登记核对依据（2 项）" in clerk.get(here).text
    clerk.post(f"{here}many/check_basis/")
    said = {"item": [str(item.pk)], "conclusion": "cancel", "reasons": ""}
    refused = clerk.post(f"{here}judge/propose/", said)
    assert refused.status_code == 422 and "不是保留的，请写明理由" in refused.text
    assert re.search(f'value="{item.pk}" checked', refused.text)
    assert clerk.post(f"{here}judge/propose/", said | {"reasons": "已经改为备案"}).status_code == 302
    assert cleanup.item("drivers").proposed == "cancel"
    clerk.post(f"{here}many/keep_rest/")
    clerk.post(f"{here}acts/hand_in/")
    again = clerk.post(f"{here}acts/hand_in/")
    assert again.status_code == 409
    head = on(cleanup.head("highways"))
    empty = head.post(f"{here}acts/send_back/", {"send_back-reasons": ""})
    assert empty.status_code == 422 and "请写明理由" in empty.text
    head.post(f"{here}acts/sign/")
    assert cleanup.returned("highways").state == "returned" and returned.counts == {}


def test_nothing_ticked_is_told_and_what_was_typed_stays(on, cleanup):
    here = address(cleanup.returned("roads"), "offices")
    answer = on(cleanup.clerk("roads")).post(
        f"{here}judge/propose/", {"conclusion": "cancel", "reasons": "已经废止"}
    )
    assert answer.status_code == 422
    assert "请先勾选事项" in answer.text and "已经废止" in answer.text


def test_items_of_another_department_are_not_judged_by_their_number(on, cleanup):
    work.check_basis(cleanup.returned("highways"), by=cleanup.clerk("highways"), now=clock.now)
    here = address(cleanup.returned("roads"), "offices")
    said = {"item": [str(cleanup.item("drivers").pk)], "conclusion": "keep"}
    on(cleanup.clerk("roads")).post(f"{here}judge/propose/", said)
    assert cleanup.item("drivers").proposed == ""


@pytest.mark.parametrize("ticked", ["nonsense", "00000000-0000-0000-0000-00000000000"])
def test_a_tick_that_names_no_item_is_refused_in_words(on, cleanup, ticked):
    here = address(cleanup.returned("roads"), "offices")
    answer = on(cleanup.clerk("roads")).post(
        f"{here}judge/propose/", {"item": [ticked], "conclusion": "keep"}
    )
    assert answer.status_code == 422 and "请先勾选事项" in answer.text


def test_merging_asks_for_a_power_that_is_in_the_list(on, cleanup):
    here = address(cleanup.returned("roads"), "offices")
    on(cleanup.clerk("roads")).post(f"{here}many/check_basis/")
    said = {"item": [str(cleanup.item("roads").pk)], "conclusion": "merge", "reasons": "职责相同"}
    clerk = on(cleanup.clerk("roads"))
    assert "请写并入那一项的 12 位基本编码" in clerk.post(f"{here}judge/propose/", said).text
    unknown = clerk.post(f"{here}judge/propose/", said | {"successor": "320000000000"})
    assert "没有基本编码是“320000000000”的现行事项" in unknown.text
    clerk.post(f"{here}judge/propose/", said | {"successor": "320118001000"})
    assert cleanup.item("roads").successor == cleanup.powers["highways"]


def test_fees_have_conclusions_of_their_own(on, cleanup):
    here = address(cleanup.returned("roads"), "offices")
    clerk = on(cleanup.clerk("roads"))
    clerk.post(f"{here}many/check_basis/")
    page = clerk.get(f"{here}?fees=1").text
    assert "停征" in page and "下放" not in page
    said = {"item": [str(cleanup.item("roads", "占道费").pk)], "conclusion": "suspend", "reasons": "减轻负担"}
    assert clerk.post(f"{here}judge/propose/?fees=1", said).url == f"{here}?fees=1"
    assert cleanup.item("roads", "占道费").conclusion == "suspend"


def test_pairs_are_settled_one_after_the_other(on, cleanup):
    client, here = on(cleanup.staffing), f"{address(cleanup.campaign)}overlaps/"
    client.post(f"{here}find/")
    page = client.get(f"{here}1/")
    assert "城市道路占用挖掘审批" in page.text and "2 件材料相同" in page.text
    refused = client.post(f"{here}1/", {"outcome": "merge", "reasons": "材料相同"})
    assert refused.status_code == 422 and "请选哪一项留下" in refused.text and "材料相同" in refused.text
    assert client.post(f"{here}1/", {"outcome": "both", "reasons": "依据不同"}).url == here
    assert CampaignOverlap.objects.get().outcome == "both"
    assert "第 1 组" in on(cleanup.clerk("roads")).get(here).text
    assert (
        on(cleanup.clerk("roads")).post(f"{here}1/", {"outcome": "both", "reasons": "x"}).status_code == 403
    )


def figures(text: str, part: str) -> list[list[int]]:
    """The whole numbers in each row of a table's part."""
    found = re.search(f"<{part}>(.*?)</{part}>", text, re.DOTALL)[1]
    rows = re.findall(r"<tr>(.*?)</tr>", found, re.DOTALL)
    return [[int(n) for n in re.findall(r'<td class="end num"[^>]*>(\d+)</td>', row)] for row in rows]


def test_the_sums_of_the_report_are_the_sums_of_its_rows(on, cleanup):
    cleanup.propose("drivers", "cancel")
    cleanup.propose("roads", "merge", successor=cleanup.powers["highways"])
    cleanup.up()
    cleanup.item("highways").differ(
        by=cleanup.staffing, at=clock.now(), conclusion="delegate", reasons="县区能接"
    )
    cleanup.down()
    text = on(cleanup.staffing).get(f"{address(cleanup.campaign)}report/").text
    tables = re.findall(r"<table.*?</table>", text, re.DOTALL)
    for table in tables[:2]:
        (sums,) = figures(table, "tfoot")
        assert sums == [sum(column) for column in zip(*figures(table, "tbody"), strict=True)]
    items = CampaignItem.objects.filter(fee="")
    whole = total(tallies(CampaignItem.objects.all()).values())
    assert whole.removed == items.filter(conclusion__in=REMOVING).count() == 3
    assert figures(tables[0], "tfoot")[0] == [3, 0, 0, 1, 1, 1, 0, 0, 0]
    assert figures(tables[1], "tfoot")[0] == [3, 1, 0]


def test_the_report_prints_without_what_is_only_for_the_screen(on, cleanup):
    text = on(cleanup.staffing).get(address(cleanup.campaign)).text
    assert re.search(r'<aside class="stack no-print"', text)


def test_an_approved_campaign_leads_to_drafts_in_the_department(on, cleanup):
    cleanup.propose("drivers", "cancel")
    cleanup.up()
    cleanup.down()
    cleanup.approved()
    here = address(cleanup.returned("drivers"), "offices")
    clerk = on(cleanup.clerk("drivers"))
    assert "还有 1 个事项要起草" in clerk.get(here).text
    clerk.post(f"{here}draft/")
    assert Revision.objects.get().power == cleanup.powers["drivers"]
    assert "修订：部门起草" in clerk.get(here).text
    assert "还有 1 项结论没有落实" in on(cleanup.staffing).get(address(cleanup.campaign)).text


def test_the_acts_on_the_whole_ask_for_what_they_need(on, cleanup):
    cleanup.up()
    cleanup.down()
    here = address(cleanup.campaign)
    on(cleanup.staffing).post(f"{here}acts/settle/")
    legal = on(cleanup.legal)
    assert "请写明意见" in legal.post(f"{here}acts/pass_legal/", {"pass_legal-note": ""}).text
    legal.post(f"{here}acts/pass_legal/", {"pass_legal-note": "结论合法"})
    government = on(cleanup.government)
    government.post(
        f"{here}acts/approve/", {"approve-note": "同意", "approve-document": "宁政发〔2026〕14号"}
    )
    assert cleanup.again().state == "carrying"
    assert on(cleanup.staffing).post(f"{here}acts/open/").status_code == 404


def test_a_long_list_of_items_is_paged_by_code(on, cleanup, monkeypatch):
    monkeypatch.setattr("powers.campaigns.office_pages.PAGE", 1)
    here, client = address(cleanup.returned("drivers"), "offices"), on(cleanup.staffing)
    first = client.get(here)
    second = client.get(f"{here}?after={first.context['next']}")
    assert [item.power.name for page in (first, second) for item in page.context["items"]] == [
        "公路占用挖掘审批", "道路货物运输经营许可",
    ]  # fmt: skip
    assert client.get(f"{here}?after=nonsense&list=nonsense").status_code == 200


def test_pairs_found_twice_at_once_are_found_once(cleanup):
    for _ in range(2):
        comparing.compare(cleanup.again(), by=cleanup.staffing, now=clock.now)
    assert CampaignOverlap.objects.count() == 1
