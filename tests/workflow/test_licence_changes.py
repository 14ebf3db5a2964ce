"""A licence changed on its holder's application: an ordinary case, a new certificate, the old one readable as superseded."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from exchange import kinds
from ledger import clock as the_clock
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from ledger.verify import verify
from tests import factories
from workflow.licences import certificates
from workflow.licences.changes import LicenceChange, Wish
from workflow.licences.licences import Licence, Standing
from workflow.materials import filings
from workflow.papers.papers import Paper
from workflow.states import State

from .test_licences import (
    ACTS,
    MONDAY,
    YEAR,
    act,
    carried,
    decided,
    edition_of,
    granted,
    noon,
    renewal_filed,
    snapshot,
    whole,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(clock):
    return clock.set(MONDAY)


TO = {"name": "张四", "address": "南京市鼓楼区中山北路 2 号"}


def change_filed(licence, zone, at, to=TO, *, by=None, edition=None):
    with zone("outer"):
        return filings.submit(
            edition or licence.case.edition, by=by or licence.case.applicant, at=at, party=factories.party(), answers={},
            materials=[], demo=True, token=f"change{at}", alters=Wish(licence, to),
        )  # fmt: skip


def changed(zone, details=YEAR, to=TO, days=1):
    licence, staff = granted(zone, details)
    case = change_filed(licence, zone, the_clock.now() + timedelta(seconds=1), to)
    decided(case, staff, zone, "grant")
    return whole(licence), staff, factories.fresh(case)


def test_a_granted_change_gives_a_new_certificate_of_the_same_term_and_its_own_decision(zone, now):
    licence, staff, case = changed(zone)
    old, new = certificates.versions(licence)
    assert (old.status, new.status) == (Paper.Status.SUPERSEDED, Paper.Status.ISSUED)
    assert licence.number == new.number != old.number and Licence.objects.count() == 1
    assert (licence.valid_from, licence.valid_to) == (date(2026, 3, 2), date(2027, 3, 1))
    assert (licence.changed_by_id, licence.renewed_by_id) == (case.pk, None)
    kinds = set(case.papers.values_list("kind", flat=True))
    assert kinds >= {"change_decision", "licence"} and "grant_decision" not in kinds
    assert [e.verb for e in Event.objects.of(licence.pk)] == ["issue", "change"]


def test_the_new_certificate_says_what_was_changed_and_the_old_one_stays_as_it_was(zone, now):
    licence, staff, case = changed(zone)
    old, new = certificates.versions(licence)
    assert (old.fields["applicant"], new.fields["applicant"]) == ("张三", "张四")
    assert new.fields["particulars"] == ["住所（地址）：南京市鼓楼区中山北路 2 号"]
    words = "".join(block.text for block in new.sheet().blocks)
    assert "持证人：张四" in words and "中山北路 2 号" in words
    assert "张三" in "".join(block.text for block in old.sheet().blocks)
    decision = case.papers.get(kind="change_decision")
    assert decision.fields["changes"] == [
        "持证人的名称（姓名）由“张三”变更为“张四”",
        "住所（地址）变更为“南京市鼓楼区中山北路 2 号”",
    ]


def test_nothing_personal_of_a_change_stands_in_the_chain(zone, now):
    changed(zone)
    sealed = "".join(Event.objects.values_list("sealed", flat=True))
    assert "张四" not in sealed and "中山北路 2 号" not in sealed
    assert Event.objects.get(verb="change").body["what"] == ["address", "name"]


def test_a_second_change_goes_on_from_the_first(zone, now):
    licence, staff, _ = changed(zone)
    again = change_filed(
        licence, zone, now + timedelta(minutes=1), {"legal_person": "李五", "content": "内科\n外科"}
    )
    decided(again, staff, zone, "grant")
    newest = certificates.newest(whole(licence))
    assert newest.fields["applicant"] == "张四" and newest.fields["content"] == ["内科", "外科"]
    assert newest.fields["particulars"] == [
        "住所（地址）：南京市鼓楼区中山北路 2 号", "法定代表人（负责人）：李五",
    ]  # fmt: skip
    first = certificates.versions(licence)[0]
    assert certificates.replaced(first) == ("已变更", newest)


def test_a_renewal_carries_on_what_was_changed(zone, clock, now):
    licence, staff, _ = changed(zone)
    case = renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    decided(case, staff, zone, "grant")
    licence = whole(licence)
    newest = certificates.newest(licence)
    assert newest.fields["applicant"] == "张四" and "中山北路 2 号" in newest.fields["particulars"][0]
    assert (licence.valid_to, newest.case_id) == (date(2028, 3, 1), case.pk)
    assert Paper.objects.filter(kind="licence", status=Paper.Status.ISSUED).count() == 1
    second = certificates.versions(licence)[1]
    assert certificates.replaced(second)[0] == "已延续"


def test_a_refused_change_leaves_the_licence_as_it_is(zone, now):
    licence, staff = granted(zone)
    case = change_filed(licence, zone, now + timedelta(seconds=1))
    decided(case, staff, zone, "refuse")
    assert whole(licence).number == licence.number
    assert certificates.newest(licence).status == Paper.Status.ISSUED


def test_changes_that_cannot_be_are_refused_in_words(zone, clock, now):
    licence, staff = granted(zone)
    at = now + timedelta(seconds=1)
    for to, words in (({}, "至少写明"), ({"name": " "}, "至少写明"), ({"colour": "蓝"}, "列出的各项")):
        with pytest.raises(Refused, match=words):
            change_filed(licence, zone, at, to)
    with pytest.raises(Refused, match="不超过 200"):
        change_filed(licence, zone, at, {"name": "长" * 201})
    with pytest.raises(Refused, match="不是您的"):
        change_filed(licence, zone, at, by=factories.citizen())
    with pytest.raises(Refused, match="不是您的"):
        change_filed(licence, zone, at, edition=edition_of(name="医疗机构执业登记"))
    change_filed(licence, zone, at)
    with pytest.raises(Refused, match="正在办理"):
        change_filed(licence, zone, at + timedelta(seconds=1))
    late = clock.set(noon(date(2027, 3, 2)))
    with pytest.raises(Refused, match="已经过期"):
        change_filed(licence, zone, late)


def test_what_was_revoked_meanwhile_is_not_changed(zone, now):
    licence, staff = granted(zone)
    case = change_filed(licence, zone, now + timedelta(seconds=1))
    with zone("inner"):
        act(licence, staff, "revoke", **ACTS["revoke"])
    with pytest.raises(Refused, match="不能准予变更"):
        decided(case, staff, zone, "grant")


def test_people_do_not_change_a_licence_past_a_decision(zone, now):
    licence, staff = granted(zone)
    with zone("inner"), pytest.raises(NotAllowed):
        licence.change(by=staff.head, at=now, number="1", case=licence.case, what=["name"])


def test_a_changed_licence_that_is_revoked_loses_its_new_certificate(zone, now):
    licence, staff, case = changed(zone)
    with zone("inner"):
        act(licence, staff, "revoke", **ACTS["revoke"])
    assert case.papers.get(kind="licence").status == Paper.Status.REVOKED


def test_the_outer_net_follows_the_change_and_knows_which_certificate_holds(zone, clock, now):
    licence, staff = granted(zone)
    case = change_filed(licence, zone, clock.set(now + timedelta(seconds=1)))
    decided_until = [("accept", "outer"), ("examine", "inner")]
    for step, where in decided_until:
        with zone(where):
            factories.STEPS[step](factories.fresh(case), staff, the_clock.now())

    def play():
        with zone("inner"):
            factories.STEPS["grant"](factories.fresh(case), staff, the_clock.now())

    bodies, facts = carried(play)
    assert whole(licence).changed_by_id is None
    with zone("outer"):
        for body in bodies:
            kind = kinds.known("licence")
            kind.check(body)
            kind.run(body, at=the_clock.now())
    assert snapshot()[0] == facts[0] and whole(licence).changed_by_id == case.pk
    assert snapshot()[2] == facts[2] and verify().fault is None


def test_the_other_net_reads_from_the_filing_which_licence_is_meant(zone, now):
    licence, _ = granted(zone)
    case = change_filed(licence, zone, now + timedelta(seconds=1))
    assert LicenceChange.objects.get(case=case).to == TO
    assert [words for _, words in LicenceChange.objects.get().lines] == list(TO.values())


def test_the_register_is_guarded_as_before(zone, now):
    licence, _ = granted(zone)
    with pytest.raises(DatabaseError), transaction.atomic():
        Licence.objects.filter(pk=licence.pk).update(state=Standing.CANCELLED)
        connection.check_constraints()


def test_a_case_for_a_change_ends_delivered_with_its_papers_named(zone, now):
    licence, staff, case = changed(zone)
    with zone("outer"):
        factories.STEPS["deliver"](factories.fresh(case), staff, the_clock.now())
    named = " ".join(factories.fresh(case).papers.get(kind="delivery_receipt").fields["delivered"])
    assert "准予变更决定书" in named and "护士执业证书" in named
    assert factories.fresh(case).state == State.CONCLUDED
