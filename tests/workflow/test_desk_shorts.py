"""Short messages to officials: off by default, gathered, without a name, not by night, once, and shown when they fail."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from ledger.clock import CHINA
from ledger.events import Event
from tests import factories
from tests.factories import BACKEND
from workflow.notices import desk_notices, desk_short_sending, desk_shorts, sending
from workflow.notices.desk_notices import DeskNotice, DeskNoticeChoice, Kind
from workflow.notices.desk_shorts import DeskShort
from workflow.notices.sending import Outcome
from workflow.notices.sms import FileGateway, NotTaken
from workflow.states import State

pytestmark = pytest.mark.django_db
PHONE = "13912345678"


class Killed(BaseException):
    """The worker dies: nothing after this line runs."""


class Told(FileGateway):
    sent, does = [], None

    def send(self, *, key, phone, text):
        if Told.does:
            Told.does()
        Told.sent.append((key, phone, text))


@pytest.fixture(autouse=True)
def gateway(settings):
    Told.sent, Told.does = [], None
    settings.SMS_GATEWAY = "tests.workflow.test_desk_shorts.Told"
    return Told


def at(day, hour=10, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=CHINA)


@pytest.fixture
def handling(zone):
    return factories.case_at(State.HANDLING, zone=zone)


def wants(user, *kinds, phone=PHONE):
    desk_notices.choose(user, wanted=list(Kind), by_sms=kinds, phone=phone)


def tell(case, user, kind=Kind.TODO, *, when=None, verb="accept", step="examine"):
    """A notice as it is written in the transaction of an act."""
    event = Event.objects.of(case.pk).filter(verb=verb).last()
    people = type(user).objects.filter(pk=user.pk)
    return desk_notices._write(
        kind, case, event, to=people, tail="到了审查环节。", step=step, at=when or at(4)
    )


def test_nobody_gets_any_who_did_not_choose_them(handling):
    case, staff = handling
    tell(case, staff.handler)
    wants(staff.head, Kind.DUE)
    tell(case, staff.head)
    wants(staff.reviewer, Kind.TODO, phone=None)
    tell(case, staff.reviewer)
    assert DeskNotice.objects.count() == 3
    assert desk_short_sending.send_due(at=at(5)) == 0 and not DeskShort.objects.exists()


def test_what_comes_within_five_minutes_is_one_message_with_counts_and_one_number(handling, zone):
    case, staff = handling
    wants(staff.handler, Kind.TODO, Kind.DUE)
    tell(case, staff.handler, when=at(4, 10, 0))
    tell(case, staff.handler, Kind.DUE, when=at(4, 10, 2))
    assert desk_short_sending.send_due(at=at(4, 10, 4)) == 0
    assert desk_short_sending.send_due(at=at(4, 10, 7)) == 1
    [(key, phone, text)] = Told.sent
    assert phone == PHONE and key == DeskShort.objects.get().key.hex
    assert "您有 2 条通知：新待办 1，快到期 1" in text and case.number[-4:] in text
    for name in ("张三", case.edition.name, staff.handler.name, case.office.name):
        assert name not in text


def test_the_same_fact_is_sent_once_however_often_it_is_told_and_swept(handling):
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    for _ in range(3):
        tell(case, staff.handler)
    for minute in range(6, 60, 6):
        desk_short_sending.send_due(at=at(4, 10, minute))
        tell(case, staff.handler)
    assert len(Told.sent) == 1


def test_what_was_read_meanwhile_is_not_sent(handling):
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    tell(case, staff.handler)
    desk_notices.read_all(staff.handler, at=at(4, 10, 3))
    assert desk_short_sending.send_due(at=at(4, 11)) == 0
    assert not DeskShort.objects.exists() and not DeskNotice.objects.exclude(short_due_at=None).exists()


def test_no_telephone_rings_at_night(handling):
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    tell(case, staff.handler, when=at(4, 20, 58))
    for day, hour in ((4, 21), (4, 23), (5, 0), (5, 7)):
        assert desk_short_sending.send_due(at=at(day, hour, 30)) == 0
    assert desk_short_sending.send_due(at=at(5, 8)) == 1


def test_what_waits_when_the_night_comes_waits_for_the_morning(handling):
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    tell(case, staff.handler, when=at(4, 20, 50))
    Told.does = _refuse
    desk_short_sending.send_due(at=at(4, 20, 58))
    desk_short_sending.send_due(at=at(4, 20, 59))
    assert DeskShort.objects.get().due_at == at(5, 8)


def _refuse():
    raise NotTaken("ConnectionRefusedError")


def test_a_gateway_that_is_away_is_tried_again_and_given_up_where_he_sees_it(handling, client, clock, zone):
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    tell(case, staff.handler, when=at(4, 8))
    Told.does = _refuse
    when, outcomes = at(4, 8, 6), []
    for _ in range(6):
        desk_short_sending.send_due(at=when)
        short = DeskShort.objects.get()
        outcomes.append(short.outcome)
        when = short.due_at + timedelta(seconds=1)
    assert outcomes == [Outcome.WAITING] * 5 + [Outcome.GIVEN_UP]
    assert desk_short_sending.send_due(at=at(6)) == 0
    clock.set(at(5))
    client.force_login(staff.handler, backend=BACKEND)
    with zone("inner"):
        assert "有 1 条短信没有发成" in client.get(reverse("desk_notices")).content.decode()
        page = client.get(reverse("desk_notice_choices")).content.decode()
    assert "没有发成" in page and "ConnectionRefusedError" in page
    assert "139****5678" in page and PHONE not in page


@pytest.mark.parametrize("after_sending", [False, True])
def test_a_sender_killed_around_the_sending_never_sends_it_again(handling, monkeypatch, after_sending):
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    tell(case, staff.handler)

    def die(*args, **more):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        if after_sending:
            patch.setattr(sending, "_mark", die)
        else:
            Told.does = die
        desk_short_sending.send_due(at=at(4, 10, 6))
    Told.does = None
    assert DeskShort.objects.get().outcome == Outcome.SENDING
    assert desk_short_sending.send_due(at=at(4, 10, 8)) == desk_short_sending.send_due(at=at(4, 11)) == 0
    assert DeskShort.objects.get().outcome == Outcome.UNKNOWN
    assert len(Told.sent) == int(after_sending)


def test_a_gatherer_killed_before_its_commit_leaves_the_notices_for_the_next(handling, monkeypatch):
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    tell(case, staff.handler)
    whole = DeskShort.objects.create

    def die(**facts):
        whole(**facts)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(type(DeskShort.objects), "create", lambda self, **facts: die(**facts))
        desk_short_sending.send_due(at=at(4, 10, 6))
    assert not DeskShort.objects.exists()
    assert desk_short_sending.send_due(at=at(4, 10, 7)) == 1


def test_who_left_or_took_his_number_away_gets_none(handling):
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    tell(case, staff.handler)
    wants(staff.handler, Kind.TODO, phone=None)
    assert desk_short_sending.send_due(at=at(4, 11)) == 0
    assert (DeskShort.objects.get().outcome, DeskShort.objects.get().why) == (
        Outcome.GIVEN_UP,
        "手机号已经删去",
    )


def test_without_a_gateway_nothing_is_offered_and_nothing_waits(handling, settings, client, zone):
    settings.SMS_GATEWAY = ""
    case, staff = handling
    wants(staff.handler, Kind.TODO)
    tell(case, staff.handler)
    assert not DeskNotice.objects.exclude(short_due_at=None).exists()
    client.force_login(staff.handler, backend=BACKEND)
    with zone("inner"):
        assert "也发短信的" not in client.get(reverse("desk_notice_choices")).content.decode()


def test_he_chooses_on_his_page_and_the_number_is_kept_encrypted(handling, client, zone):
    _, staff = handling
    client.force_login(staff.handler, backend=BACKEND)
    address = reverse("desk_notice_choices")
    with zone("inner"):
        page = client.get(address).content.decode()
        assert 'name="by_sms"' in page and page.count("checked") == len(Kind)
        for phone, says in (("", "请填手机号"), ("12345", "11 位手机号")):
            refused = client.post(address, {"wanted": ["todo"], "by_sms": ["todo"], "phone": phone})
            assert refused.status_code == 422 and says in refused.content.decode()
            assert 'value="todo" checked' in refused.content.decode()
        assert not DeskNoticeChoice.objects.exists()
        told = {"wanted": ["todo"], "by_sms": ["todo", "due"], "phone": "139 1234-5678"}
        assert client.post(address, told).status_code == 302
        choice = DeskNoticeChoice.objects.get()
        assert (choice.phone, choice.by_sms) == (
            PHONE,
            ["todo"],
        )  # a short message repeats what is told on the page
        client.post(address, {"wanted": ["todo"], "by_sms": ["todo"], "phone": ""})
        assert DeskNoticeChoice.objects.get().phone == PHONE
        client.post(address, {"wanted": ["todo"], "by_sms": [], "phone": "", "forget": "on"})
        assert DeskNoticeChoice.objects.get().phone is None
    wants(staff.handler, Kind.TODO)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM workflow_desknoticechoice")
        assert PHONE not in cursor.fetchone()[0]


def test_every_kind_has_words_and_they_fit(handling):
    case, _ = handling
    assert set(desk_shorts.WORDS) == set(Kind.values)
    notices = [DeskNotice(pk=n, kind=kind, case=case, made_at=at(4)) for n, kind in enumerate(Kind)] * 40
    assert len(desk_shorts.spell(notices)) <= 200
