"""Cases that agents filed in one's name: what an unproven account sees and may say, what the window finds, whom it cuts off."""

import pytest
from django.db import DatabaseError, transaction

from hall.accounts import applicants
from hall.apply.agency import Agency
from hall.apply.drafts import Draft
from hall.cases.query_codes import query_code
from hall.notices.notices import Notice
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from powers.people.people import Role
from tests import factories
from workflow.turns import mandates
from workflow.turns.mandates import Mandate, Standing

from .conftest import now, person
from .test_agency import NUMBER, browser, filed, text
from .test_agency_enterprises import COMPANY, HIS
from .test_agency_enterprises import filed as filed_for_enterprise


@pytest.fixture
def case(citizen, item):
    return filed(browser(citizen), item)


@pytest.fixture
def principal(db):
    """Somebody who registered with the number of the applicant; whether it is he nobody knows."""
    return person("李建国", serial=7, phone="13900000077")


@pytest.fixture
def clerk(item):
    return factories.official(Role.WINDOW, at=item.power.office)


def says(user, case, word="never"):
    return browser(user).post(f"/cases/{case.number}/behalf/", {"word": word})


def finds(clerk, case, finding, note="申请人本人到窗口，核对身份证原件"):
    return browser(clerk).post(
        f"/window/register/mandates/{case.number}/", {"finding": finding, "note": note}
    )


def test_the_list_names_number_item_state_and_agent_and_no_more(case, principal):
    page = text(browser(principal).get("/cases/"))
    assert (
        "由代理人 <b>张**</b> 代办" in page and case.edition.name in page and case.stage.public_label in page
    )
    assert f"/cases/{case.number}/behalf/" in page and f'"/cases/{case.number}/"' not in page
    shown = text(browser(principal).get(f"/cases/{case.number}/behalf/"))
    code = query_code(case.pk)
    for secret in (NUMBER, "张小兰", code, f"{code[:5]} {code[5:]}", "最迟", "委托书.png", "中山北路 12 号"):
        assert secret not in page and secret not in shown


def test_an_account_of_the_number_opens_nothing_and_acts_on_nothing(case, principal, clerk):
    client, paper = browser(principal), case.papers.first()
    material = case.materials.first()
    for at in (
        "",
        "receipt/",
        "messages/",
        "notices/",
        "withdraw/",
        "supplement/",
        "rate/",
        f"materials/{material.pk}/",
        f"papers/{paper.pk}/",
        f"papers/{paper.pk}/pdf/",
    ):
        assert client.get(f"/cases/{case.number}/{at}").status_code == 404
    assert not Notice.objects.filter(recipient=principal).exists()
    with pytest.raises(NotAllowed):
        factories.fresh(case).withdraw(by=principal, at=now())


def test_whoever_has_another_number_sees_nothing_and_says_nothing(case, citizen):
    stranger = person("李建国", serial=9, phone="13900000079")
    assert case.number not in text(browser(stranger).get("/cases/"))
    for user in (stranger, citizen):
        assert says(user, case).status_code == 404
    with pytest.raises(NotAllowed):
        mandates.doubt(case, by=stranger, at=now(), claim=applicants.identity(stranger), word="never")
    assert not Mandate.objects.exists()


def test_a_case_one_filed_oneself_is_not_among_those_of_agents(citizen, way):
    own = way.filed()
    page = text(browser(citizen).get("/cases/"))
    assert own.number[:4] in page and "代理人提出的" not in page
    assert says(citizen, own).status_code == 404


@pytest.mark.parametrize(("word", "words"), [("never", "不是申请人委托的"), ("withdrawn", "申请人撤回委托")])
def test_an_objection_changes_nothing_but_is_told_to_the_window(case, principal, citizen, clerk, word, words):
    assert says(principal, case, word).status_code == 302
    event = Event.objects.get(kind="mandate")
    assert (event.verb, event.actor["post"], event.body["word"]) == ("doubt_mandate", "unproven", word)
    assert browser(citizen).get(f"/cases/{case.number}/").status_code == 200
    desk = browser(clerk)
    rows = text(desk.get("/window/register/mandates/"))
    assert words in rows and "李建国" in rows and f"/window/register/mandates/{case.number}/" in rows
    assert words in text(desk.get(f"/window/{case.number}/")) and "去核对" in text(
        desk.get(f"/window/{case.number}/")
    )
    assert "窗口正在核对" in text(browser(principal).get(f"/cases/{case.number}/behalf/"))


def test_it_is_said_once_and_the_two_words_alone(case, principal):
    assert says(principal, case, "resigned").status_code == 422 and not Mandate.objects.exists()
    assert says(principal, case, "").status_code == 422
    says(principal, case)
    again = says(principal, case)
    assert (
        again.status_code == 422
        and "您已经说过" in text(again)
        and Event.objects.filter(kind="mandate").count() == 1
    )


def test_the_end_turns_the_agent_out_and_he_is_told_once(case, principal, citizen, clerk):
    says(principal, case)
    assert finds(clerk, case, "never").status_code == 302
    ended, client = factories.fresh(case), browser(citizen)
    assert (ended.applicant, ended.mandate.state) == (None, Standing.ENDED)
    for at in ("", "messages/", "withdraw/", f"materials/{case.materials.first().pk}/"):
        assert client.get(f"/cases/{case.number}/{at}").status_code == 404
    for act, facts in (("withdraw", {}), ("supplement", {"filing": {}})):
        with pytest.raises(Refused):
            getattr(factories.fresh(case), act)(by=citizen, at=now(), **facts)
    page = text(client.get("/cases/"))
    assert "您原来代办" in page and "委托已经终止" in page and f"/cases/{case.number}/" not in page
    told = Notice.objects.filter(recipient=citizen, kind="end_mandate", channel="site")
    assert told.count() == 1 and "委托已经终止" in told.get().text
    before = Notice.objects.filter(recipient=citizen).count()
    factories.fresh(case).accept(by=clerk, at=now())
    assert Notice.objects.filter(recipient=citizen).count() == before
    assert f"/cases/{case.number}/" not in text(client.get("/notices/"))


def test_an_act_that_read_the_case_before_does_not_bring_the_agent_back(case, citizen, clerk):
    read_before = factories.fresh(case)
    finds(clerk, case, "withdrawn")
    with pytest.raises(DatabaseError, match="workflow"), transaction.atomic():
        read_before.accept(by=clerk, at=now())
    assert factories.fresh(case).applicant is None


def test_how_the_window_saw_who_spoke_stays_with_the_window(case, principal, citizen, clerk):
    says(principal, case)
    finds(clerk, case, "withdrawn", note="电话核对，工单 317")
    event = Event.objects.get(verb="end_mandate")
    assert "工单" not in event.sealed and event.private_body["note"] == "电话核对，工单 317"
    assert event.private_body["staff"] == clerk.staff_no
    page = text(browser(principal).get(f"/cases/{case.number}/behalf/"))
    assert "委托已经终止" in page and "工单" not in page
    assert "工单 317" in text(browser(clerk).get(f"/window/register/mandates/{case.number}/"))


def test_the_code_of_the_agent_opens_nothing_any_more_and_the_new_one_does(client, case, clerk):
    old = query_code(case.pk)
    ask = {"number": case.number, "code": old}
    assert client.post("/progress/", ask).status_code == 200
    finds(clerk, case, "withdrawn")
    assert client.post("/progress/", ask).status_code == 422
    page = text(browser(clerk).get(f"/window/register/mandates/{case.number}/"))
    new = query_code(f"{case.pk} without agent")
    assert f"{new[:5]} {new[5:]}" in page
    assert client.post("/progress/", ask | {"code": new}).status_code == 200


def test_the_window_finds_that_it_stands_and_may_still_end_it(case, principal, citizen, clerk):
    says(principal, case)
    assert finds(clerk, case, "valid").status_code == 302
    assert Mandate.objects.get().state == Standing.CONFIRMED
    assert browser(citizen).get(f"/cases/{case.number}/").status_code == 200
    again = says(principal, case)
    assert again.status_code == 422 and "带证件到窗口" in text(again)
    assert finds(clerk, case, "valid").status_code == 422
    assert finds(clerk, case, "withdrawn").status_code == 302 and Mandate.objects.get().is_ended


@pytest.mark.parametrize("finding", ["never", "withdrawn", "resigned"])
def test_the_window_ends_it_for_who_comes_without_an_account(case, clerk, finding):
    page = text(browser(clerk).get(f"/window/register/mandates/{case.number}/"))
    assert "异议不成立" not in page
    assert finds(clerk, case, finding).status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.state, mandate.word, mandate.said_at) == (Standing.ENDED, finding, None)


def test_the_window_must_say_how_it_checked(case, clerk, citizen):
    answer = finds(clerk, case, "never", note="")
    assert answer.status_code == 422 and "请写明怎么核对的" in text(answer) and not Mandate.objects.exists()
    for client, status in (
        (browser(citizen), 403),
        (browser(factories.official(Role.WINDOW, at=factories.office("某局"))), 404),
    ):
        assert (
            client.post(
                f"/window/register/mandates/{case.number}/", {"finding": "never", "note": "看过"}
            ).status_code
            == status
        )
    with pytest.raises(NotAllowed):
        mandates.of_case(case).end_mandate(by=citizen, at=now(), word="never", note="我自己")


def test_a_case_without_an_agent_online_has_no_authority_to_end(way, clerk):
    own = way.filed()
    assert browser(clerk).get(f"/window/register/mandates/{own.number}/").status_code == 404
    assert (
        "委托"
        not in text(browser(clerk).get(f"/window/{own.number}/")).split("<main")[1].split("申请信息")[1]
    )


def test_what_the_agent_was_writing_goes_and_the_window_takes_the_correction_in(case, citizen, clerk):
    factories.fresh(case).ask_to_complete(
        by=clerk, at=now(), items=[{"code": "m1", "name": "申请表", "text": "没有签名"}]
    )
    client = browser(citizen)
    client.post(f"/cases/{case.number}/supplement/", {"note": "晚点补", "more": "1"})
    assert Draft.objects.filter(case=case, is_correction=True).exists()
    finds(clerk, case, "withdrawn")
    assert not Draft.objects.filter(case=case, is_correction=True).exists()
    assert client.get(f"/cases/{case.number}/supplement/").status_code == 404
    assert browser(clerk).get(f"/window/register/filed/{case.number}/supplement/").status_code == 200


def test_an_enterprise_sees_by_which_agency_and_objects(item, citizen, clerk):
    case = filed_for_enterprise(browser(citizen), item, COMPANY, "enterprise")
    told = {
        "name": "别的名字",
        "id_number": HIS,
        "phone": "13900000078",
        "legal_person": "甲",
        "agent": "乙",
        "agent_id": factories.id_number(serial=99),
    }
    firm = applicants.register(kind="enterprise", details=told, password="Correct-horse-7")
    assert "由代理人 <b>张**</b> 代办" in text(browser(firm).get("/cases/"))
    assert says(firm, case).status_code == 302 and Mandate.objects.get().is_doubted


def test_the_case_keeps_a_fingerprint_of_the_applicant_and_no_number(case):
    kept = Agency.objects.get()
    assert len(kept.principal) == 64 and NUMBER not in kept.principal and kept.details == {}
