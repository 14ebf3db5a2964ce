"""What the public sees of a suspended power: it stays, marked 暂停 with days and reasons; nobody is led to apply."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import override_settings

from ledger import clock
from ledger.clock import civil_day
from powers.catalogue import Edition
from powers.people.people import REGISTRAR
from powers.search import search
from tests import factories

pytestmark = pytest.mark.django_db
CHANGE = {"kind": "suspend", "reasons": "场所改造", "document": "宁政发〔2026〕14号", "consents": []}
V1 = "/open/v1"


@pytest.fixture
def item():
    made = factories.edition()
    search.index(made)
    return made


def today():
    return civil_day(clock.now())


def halted(item, *, begins=0, ends=None):
    days = {"day": today() + timedelta(begins), "until": ends and today() + timedelta(ends)}
    with override_settings(ZONE="inner"):
        Edition.objects.select_related("power").get(pk=item.pk).suspend(
            by=REGISTRAR, at=clock.now(), **days, reasons="场所改造", change=CHANGE
        )


def text(answer) -> str:
    return answer.content.decode()


def test_it_stays_in_public_with_its_reason_and_days_and_nobody_is_led_to_apply(client, item):
    halted(item, ends=30)
    power, listed, guide = (
        text(client.get(a)) for a in (f"/powers/{item.power_id}/", "/powers/", f"/guide/{item.power_id}/")
    )
    for page in (power, guide):
        assert "暂停受理" in page and "场所改造" in page and "宁政发〔2026〕14号" in page and "起恢复" in page
    assert "看办事指南" not in power and "在线申请" not in guide
    assert "暂停" in listed and "可以网上办" not in listed and "/apply/" not in listed
    assert client.get("/powers/", {"standing": "suspended"}).context["count"] == 1
    assert client.get("/powers/", {"force": "suspended", "q": "护士"}).context["count"] == 1
    assert client.get("/search/", {"q": "护士", "scope": "apply"}).context["count"] == 0
    assert "/apply/" not in text(client.get("/items/person/")) + text(client.get("/"))


def test_the_days_are_in_the_history_the_changes_and_the_feeds(client, item):
    halted(item, ends=30)
    for address in (f"/powers/{item.power_id}/", "/powers/changes/", "/powers/changes/rss.xml"):
        page = text(client.get(address))
        assert "暂停" in page and "场所改造" in page and "起恢复" in page, address


def test_one_that_is_announced_is_told_and_taken_until_then(client, item):
    halted(item, begins=5)
    page = text(client.get(f"/powers/{item.power_id}/"))
    assert "将要暂停受理" in page and "看办事指南" in page
    assert "可以网上办" in text(client.get("/powers/"))
    assert client.get("/powers/", {"standing": "suspended"}).context["count"] == 0


def test_the_catalogue_of_a_day_knows_what_was_suspended_then(client, item, monkeypatch):
    halted(item, begins=1, ends=3)
    now, marks = clock.now(), {}
    for days in range(1, 5):
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=6))
        on = today() - timedelta(6 - days)
        rows = text(client.get("/powers/", {"on": on.isoformat()}))
        marks[days] = "暂停</span>" in rows
        shown = client.get(f"{V1}/powers", {"on": on.isoformat()}).json()["items"][0]["force"]
        assert shown == ("suspended" if marks[days] else "current")
        monkeypatch.undo()
    assert marks == {1: True, 2: True, 3: False, 4: False}


def test_a_stranger_who_kept_the_guide_is_told_of_a_suspension(client, item):
    first = client.get(f"/guide/{item.power_id}/")
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(f"/guide/{item.power_id}/", **again).status_code == 304
    halted(item)
    assert "暂停受理" in text(client.get(f"/guide/{item.power_id}/", **again))


def test_the_page_refuses_to_begin_and_to_go_on_but_keeps_the_draft(client, item):
    citizen = factories.citizen()
    client.force_login(citizen)
    client.post(f"/apply/{item.power_id}/")
    halted(item)
    assert "开始申请" not in text(client.get(f"/apply/{item.power_id}/"))
    refused = client.post(f"/apply/{item.power_id}/")
    assert refused.status_code == 422 and "场所改造" in text(refused)


def test_programs_read_the_days_and_the_intervals(client, item):
    halted(item, begins=-9, ends=-2)
    halted(item, ends=30)
    told = client.get(f"{V1}/powers/{item.power_id}").json()
    assert (told["force"], told["applicable"]) == ("suspended", False)
    assert told["suspended_on"] == today().isoformat()
    assert told["resumes_on"] == (today() + timedelta(30)).isoformat()
    assert len(told["suspensions"]) == 2 and told["suspensions"][0]["reasons"] == "场所改造"
    listed = client.get(f"{V1}/powers", {"standing": "suspended"}).json()["items"]
    assert [each["id"] for each in listed] == [str(item.power_id)]
    change = client.get(f"{V1}/changes").json()["items"][0]
    assert (change["verb"], change["day"], change["until"]) == (
        "suspend", told["suspended_on"], told["resumes_on"],
    )  # fmt: skip
    whole = b"".join(client.get(f"{V1}/catalogue.csv").streaming_content).decode("utf-8-sig")
    row = list(csv.DictReader(io.StringIO(whole)))[0]
    assert (row["效力"], row["暂停日期"], row["恢复日期"]) == (
        "暂停", told["suspended_on"], told["resumes_on"],
    )  # fmt: skip
