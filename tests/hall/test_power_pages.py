"""What the public sees of a power through time: editions, its end, the end of its basis, and the catalogue of another day."""

from datetime import timedelta

import pytest
from django.test import override_settings

from ledger import clock as ledger_clock
from ledger.clock import civil_day
from powers.catalogue import Edition, Power
from powers.force import Force, force_of, in_force_on
from powers.people.people import REGISTRAR
from powers.publishing import cancel, settle
from powers.revisions.adjustments import Kind
from powers.revisions.change_log import catalogue_log, change_log
from powers.search import search
from tests import factories

CHANGE = {"kind": "change", "reasons": "减少一份材料", "document": "苏编办〔2026〕3 号", "consents": []}


def text(answer) -> str:
    return answer.content.decode()


def now():
    return ledger_clock.now()


@pytest.fixture
def item():
    made = factories.edition()
    search.index(made)
    return made


def next_edition(item, *, at=None, change=CHANGE, **changes) -> Edition:
    at, before = at or now(), Edition.objects.get(pk=item.pk)
    with override_settings(ZONE="inner"):
        before.supersede(by=REGISTRAR, at=at)
        made = Edition(
            power=item.power,
            version=before.version + 1,
            content_digest="2" * 64,
            **before.content() | changes,
        )
        made.publish(by=REGISTRAR, at=at, change=change)
        settle(item.power)
    return made


def struck(item, **change):
    told = {"kind": Kind.CANCEL, "reasons": "法律修改", "consents": []} | change
    with override_settings(ZONE="inner"):
        cancel(item.power, by=REGISTRAR, at=now(), reasons="法律修改", change=told)


def lapsed(item, day):
    with override_settings(ZONE="inner"):
        Edition.objects.get(pk=item.pk).lapse(by=REGISTRAR, at=now(), day=day, basis=["《护士条例》第八条"])


def test_a_power_without_a_basis_is_shown_as_such_and_nobody_is_led_to_apply(client, item):
    lapsed(item, civil_day(now()))
    power, listed, home = (text(client.get(a)) for a in (f"/powers/{item.power_id}/", "/powers/", "/"))
    assert "依据已失效，不再接收新的申请" in power and "看办事指南" not in power
    assert "依据已失效" in listed and "/apply/" not in listed and "可以网上办" not in listed
    assert "/apply/" not in home and "/apply/" not in text(client.get("/items/person/"))
    assert "/apply/" not in text(client.get("/search/", {"q": "护士"}))
    assert client.get("/powers/", {"standing": "lapsed"}).context["count"] == 1


def test_a_basis_that_ends_later_is_announced_and_holds_until_then(client, item):
    lapsed(item, civil_day(now()) + timedelta(days=30))
    page = text(client.get(f"/powers/{item.power_id}/"))
    assert "起，这项权力的依据失效" in page and "看办事指南" in page
    assert "可以网上办" in text(client.get("/powers/"))


def test_a_struck_power_stays_to_be_seen_with_its_reason_and_its_successor(client, item):
    heir = factories.edition(name="护士执业登记", at=item.power.office)
    struck(item, successor=str(heir.power_id), document="国发〔2026〕1 号")
    page = text(client.get(f"/powers/{item.power_id}/"))
    for words in (
        "这项权力已经取消",
        "理由：法律修改",
        "国发〔2026〕1 号",
        f"/powers/{heir.power_id}/",
        "退出清单",
    ):
        assert words in page
    assert "看办事指南" not in page and "《护士条例》第八条" in page
    assert client.get("/powers/", {"standing": "ended"}).context["count"] == 1
    assert client.get("/powers/", {"q": item.name}).context["count"] == 0
    assert client.get(f"/guide/{item.power_id}/").status_code == 404


def test_every_edition_keeps_its_address(client, item):
    newer = next_edition(item, name="护士执业注册（新）")
    old, new = (text(client.get(f"/powers/{item.power_id}/editions/{n}/")) for n in (1, 2))
    assert "这是旧版" in old and "护士执业注册（新）</h1>" not in old and "看办事指南" not in old
    assert newer.name in new and "现行有效" in new and "看办事指南" in new
    assert client.get(f"/powers/{item.power_id}/editions/3/").status_code == 404


def test_a_power_and_the_catalogue_are_shown_as_they_were_on_a_day(client, item):
    power, before = item.power, civil_day(now()) - timedelta(days=3)
    twin = Power.objects.create(
        basic_code="320101998000",
        name="旧名",
        power_class=power.power_class,
        office=power.office,
        level=power.level,
    )
    with override_settings(ZONE="inner"):  # only what is for demonstration may be dated back
        content = item.content() | {"name": "旧名"}
        old = Edition(power=twin, version=1, content_digest="1" * 64, demo=True, **content)
        old.publish(by=REGISTRAR, at=now() - timedelta(days=3))
        settle(twin)
    next_edition(old, name="新名")
    then = {"on": before.isoformat()}
    page = text(client.get(f"/powers/{twin.pk}/", then))
    assert "只供查阅" in page and '<h1 class="title">旧名</h1>' in page and "看办事指南" not in page
    listed = client.get("/powers/", then)
    assert [e.name for e in listed.context["page"].editions] == ["旧名"]
    assert "/apply/" not in text(listed) and f"/powers/{twin.pk}/?on=" in text(listed)
    earlier = {"on": (before - timedelta(days=1)).isoformat()}
    assert client.get("/powers/", earlier).context["count"] == 0
    assert "那天，清单里没有这项权力" in text(client.get(f"/powers/{twin.pk}/", earlier))


@pytest.mark.parametrize(
    ("asked", "words"), [("昨天", "不是日期"), ("2099-01-01", "还没有到"), ("2026-02-30", "不是日期")]
)
def test_a_day_that_cannot_be_looked_at_is_explained(client, item, asked, words):
    for address in ("/powers/", f"/powers/{item.power_id}/"):
        answer = client.get(address, {"on": asked})
        assert answer.status_code == 422 and words in text(answer)


def test_the_catalogue_of_a_day_is_paged_by_key_and_filtered(client, monkeypatch, item):
    monkeypatch.setattr("hall.catalogue.pages.PAGE", 2)
    for name in "甲乙":
        factories.edition(name=f"事项{name}", at=item.power.office)
    asked = {"on": civil_day(now()).isoformat(), "power_class": "01"}
    first = client.get("/powers/", asked)
    second = client.get("/powers/", asked | {"after": first.context["page"].after})
    seen = [e.name for answer in (first, second) for e in answer.context["page"].editions]
    assert sorted(seen) == sorted(["事项乙", "事项甲", item.name])
    assert client.get("/powers/", asked | {"q": "甲"}).context["count"] == 1
    assert client.get("/powers/", asked | {"after": "junk"}).context["count"] == 3


def test_the_difference_of_two_editions_is_public_with_reasons_and_offices_and_no_names(client, item):
    consent = {"stage": "合法性审查", "office": item.power.office_id, "on": "2026-03-18"}
    next_edition(item, promised_days=5, change=CHANGE | {"consents": [consent]})
    page = text(client.get(f"/powers/{item.power_id}/difference/"))
    for words in (
        "<del>8</del>",
        "<ins>5</ins>",
        "减少一份材料",
        "合法性审查",
        item.power.office.name,
        "苏编办〔2026〕3 号",
    ):
        assert words in page
    assert client.get(f"/powers/{item.power_id}/difference/", {"a": "9", "b": "x"}).status_code == 200


def test_a_power_that_was_never_published_has_no_difference(client, item):
    item.power.pk = None
    item.power.basic_code, item.power.current = "320101999000", None
    item.power.save(force_insert=True)
    assert client.get(f"/powers/{item.power.pk}/difference/").status_code == 404
    assert "还没有公布过" in text(client.get(f"/powers/{item.power.pk}/"))


def test_the_changes_are_listed_newest_first_and_paged_by_key(client, monkeypatch, item):
    monkeypatch.setattr("hall.catalogue.changes_page.PAGE", 1)
    struck(item)
    first = client.get("/powers/changes/")
    assert [entry.verb for entry in first.context["entries"]] == ["cancel"] and "法律修改" in text(first)
    second = client.get("/powers/changes/", {"after": first.context["next"]})
    assert [entry.verb for entry in second.context["entries"]] == ["publish"] and not second.context["next"]
    assert client.get("/powers/changes/", {"after": "x" * 30}).status_code == 200


def test_the_log_tells_when_the_basis_ended_and_came_back(item):
    lapsed(item, civil_day(now()))
    with override_settings(ZONE="inner"):
        Edition.objects.get(pk=item.pk).regain(by=REGISTRAR, at=now(), basis=["《护士条例》第八条"])
    assert [entry.title for entry in change_log(item.power)] == ["依据恢复", "依据失效", "首次入库"]
    assert "没有别的依据" in change_log(item.power)[1].reasons
    assert [entry.verb for entry in catalogue_log(limit=9)] == ["regain", "lapse", "publish"]


def test_the_complaint_entrance_names_the_item_and_the_office(client, item):
    office = item.power.office
    page = text(client.get(f"/powers/{item.power_id}/"))
    assert "12345" in page and office.phone in page and office.address in page
    next_edition(item, details={"complaint_phone": "025-66666666"})
    assert "025-66666666" in text(client.get(f"/powers/{item.power_id}/"))


def test_force_is_decided_at_the_end_of_the_day(item):
    day = civil_day(now())
    newer = next_edition(item)
    old = Edition.objects.get(pk=item.pk)
    assert (force_of(old, on=day), force_of(newer, on=day)) == (Force.SUPERSEDED, Force.CURRENT)
    assert list(in_force_on(day)) == [newer] and not in_force_on(day - timedelta(days=1)).exists()
    lapsed(newer, day + timedelta(days=1))
    again = Edition.objects.get(pk=newer.pk)
    assert (force_of(again, on=day), force_of(again, on=day + timedelta(days=1))) == (
        Force.CURRENT,
        Force.LAPSED,
    )
