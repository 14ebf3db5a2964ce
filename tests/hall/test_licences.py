"""My licences: renewal before the thirty days, later, too late; bans when an application is begun; what verification says."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from hall.accounts import applicants
from hall.apply import drafts
from hall.apply.agency import Agency
from hall.notices import licences
from hall.notices.notices import Notice
from ledger import clock as the_clock
from ledger.clock import CHINA
from ledger.verbs import Refused
from powers.people.people import AccountKind
from tests import factories
from workflow.licences import ending
from workflow.papers.number import grouped_code
from workflow.papers.papers import Paper
from workflow.states import State

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=CHINA)
REAL_NOW = the_clock.now


@pytest.fixture
def held(zone, clock):
    """A licence of one year of somebody with an account, from 2 March 2026."""
    edition = factories.edition(details={"valid_for": 1, "valid_unit": "year"})
    told = factories.party() | {"agent_id": ""}
    with zone("outer"):
        holder = applicants.register(kind=AccountKind.PERSON, details=told, password="Correct-horse-7")
    at = clock.set(MONDAY)
    case, staff = factories.case_at(
        State.CONCLUDED, zone=zone, at=at, demo=True, edition_=edition, applicant=holder
    )
    return case.licence, staff


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


def look(client, zone, user):
    client.logout()
    client.force_login(user, backend=factories.BACKEND)
    with zone("outer"):
        return client.get(reverse("my_licences")).content.decode()


def test_the_list_says_by_when_to_ask_and_honestly_when_it_is_late(client, zone, clock, held):
    licence, _ = held
    clock.set(on(date(2027, 1, 30)))
    page = look(client, zone, licence.case.applicant)
    assert licence.number in page and "1 月 30 日" in page and "已经过了" not in page
    clock.set(on(date(2027, 1, 31)))
    page = look(client, zone, licence.case.applicant)
    assert "已经过了" in page and "延续" in page
    assert licence.number not in look(client, zone, factories.citizen())


def test_a_renewal_carries_which_licence_it_renews(client, zone, clock, held):
    licence, _ = held
    holder = licence.case.applicant
    clock.set(on(date(2027, 1, 11)))
    client.force_login(holder, backend=factories.BACKEND)
    with zone("outer"):
        assert client.post(reverse("licence_renew", args=[licence.pk])).status_code == 302
        draft = drafts.Draft.objects.get(user=holder)
        assert draft.renews_id == licence.pk
        client.force_login(factories.citizen(), backend=factories.BACKEND)
        assert client.post(reverse("licence_renew", args=[licence.pk])).status_code == 404


def test_after_the_last_day_a_renewal_is_refused_in_words(zone, clock, held):
    licence, _ = held
    late = clock.set(on(date(2027, 3, 2)))
    with zone("outer"), pytest.raises(Refused, match="已经过期"):
        drafts.start(licence.case.edition, by=licence.case.applicant, at=late, renews=licence)


def test_who_is_barred_cannot_even_begin(zone, clock, held):
    licence, staff = held
    with zone("inner"):
        licence.revoke(
            by=staff.head, at=the_clock.now(), ground="fraud", facts="学历证书是伪造的", safety=True
        )
    with zone("outer"):
        with pytest.raises(Refused, match="第七十九条"):
            drafts.start(licence.case.edition, by=licence.case.applicant, at=on(date(2029, 3, 2)))
        assert drafts.start(licence.case.edition, by=licence.case.applicant, at=on(date(2029, 3, 3)))


def verdict(client, zone, code):
    with zone("outer"):
        return client.get(reverse("verify"), {"code": grouped_code(code)}).content.decode()


def test_verification_says_valid_expired_or_revoked_with_days(client, zone, clock, held):
    licence, staff = held
    code = Paper.objects.get(kind="licence").check_code
    page = verdict(client, zone, code)
    assert "真实，现在有效" in page and "2027 年 3 月 1 日" in page and "张三" not in page
    clock.set(on(date(2027, 3, 2)))
    with zone("inner"):
        ending.end_terms(at=the_clock.now())
    page = verdict(client, zone, code)
    assert "已经过期" in page and "verdict--warn" in page


def test_verification_says_that_a_licence_was_withdrawn(client, zone, held):
    licence, staff = held
    with zone("inner"):
        licence.withdraw_licence(
            by=staff.head, at=the_clock.now(), ground="law_changed", facts="新规划", compensation="按评估价"
        )
    page = verdict(client, zone, Paper.objects.get(kind="licence").check_code)
    assert "已经撤回" in page and "verdict--bad" in page and "2026 年 3 月 2 日" in page


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        (61, None),
        (60, "licence_ends_60"),
        (31, "licence_ends_60"),
        (30, "licence_ends_30"),
        (0, "licence_ends_30"),
    ],
)
def test_the_holder_is_reminded_sixty_and_thirty_days_before_once_each(zone, clock, held, before, kind):
    licence, _ = held
    at = clock.set(on(licence.valid_to - timedelta(days=before)))
    with zone("outer"):
        licences.remind(at=at)
        licences.remind(at=at)
    told = Notice.objects.filter(kind__startswith="licence_ends", channel="site")
    assert list(told.values_list("kind", flat=True)) == ([kind] if kind else [])


def test_a_licence_that_an_agent_was_handed_is_his_principals(client, zone, clock, held):
    licence, _ = held
    agent, at = licence.case.applicant, clock.set(on(licence.valid_to - timedelta(days=30)))
    with zone("outer"):
        Agency.objects.create(case=licence.case)
    assert licence.number not in look(client, zone, agent)
    with zone("outer"):
        assert client.post(reverse("licence_renew", args=[licence.pk])).status_code == 404
        assert client.get(reverse("licence_change", args=[licence.pk])).status_code == 404
        assert licences.remind(at=at) == 0
