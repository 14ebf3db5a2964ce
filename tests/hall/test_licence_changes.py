"""A change of a licence in the hall: asked for on its page, carried by the draft, told to the holder, said at verification."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from exchange import kinds
from hall.apply import drafts
from hall.notices import notices
from hall.notices.notices import Notice
from hall.notices.words import WORDS
from ledger import clock as the_clock
from ledger.events import Event
from ledger.verbs import Refused
from powers.people.people import Role
from tests import factories
from tests.workflow.test_licences import ACTS, act, carried, noon, renewal_filed
from workflow.licences import bans, certificates, ending
from workflow.licences.changes import LicenceChange, Wish
from workflow.licences.licences import Licence
from workflow.materials import filings
from workflow.papers.papers import Paper
from workflow.states import State

from .test_licences import MONDAY, REAL_NOW, held, look, verdict  # noqa: F401

pytestmark = pytest.mark.django_db
NEW = {"name": "", "address": "南京市鼓楼区中山北路 2 号", "legal_person": "", "content": "", "other": ""}


@pytest.fixture
def licence_and_staff(held):  # noqa: F811
    return held


def whole(licence) -> Licence:
    return Licence.objects.whole().get(pk=licence.pk)


def sit(client, zone, user, method, page, *args, **typed):
    client.force_login(user, backend=factories.BACKEND)
    with zone("outer"):
        return getattr(client, method)(reverse(page, args=args), typed or None)


def test_the_page_asks_what_changes_and_the_draft_carries_it(client, zone, licence_and_staff):
    licence, _ = licence_and_staff
    holder = licence.case.applicant
    assert reverse("licence_change", args=[licence.pk]) in look(client, zone, holder)
    answer = sit(client, zone, holder, "post", "licence_change", licence.pk, **NEW)
    draft = drafts.Draft.objects.get(user=holder)
    assert answer.status_code == 302 and (draft.alters_id, draft.renews_id) == (licence.pk, None)
    assert draft.alterations == {"address": NEW["address"]}
    with zone("outer"):
        shown = client.get(answer.url).content.decode()
    assert "变更为：南京市鼓楼区中山北路 2 号" in shown
    again = sit(client, zone, holder, "get", "licence_change", licence.pk).content.decode()
    assert NEW["address"] in again


def test_an_empty_wish_is_told_in_words_and_nothing_is_begun(client, zone, licence_and_staff):
    licence, _ = licence_and_staff
    empty = dict.fromkeys(NEW, "")
    answer = sit(client, zone, licence.case.applicant, "post", "licence_change", licence.pk, **empty)
    assert answer.status_code == 422 and "至少写明一项" in answer.content.decode()
    long = sit(
        client,
        zone,
        licence.case.applicant,
        "post",
        "licence_change",
        licence.pk,
        **NEW | {"name": "长" * 201},
    )
    assert (
        long.status_code == 422
        and "长" * 201 in long.content.decode()
        and "超过 200 个字" in long.content.decode()
    )
    assert not drafts.Draft.objects.exists()


def test_somebody_elses_licence_is_no_page(client, zone, licence_and_staff):
    licence, _ = licence_and_staff
    assert sit(client, zone, factories.citizen(), "get", "licence_change", licence.pk).status_code == 404


def test_a_draft_for_a_renewal_becomes_one_for_a_change_and_back(zone, clock, licence_and_staff):
    licence, _ = licence_and_staff
    holder, at = licence.case.applicant, clock.set(noon(date(2027, 1, 11)))
    with zone("outer"):
        first = drafts.start(licence.case.edition, by=holder, at=at, renews=licence)
        second = drafts.start(licence.case.edition, by=holder, at=at, alters=Wish(licence, {"name": "张四"}))
        assert first.pk == second.pk and (second.renews, second.wish.to) == (None, {"name": "张四"})
        third = drafts.start(licence.case.edition, by=holder, at=at, renews=licence)
        assert third.renews_id == licence.pk and third.wish is None


def test_filing_the_draft_asks_for_the_change_and_forgets_the_words(zone, clock, licence_and_staff):
    licence, _ = licence_and_staff
    holder, at = licence.case.applicant, clock.set(REAL_NOW())
    with zone("outer"):
        draft = drafts.start(licence.case.edition, by=holder, at=at, alters=Wish(licence, {"name": "张四"}))
        case = drafts.file_application(draft, at=at)
        assert LicenceChange.objects.get(case=case).to == {"name": "张四"}
        assert drafts.Draft.objects.get(pk=draft.pk).alterations is None
        with pytest.raises(Refused, match="正在办理"):
            drafts.start(licence.case.edition, by=holder, at=at, alters=Wish(licence, {"name": "张五"}))


# 验证真伪


def granted_change(zone, licence, staff, to):
    case = licence.case
    with zone("outer"):
        asked = filings.submit(
            case.edition, by=case.applicant, at=the_clock.now() + timedelta(seconds=1), party=factories.party(), answers={},
            materials=[], demo=True, token="change", alters=Wish(licence, to),
        )  # fmt: skip
    for step, where in (("accept", "outer"), ("examine", "inner"), ("grant", "inner")):
        with zone(where):
            factories.STEPS[step](factories.fresh(asked), staff, the_clock.now() + timedelta(seconds=2))
    return asked


def test_verification_of_the_old_certificate_says_changed_and_leads_to_the_new_one(
    client, zone, licence_and_staff
):
    licence, staff = licence_and_staff
    granted_change(zone, licence, staff, {"address": NEW["address"]})
    old, new = certificates.versions(whole(licence))
    page = verdict(client, zone, old.check_code)
    assert "真实，但已变更，请看新的证件" in page and "verdict--warn" in page
    assert new.number in page and f"?code={new.check_code}" in page and NEW["address"] not in page
    page = verdict(client, zone, new.check_code)
    assert "真实，现在有效" in page and "已变更" not in page and "2027 年 3 月 1 日" in page


def test_verification_of_the_new_certificate_knows_that_it_was_revoked(client, zone, licence_and_staff):
    licence, staff = licence_and_staff
    granted_change(zone, licence, staff, {"name": "张四"})
    with zone("inner"):
        act(whole(licence), staff, "revoke", **ACTS["revoke"])
    old, new = certificates.versions(whole(licence))
    assert "已经撤销" in verdict(client, zone, new.check_code)
    assert "现在有效" not in verdict(client, zone, old.check_code)


def test_a_renewed_certificate_says_so(client, zone, clock, licence_and_staff):
    licence, staff = licence_and_staff
    asked = renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    for step, where in (("accept", "outer"), ("examine", "inner"), ("grant", "inner")):
        with zone(where):
            factories.STEPS[step](factories.fresh(asked), staff, the_clock.now())
    old = Paper.objects.filter(kind="licence").order_by("pk").first()
    assert "真实，但已延续" in verdict(client, zone, old.check_code)


# 通知


def told_of(zone, play) -> list[Notice]:
    """The notices that the outer net writes of what the inner net did to a licence."""
    bodies, _ = carried(play)
    with zone("outer"):
        for body in bodies:
            kinds.known("licence").run(body, at=the_clock.now())
        for event in Event.objects.filter(kind="licence"):
            notices.follow(Licence.objects.get(pk=event.subject).case, event)
    return list(Notice.objects.filter(event__kind="licence", channel="site"))


@pytest.mark.parametrize("verb", ACTS)
def test_the_holder_is_told_once_of_every_act_on_the_licence(zone, licence_and_staff, verb):
    licence, staff = licence_and_staff

    def play():
        with zone("inner"):
            act(whole(licence), staff, verb, **ACTS[verb])

    (notice,) = told_of(zone, play)
    assert (notice.kind, notice.recipient_id) == (verb, licence.case.applicant_id)
    assert WORDS[verb].text in notice.text and ACTS[verb]["facts"] not in notice.text
    assert "张三" not in notice.text


def test_the_holder_is_told_that_the_licence_was_changed(zone, licence_and_staff):
    licence, staff = licence_and_staff
    case = licence.case
    with zone("outer"):
        asked = filings.submit(
            case.edition, by=case.applicant, at=the_clock.now(), party=factories.party(), answers={}, materials=[],
            demo=True, token="change", alters=Wish(licence, {"name": "张四"}),
        )  # fmt: skip
    for step, where in (("accept", "outer"), ("examine", "inner")):
        with zone(where):
            factories.STEPS[step](factories.fresh(asked), staff, the_clock.now())

    def play():
        with zone("inner"):
            factories.STEPS["grant"](factories.fresh(asked), staff, the_clock.now())

    (notice,) = told_of(zone, play)
    assert notice.kind == "change" and "证件已经变更" in notice.text and "张四" not in notice.text


@pytest.mark.parametrize(("renewed", "verb"), [(False, "expire"), (True, "deem_renewed")])
def test_the_holder_is_told_what_time_did(zone, clock, licence_and_staff, renewed, verb):
    licence, _ = licence_and_staff
    if renewed:
        renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    at = clock.set(noon(date(2027, 3, 2)))

    def play():
        with zone("inner"):
            ending.end_terms(at=at)

    assert [notice.kind for notice in told_of(zone, play)] == [verb]


# 受理窗口看得到禁止申请


def test_the_receiving_clerk_sees_the_ban_with_ground_and_last_day(client, zone, clock):
    edition = factories.edition()
    at = clock.set(MONDAY)
    case, staff = factories.case_at(State.SUBMITTED, zone=zone, at=at, demo=True, edition_=edition)
    number = case.party.details["id_number"]
    quiet = window_page(client, zone, staff, case)
    assert "不得再次申请" not in quiet
    bans.Ban.objects.create(
        lookup=bans.fingerprint(number), basic_code=case.edition.power.basic_code, ground="fraud",
        since=date(2026, 3, 1), until=date(2029, 3, 1), case=case,
    )  # fmt: skip
    page = window_page(client, zone, staff, case)
    assert "申请人现在不得再次申请" in page and "第七十九条" in page and "2029 年 3 月 1 日" in page
    assert "2026 年 3 月 1 日" in page and "不予受理决定" in page and number not in page
    clock.set(datetime(2029, 3, 2, 9, tzinfo=MONDAY.tzinfo))
    assert "不得再次申请" not in window_page(client, zone, staff, case)


def window_page(client, zone, staff, case) -> str:
    assert staff.window.holds(Role.WINDOW)
    client.force_login(staff.window, backend=factories.BACKEND)
    with zone("outer"):
        return client.get(reverse("window_case", args=[case.number])).content.decode()
