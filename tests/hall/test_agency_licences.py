"""Renewing and changing a licence through an agent: whose it must be, what he hears when he is wrong, what a grant does."""

from datetime import timedelta

import pytest

from hall import throttle
from hall.accounts import applicants
from hall.apply.agency import Agency
from hall.apply.drafts import Draft
from powers.people.people import AccountKind
from tests import factories
from workflow.licences.holders import NOT_HIS
from workflow.licences.licences import Licence, Standing
from workflow.machine import Case
from workflow.states import State

from .conftest import PASSWORD, now, person, png
from .test_agency import browser, text

LETTER = (("m1", "red"), ("m2", "blue"), ("proxy", "gray"))
HOLDER = factories.id_number()
TOLD = {"name": "张三", "id_kind": "111", "id_number": HOLDER, "phone": "13800000001"}


@pytest.fixture
def held(zone):
    """A licence of one year, given today, of somebody who filed himself."""
    edition = factories.edition(details={"valid_for": 1, "valid_unit": "year"})
    with zone("outer"):
        holder = applicants.register(
            kind=AccountKind.PERSON, details=factories.party() | {"agent_id": ""}, password=PASSWORD
        )
    case, staff = factories.case_at(State.CONCLUDED, zone=zone, edition_=edition, applicant=holder)
    return case.licence, staff


@pytest.fixture
def agent(db):
    return person("李四", serial=44, phone="13900000044")


def asks(client, licence, act="renew", **changes):
    return client.post(f"/licences/behalf/{act}/", TOLD | {"number": licence.number} | changes)


def files(client, at):
    client.post(f"{at}materials/", {f"file_{code}": png(f"{code}.png", colour) for code, colour in LETTER})
    answer = client.post(f"{at}check/", {"promised": "on"})
    assert answer.status_code == 302, text(answer)
    return Case.objects.get(number=answer.url.strip("/").split("/")[1])


def decided(case, staff, zone) -> None:
    at = now()
    with zone("outer"):
        factories.fresh(case).accept(by=staff.window, at=at)
    with zone("inner"):
        factories._advance_to_decision(factories.fresh(case), staff, at)
        factories.fresh(case).grant(by=staff.head, at=at, note="同意")


def test_a_renewal_by_an_agent_renews_the_licence_of_its_holder(agent, held, zone):
    licence, staff = held
    answer = asks(browser(agent), licence)
    assert answer.status_code == 302, text(answer)
    draft = Draft.objects.get()
    assert (draft.renews, draft.user, draft.agency.details["id_number"]) == (licence, agent, HOLDER)
    case = files(browser(agent), answer.url)
    assert (case.party.name, case.renewal.licence, case.renewal.is_timely) == ("张三", licence, True)
    assert case.applied.by_agent and "proxy" in {each.code for each in case.materials.all()}
    decided(case, staff, zone)
    kept = Licence.objects.get()
    assert (kept.case, kept.renewed_by, kept.is_deemed) == (licence.case, case, False)
    assert kept.valid_to > licence.valid_to and kept.number != licence.number


def test_a_change_by_an_agent_gives_a_new_certificate(agent, held, zone):
    licence, staff = held
    client = browser(agent)
    bare = asks(client, licence, "change")
    assert bare.status_code == 422 and "请至少写明一项要变更的内容" in text(bare)
    at = asks(client, licence, "change", **{"to-address": "中山北路 9 号"}).url
    page = text(client.get(at))
    assert licence.number in page and "变更为：中山北路 9 号" in page and f"{at}alterations/" in page
    assert client.post(f"{at}alterations/", {"address": ""}).status_code == 422
    assert client.post(f"{at}alterations/", {"address": "中山北路 10 号"}).url == at
    case = files(client, at)
    assert case.licence_change.to == {"address": "中山北路 10 号"}
    decided(case, staff, zone)
    kept = Licence.objects.get()
    assert (kept.case, kept.changed_by, kept.valid_to) == (licence.case, case, licence.valid_to)
    assert kept.number != licence.number


def test_no_such_licence_and_somebody_elses_are_one_sentence(agent, held):
    licence, _ = held
    client = browser(agent)
    none = asks(client, licence, number="宁卫许〔2026〕999号")
    other = asks(client, licence, id_number=factories.id_number(serial=8))
    for answer in (none, other):
        assert answer.status_code == 422 and NOT_HIS in text(answer) and not Draft.objects.exists()
    assert f'value="{licence.number}"' in text(other)
    only = text(none).replace("宁卫许〔2026〕999号", "").split("<main")[1].split("</main")[0]
    same = text(other).replace(licence.number, "").replace(factories.id_number(serial=8), HOLDER)
    assert only.split("csrf")[0] == same.split("<main")[1].split("</main")[0].split("csrf")[0]


def test_who_may_not_go_through_many(agent, held):
    licence, _ = held
    client = browser(agent)
    for serial in range(throttle.NAMED["licence"]):
        assert asks(client, licence, id_number=factories.id_number(serial=50 + serial)).status_code == 422
    assert asks(client, licence).status_code == 429 and not Draft.objects.exists()


@pytest.mark.parametrize("typed", ["[{}]", "({})", " 〔 {} 〕 ", "（{}）"])
def test_brackets_and_spaces_are_written_as_one_likes(agent, held, typed):
    licence, _ = held
    head, rest = licence.number.split("〔")
    year, tail = rest.split("〕")
    assert asks(browser(agent), licence, number=f"{head}{typed.format(year)}{tail}").status_code == 302


def test_what_has_become_of_the_licence_is_told_to_who_knows_it(agent, held, clock):
    licence, staff = held
    client = browser(agent)
    files(client, asks(client, licence).url)
    again = asks(client, licence)
    assert again.status_code == 422 and "延续申请正在办理，不用再申请" in text(again)
    clock.set(now() + timedelta(days=400))
    late = asks(browser(agent), licence, "change", **{"to-name": "张三丰"})
    assert late.status_code == 422 and "已经过期" in text(late)


def test_a_licence_that_was_revoked_meanwhile_is_not_renewed(agent, held, zone):
    licence, staff = held
    client = browser(agent)
    at = asks(client, licence).url
    with zone("inner"):
        Licence.objects.whole().get().revoke(by=staff.head, at=now(), ground="fraud", facts="伪造")
    client.post(f"{at}materials/", {f"file_{code}": png(f"{code}.png", colour) for code, colour in LETTER})
    answer = client.post(f"{at}check/", {"promised": "on"})
    assert (
        answer.status_code == 422
        and "已经撤销" in text(answer)
        and Licence.objects.get().state == Standing.REVOKED
    )


def test_the_holder_of_a_draft_for_a_licence_stays_its_holder(agent, held):
    licence, _ = held
    client = browser(agent)
    at = asks(client, licence).url
    other = client.post(f"{at}behalf/", TOLD | {"id_number": factories.id_number(serial=8)})
    assert other.status_code == 422 and NOT_HIS in text(other)
    assert client.post(f"{at}behalf/", TOLD | {"name": "张三丰"}).status_code == 302
    assert Agency.objects.get().details["name"] == "张三丰"


def test_the_holder_sees_that_his_licence_is_being_renewed_but_not_the_agents_case(agent, held):
    licence, _ = held
    client = browser(agent)
    case = files(client, asks(client, licence).url)
    page = text(browser(licence.case.applicant).get("/licences/"))
    assert "有人代您提出的延续申请正在办理" in page and case.number not in page
    assert "还没有证照" in text(client.get("/licences/"))


def test_a_licence_got_through_an_agent_is_renewed_through_another(agent, held, zone):
    """It is the principal's whoever filed for him, and no longer the first agent's to ask for."""
    licence, _ = held
    first = person("王五", serial=45, phone="13900000045")
    Case.objects.filter(pk=licence.case_id).update(applicant=first)
    Agency.objects.create(case=licence.case)
    own = browser(first).post(f"/licences/{licence.pk}/renew/")
    assert own.status_code == 404 and asks(browser(agent), licence).status_code == 302


def test_a_clerk_names_no_licence_of_another_and_nobody_a_strange_act(agent, held):
    licence, staff = held
    assert asks(browser(staff.window), licence).status_code == 403
    assert browser(agent).get("/licences/behalf/sell/").status_code == 404


def test_the_page_asks_of_a_person_or_an_enterprise(agent):
    client = browser(agent)
    page = text(client.get("/licences/behalf/renew/"))
    assert "申请人证件号码" in page and "要变更的内容" not in page
    page = text(client.get("/licences/behalf/change/?kind=enterprise"))
    assert "申请单位统一社会信用代码" in page and "要变更的内容" in page and "住所（地址）" in page
    assert "代他人申请延续" in text(client.get("/licences/"))


def test_ones_own_licence_is_not_asked_for_as_an_agent(held):
    licence, _ = held
    answer = asks(browser(licence.case.applicant), licence)
    assert answer.status_code == 422 and "申请人就是您本人" in text(answer)


def test_a_holder_has_no_alterations_page_of_a_draft(held, agent):
    licence, _ = held
    client = browser(licence.case.applicant)
    at = client.post(f"/licences/{licence.pk}/change/", {"address": "中山北路 9 号"}).url
    assert client.get(f"{at}alterations/").status_code == 404
    assert f"/licences/{licence.pk}/change/" in text(client.get(at))
