"""A promise instead of a material, made for another: by an agent whose letter says so, or signed on paper at the counter."""

import pytest
from django.urls import reverse

from hall.apply.drafts import Draft
from ledger import clock
from ledger.events import Event
from ledger.verbs import Refused
from powers.items.identity_documents import known_as
from powers.items.undertakings import digest
from powers.people.people import Role
from tests import factories
from workflow.applying import Way as Applying
from workflow.entries import Entry
from workflow.machine import Case
from workflow.materials import filings, undertakings
from workflow.materials.undertakings import Undertaking, Word
from workflow.papers.papers import Paper
from workflow.papers.text import paper_text

from .conftest import CONTACT, FORM, PLACE, png
from .test_agency import NUMBER, way_of
from .test_counter import begun, browser

AGENT = dict.fromkeys(("authorised", "known", "meets", "bears", "means"), "on")
SIGNED = {"known": "on", "means": "on"}
SAYS = factories.PROMISABLE["undertaking"]["says"]


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def item():
    return factories.edition(form=FORM, materials=[*factories.MATERIALS, factories.PROMISABLE])


@pytest.fixture
def agent(signed_in, item):
    return way_of(signed_in, item)


@pytest.fixture
def desk(item):
    return browser(factories.official(Role.WINDOW, at=item.power.office))


def counter(desk, item, **more) -> str:
    at = begun(desk, item, way="window", **more)
    desk.post(f"{at}sections/place/", PLACE)
    desk.post(f"{at}sections/contact/", CONTACT)
    desk.post(f"{at}materials/", {"file_m1": png(), "paper_m2": "1", "more": "1"})
    return at


def wording(case) -> str:
    paper = Paper.objects.get(case=case, kind="undertaking")
    return "".join(block.text for block in paper_text("undertaking", paper.fields, version=paper.version))


# An agent online


def test_an_agent_promises_where_his_letter_says_so_and_it_binds_the_principal(agent):
    at = agent.at("undertakings/m3/")
    page = text(agent.client.get(at))
    assert "授权委托书写明申请人授权我代他作出这项承诺" in page and page.count('type="checkbox"') == 5
    assert agent.client.post(at, AGENT).url == agent.at("materials/")
    assert f"申请人承诺：{SAYS}" in text(agent.client.get(agent.at("materials/")))
    agent.upload(m1=png(), m2=png("身份证.png", "gray"), proxy=png("委托书.png", "black"))
    agent.submit()
    case, made = Case.objects.get(), Undertaking.objects.get()
    assert case.application["undertakings"][0]["authorised"] is True
    assert made.lookup == undertakings.fingerprint(known_as({"id_kind": "111", "id_number": NUMBER}))
    assert "书面授权代理人代为承诺" in wording(case) and "承诺由申请人承担责任" in wording(case)
    assert "代理人经授权在网上代为承诺" in text(agent.client.get(reverse("track", args=[case.number])))


def test_an_agent_whose_letter_does_not_say_so_promises_nothing(agent):
    answer = agent.client.post(agent.at("undertakings/m3/"), AGENT | {"authorised": ""})
    assert answer.status_code == 422 and "授权委托书没有写明可以代为承诺的，不能代为承诺" in text(answer)
    assert Draft.objects.get().undertakings == {}


def test_who_is_barred_is_the_principal_whoever_promises_for_him(agent, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "hall.apply.draft_undertakings.is_barred_maker", lambda known: asked.append(known) or NUMBER in known
    )
    page = text(agent.client.get(agent.at("undertakings/m3/")))
    assert "现在不能用承诺替代" in page and NUMBER in asked[0]
    assert agent.client.post(agent.at("undertakings/m3/"), AGENT).status_code == 422


@pytest.mark.parametrize(
    ("way", "authorised", "agent", "codes", "why"),
    [
        (Applying.ONLINE, False, "张三", (), "写明可以代为承诺"),
        (Applying.WINDOW, False, "", (), "告知承诺书扫描件"),
        (Applying.WINDOW, False, "张三", ("promise.m3",), "写明可以代为承诺"),
    ],
)
def test_a_promise_for_another_without_its_proof_is_not_filed(item, zone, way, authorised, agent, codes, why):
    clerk = factories.official(Role.WINDOW, at=item.power.office)
    word = Word("m3", digest(factories.PROMISABLE), clock.now().isoformat(), authorised)
    entry = Entry(kind="person", way=way, account=None, paper={})
    told = factories.party() | ({"agent": agent} if agent else {})
    with zone("outer"), pytest.raises(Refused, match=why):
        filings.submit(
            item, by=clerk, at=clock.now(), party=told, answers={}, token="x", words=[word], entry=entry,
            materials=[factories.material(code) for code in codes],
        )  # fmt: skip
    assert not Case.objects.exists()


# At the counter


def test_a_visitor_reads_signs_and_the_clerk_records_it_with_the_signed_sheet(desk, item):
    at = counter(desk, item)
    sheet = text(desk.get(f"{at}undertakings/m3/sheet/"))
    told = factories.PROMISABLE["undertaking"]
    assert all(told[part] in sheet for part in ("asks", "says", "liability")) and "签名或者盖章" in sheet
    assert "李建国" in sheet and "代理人：" not in sheet
    without = desk.post(f"{at}undertakings/m3/", SIGNED)
    assert without.status_code == 422 and "请上传申请人签名的告知承诺书扫描件" in text(without)
    assert text(without).count(" checked") == 2
    unticked = desk.post(
        f"{at}undertakings/m3/", {"known": "on", "file_promise.m3": png("承诺书.png", "red")}
    )
    assert unticked.status_code == 422 and "承诺书.png" in text(unticked)
    assert desk.post(f"{at}undertakings/m3/", SIGNED).url == f"{at}materials/"
    assert "以承诺替代" in text(desk.get(f"{at}check/"))
    desk.post(f"{at}check/", {"promised": "on"})
    case, made = Case.objects.get(), Undertaking.objects.get()
    assert [m.requirement["name"] for m in case.materials.filter(code="promise.m3")] == [
        "告知承诺书：无犯罪记录证明"
    ]
    event = Event.objects.of(made.pk).get()
    assert event.actor["post"] == "window" and event.actor["staff"]
    assert "在纸质告知承诺书上签名或者盖章，受理窗口登记" in wording(case)
    page = text(desk.get(f"/window/{case.number}/"))
    assert "在窗口签了纸质告知承诺书" in page and "看签名的告知承诺书" in page


def test_without_the_signed_sheet_the_promise_stands_no_more(desk, item):
    at = counter(desk, item)
    desk.post(f"{at}undertakings/m3/", SIGNED | {"file_promise.m3": png("承诺书.png", "red")})
    draft = Draft.objects.get()
    desk.post(f"/drafts/{draft.pk}/files/{draft.files.get(code='promise.m3').pk}/remove/")
    assert desk.get(f"{at}check/").url == at
    assert "请上传“无犯罪记录证明”" in text(desk.post(f"{at}materials/", {}))


def test_the_material_may_be_handed_in_after_all(desk, item):
    at = counter(desk, item)
    desk.post(f"{at}undertakings/m3/", SIGNED | {"file_promise.m3": png("承诺书.png", "red")})
    assert desk.post(f"{at}undertakings/m3/", {"take_back": "1"}).url == f"{at}materials/"
    draft = Draft.objects.get()
    assert draft.undertakings == {} and not draft.files.filter(code="promise.m3").exists()


def test_an_original_on_paper_prevails_over_the_promise(desk, item):
    at = counter(desk, item)
    desk.post(f"{at}undertakings/m3/", SIGNED | {"file_promise.m3": png("承诺书.png", "red")})
    desk.post(f"{at}materials/", {"paper_m3": "1", "paper_m2": "1"})
    desk.post(f"{at}check/", {"promised": "on"})
    assert Case.objects.exists() and not Undertaking.objects.exists()


def test_an_agent_who_signs_at_the_counter_shows_that_his_letter_says_so(desk, item):
    sent = {"agent": "陈志远", "agent_id": factories.id_number(serial=9)}
    at = counter(desk, item, **sent)
    assert "代理人：" in text(desk.get(f"{at}undertakings/m3/sheet/"))
    signed = SIGNED | {"file_promise.m3": png("承诺书.png", "red")}
    answer = desk.post(f"{at}undertakings/m3/", signed)
    assert answer.status_code == 422 and "没有写明可以代为承诺的，请申请人本人签名" in text(answer)
    assert desk.post(f"{at}undertakings/m3/", SIGNED | {"authorised": "on"}).url == f"{at}materials/"


def test_the_sheet_is_handed_out_at_the_counter_only(signed_in, agent, desk, item):
    assert signed_in.get(agent.at("undertakings/m3/sheet/")).status_code == 404
    at = counter(desk, item)
    assert desk.get(f"{at}undertakings/m1/sheet/").status_code == 404
    assert signed_in.get(f"{at}undertakings/m3/sheet/").status_code == 404
