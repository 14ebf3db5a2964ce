"""Notices to applicants: who is told what, by which way, once; what a crash leaves; and what the pages show."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail

from hall.accounts import applicants
from hall.cases.standing import supply_by
from hall.notices import choices, notices
from hall.notices import sending as notice_sending
from hall.notices.choices import Channel
from hall.notices.notices import Notice
from hall.notices.quiet_hours import due_at
from hall.notices.words import REQUIRED, WORDS, Group
from ledger.clock import CHINA
from ledger.events import Event
from powers.people.people import AccountKind, Role
from tests import factories
from tests.conftest import in_zone
from tests.factories import case_at, fresh
from workflow.notices import sending
from workflow.notices.quiet_hours import is_quiet
from workflow.notices.sending import Outcome
from workflow.notices.sms import FileGateway, NotTaken
from workflow.states import State as CaseState
from workflow.talk import talking

from .conftest import now, person

NOON = datetime(2026, 11, 26, 12, tzinfo=CHINA)


class Killed(BaseException):
    """The worker dies: nothing after this line runs."""


class Told(FileGateway):
    """A gateway of the test: what it was given, and what it is to do."""

    sent, does = [], None

    def send(self, *, key, phone, text):
        if Told.does:
            Told.does()
        Told.sent.append((key, phone, text))


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture(autouse=True)
def gateway(settings):
    Told.sent, Told.does = [], None
    settings.SMS_GATEWAY = "tests.hall.test_notices.Told"
    return Told


@pytest.fixture
def accepted(citizen):
    """A case whose acceptance was told of; only its short message waits."""
    case, _ = case_at(CaseState.HANDLING, zone=in_zone, applicant=citizen)
    Notice.objects.exclude(kind="accept").delete()
    return case


def by(channel):
    return Notice.objects.get(channel=channel)


def daytime(notice_, **more):
    return max(notice_.due_at, notice_.made_at.astimezone(CHINA).replace(hour=12)) + timedelta(**more)


def test_an_acceptance_is_told_on_the_site_at_once_and_by_telephone_later(accepted):
    told = by(Channel.SITE)
    assert told.outcome == Outcome.SENT and by(Channel.SMS).outcome == Outcome.WAITING
    assert "张*" in told.text and "张三" not in told.text and "告诉您结果" in told.text
    assert Notice.objects.count() == 2


def test_every_kind_has_words_that_name_nobody():
    assert all(
        words.text.format(until="").endswith("。") or "{until}" in words.text for words in WORDS.values()
    )
    assert {words.group for words in WORDS.values()} == set(Group)


def test_following_an_event_twice_tells_once(accepted):
    event = Event.objects.get(subject=accepted.pk, verb="accept")
    before = Notice.objects.count()
    notices.follow(fresh(accepted), event)
    assert Notice.objects.count() == before


def test_the_inner_net_tells_nobody(citizen):
    case, _ = case_at(CaseState.HANDLING, zone=in_zone, applicant=citizen)
    event = Event.objects.get(subject=case.pk, verb="accept")
    Notice.objects.all().delete()
    with in_zone("inner"):
        notices.follow(fresh(case), event)
    assert Notice.objects.count() == 0


def test_a_short_message_goes_out_once_to_the_telephone_of_the_account(accepted, gateway):
    at = daytime(by(Channel.SMS))
    assert notice_sending.send_due(at=at) == 1
    assert notice_sending.send_due(at=at) == 0
    [(key, phone, words)] = gateway.sent
    assert phone == "13800000317" and words.startswith("【") and key == by(Channel.SMS).key.hex
    assert by(Channel.SMS).outcome == Outcome.SENT


def test_no_telephone_rings_at_night(accepted, gateway):
    evening = datetime(2026, 11, 26, 21, 0, tzinfo=CHINA)
    Notice.objects.filter(channel=Channel.SMS).update(due_at=evening - timedelta(minutes=1))
    assert notice_sending.send_due(at=evening) == 0 and gateway.sent == []
    assert notice_sending.send_due(at=evening.replace(day=27, hour=8)) == 1


@pytest.mark.parametrize(
    ("hour", "minute", "quiet", "day"),
    [(20, 59, False, 26), (21, 0, True, 27), (23, 59, True, 27), (0, 0, True, 26), (7, 59, True, 26), (8, 0, False, 26)],
)  # fmt: skip
def test_the_night_is_from_nine_to_eight(hour, minute, quiet, day):
    at = NOON.replace(hour=hour, minute=minute)
    assert is_quiet(at) is quiet
    assert due_at(Channel.SMS, at) == (at.replace(day=day, hour=8, minute=0) if quiet else at)
    assert due_at(Channel.EMAIL, at) == at


def test_killed_between_commit_and_claim_it_is_sent_by_the_next_sweep(accepted, gateway, monkeypatch):
    def die(*args, **more):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, "_claim", die)
        notice_sending.send_due(at=daytime(by(Channel.SMS)))
    assert notice_sending.send_due(at=daytime(by(Channel.SMS))) == 1 and len(gateway.sent) == 1


@pytest.mark.parametrize("after_sending", [False, True])
def test_killed_around_the_sending_it_is_never_sent_again_and_shown_as_unknown(
    accepted, gateway, monkeypatch, after_sending
):
    def die(*args, **more):
        raise Killed

    at = daytime(by(Channel.SMS))
    with monkeypatch.context() as patch, pytest.raises(Killed):
        if after_sending:
            patch.setattr(sending, "_mark", die)
        else:
            gateway.does = die
        notice_sending.send_due(at=at)
    gateway.does = None
    assert by(Channel.SMS).outcome == Outcome.SENDING
    assert notice_sending.send_due(at=at + timedelta(minutes=5)) == 0
    assert notice_sending.send_due(at=at + timedelta(minutes=11)) == 0
    assert len(gateway.sent) == after_sending
    assert by(Channel.SMS).outcome == Outcome.UNKNOWN


def test_a_slow_sender_that_ends_well_after_all_is_believed(accepted, gateway):
    at = daytime(by(Channel.SMS))
    gateway.does = lambda: notice_sending.lose_sight(at=at + timedelta(minutes=11))
    assert notice_sending.send_due(at=at) == 1
    assert by(Channel.SMS).outcome == Outcome.SENT


def test_a_line_that_breaks_in_the_middle_leaves_unknown(accepted, gateway):
    def breaks():
        raise TimeoutError

    gateway.does = breaks
    assert notice_sending.send_due(at=daytime(by(Channel.SMS))) == 0
    assert (by(Channel.SMS).outcome, by(Channel.SMS).why) == (Outcome.UNKNOWN, "TimeoutError")


def test_what_was_surely_not_taken_is_tried_again_and_given_up_at_last(accepted, gateway):
    def refuse():
        raise NotTaken("网关繁忙")

    gateway.does, at, seen = refuse, daytime(by(Channel.SMS)), []
    for _ in range(9):
        at = max(at, by(Channel.SMS).due_at)
        notice_sending.send_due(at=at)
        seen.append(by(Channel.SMS).outcome)
    assert seen[:5] == [Outcome.WAITING] * 5 and seen[-1] == Outcome.GIVEN_UP
    assert by(Channel.SMS).tries == 6 and by(Channel.SMS).why == "网关繁忙"


def test_a_number_the_gateway_never_takes_is_given_up_at_once(accepted, gateway):
    def refuse():
        raise NotTaken("号码有误", for_good=True)

    gateway.does = refuse
    notice_sending.send_due(at=daytime(by(Channel.SMS)))
    assert by(Channel.SMS).outcome == Outcome.GIVEN_UP


def test_the_file_gateway_takes_a_key_once(tmp_path):
    files = FileGateway(tmp_path)
    for words in ("第一次", "第二次"):
        files.send(key="k", phone="13800000317", text=words)
    assert [path.name for path in tmp_path.iterdir()] == ["k.txt"]
    assert "第一次" in (tmp_path / "k.txt").read_text()


def test_a_letter_goes_to_the_proved_address_alone(signed_in, citizen, accepted, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    signed_in.post("/notices/email/", {"address": "zhang@example.cn"})
    assert choices.of(citizen).email is None
    assert "z***@example.cn" in text(signed_in.get("/notices/choices/"))
    code = re.search(r"\d{6}", mail.outbox[0].body)[0]
    wrong = signed_in.post("/notices/email/confirm/", {"code": str(int(code) ^ 1)})
    assert wrong.status_code == 422 and "验证码不对" in text(wrong)
    signed_in.post("/notices/email/confirm/", {"code": code})
    assert choices.of(citizen).email == "zhang@example.cn"
    event = Event.objects.get(subject=accepted.pk, verb="submit")
    notices.write("submit", fresh(accepted), event)
    notice_sending.send_due(at=daytime(by(Channel.EMAIL)))
    assert mail.outbox[1].to == ["zhang@example.cn"] and by(Channel.EMAIL).outcome == Outcome.SENT
    signed_in.post("/notices/email/remove/")
    assert choices.of(citizen).email is None


def test_a_code_is_good_for_a_quarter_of_an_hour(signed_in, citizen, settings, clock):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    start = now()
    signed_in.post("/notices/email/", {"address": "zhang@example.cn"})
    clock.set(start + timedelta(minutes=16))
    code = re.search(r"\d{6}", mail.outbox[0].body)[0]
    assert "过期" in text(signed_in.post("/notices/email/confirm/", {"code": code}))
    assert choices.of(citizen).email is None


def test_what_must_be_told_stays_on_the_site_and_the_rest_is_the_applicants_choice(signed_in, citizen):
    signed_in.post("/notices/choices/", {"sms": ["act"]})
    choice = choices.of(citizen)
    assert {group for group in Group if choice.wants(Channel.SITE, group)} == set(REQUIRED)
    assert [group for group in Group if choice.wants(Channel.SMS, group)] == [Group.ACT]
    assert choice.channels(Group.PROGRESS) == []


def test_a_house_without_a_gateway_offers_no_short_messages(settings, signed_in, citizen):
    settings.SMS_GATEWAY = ""
    assert Channel.SMS not in choices.of(citizen).channels(Group.ACT)
    assert "短信</span>" not in text(signed_in.get("/notices/choices/"))


def test_an_enterprises_notice_says_that_its_agent_gets_it(client):
    details = {
        "name": "南京云杉科技有限公司", "id_number": "91320106MA00000001", "phone": "13900000009", "agent": "周予安",
        "legal_person": "林晴川", "agent_id": factories.id_number(serial=9),
    }  # fmt: skip
    user = applicants.register(kind=AccountKind.ENTERPRISE, details=details, password="Correct-horse-7")
    client.force_login(user, backend=factories.BACKEND)
    page = text(client.get("/notices/choices/"))
    assert "经办人 周**（南京云杉科技有限公司）" in page and "139****0009" in page and "周予安" not in page


def test_old_news_of_a_demonstration_rings_no_telephone(citizen):
    case_at(CaseState.HANDLING, zone=in_zone, applicant=citizen, demo=True, at=now() - timedelta(days=9))
    assert set(Notice.objects.values_list("channel", flat=True)) == {Channel.SITE}


def test_a_correction_is_reminded_of_once_two_days_before_its_end(citizen):
    case, _ = case_at(CaseState.CORRECTION, zone=in_zone, applicant=citizen)
    until = datetime.combine(supply_by(fresh(case)), datetime.min.time(), tzinfo=CHINA).replace(hour=9)
    assert notices.remind_corrections(at=until - timedelta(days=3)) == 0
    for days in (2, 1):
        notices.remind_corrections(at=until - timedelta(days=days))
    told = Notice.objects.filter(kind="correction_ends")
    assert sorted(told.values_list("channel", flat=True)) == [Channel.SITE, Channel.SMS]
    assert notices.remind_corrections(at=until + timedelta(days=1)) == 0


def test_a_message_of_the_office_is_told_of_and_reading_it_clears_the_mark(signed_in, citizen):
    case, staff = case_at(CaseState.HANDLING, zone=in_zone, applicant=citizen)
    notices.read_all(citizen, at=now())
    with in_zone("inner"):
        talking.write(fresh(case), by=staff.handler, at=now(), text="请补一张照片")
    event = Event.objects.get(kind="message")
    notices.follow(fresh(case), event)
    assert "消息，1 条没看" in text(signed_in.get("/"))
    assert "1 条消息没看" in text(signed_in.get("/cases/"))
    assert "请补一张照片" in text(signed_in.get(f"/cases/{case.number}/messages/"))
    signed_in.post(f"/cases/{case.number}/messages/read/")
    assert "条没看" not in text(signed_in.get("/"))


def test_the_list_shows_mine_and_marks_them_read_when_asked(signed_in, accepted):
    other, _ = case_at(
        CaseState.HANDLING, zone=in_zone, applicant=person("李四", serial=2, phone="13900000001")
    )
    page = text(signed_in.get("/notices/"))
    assert accepted.number in page and other.number not in page and "没看" in page
    assert Notice.objects.filter(read_at=None, recipient=accepted.applicant, channel="site").exists()
    signed_in.post("/notices/read/")
    assert "没看" not in text(signed_in.get("/notices/"))


def test_the_applicant_sees_when_and_how_he_was_told(signed_in, accepted):
    page = text(signed_in.get(f"/cases/{accepted.number}/notices/"))
    assert "已经受理" in page and "短信" in page and "等待发送" in page and "138****0317" in page
    other, _ = case_at(
        CaseState.HANDLING, zone=in_zone, applicant=person("李四", serial=2, phone="13900000001")
    )
    assert signed_in.get(f"/cases/{other.number}/notices/").status_code == 404


def test_the_operator_sees_what_did_not_go_out_and_no_telephone(client, accepted):
    Notice.objects.filter(channel=Channel.SMS).update(outcome=Outcome.GIVEN_UP, why="网关繁忙")
    clerk = factories.official(Role.WINDOW, at=accepted.office)
    client.force_login(clerk, backend=factories.BACKEND)
    page = text(client.get("/notices/log/?outcome=given_up"))
    assert accepted.number[-4:] in page and "网关繁忙" in page and "13800000317" not in page
    stranger = factories.official(Role.WINDOW, at=factories.office("别的机关"))
    client.force_login(stranger, backend=factories.BACKEND)
    assert accepted.number[-4:] not in text(client.get("/notices/log/"))


def test_lists_are_paged_by_key(signed_in, citizen, monkeypatch):
    monkeypatch.setattr("hall.notices.pages.PAGE", 2)
    for _ in range(3):
        case_at(CaseState.SUBMITTED, zone=in_zone, applicant=citizen)
    first = signed_in.get("/notices/")
    second = signed_in.get("/notices/", {"after": first.context["next"]})
    seen = [each.pk for page in (first, second) for each in page.context["rows"]]
    assert len(seen) == len(set(seen)) == 3


def test_a_short_message_that_failed_goes_out_when_the_gateway_is_back(accepted, gateway):
    """In the programme's earlier system a failed message was never sent again."""

    def refuse():
        raise NotTaken("网关繁忙")

    gateway.does = refuse
    notice_sending.send_due(at=daytime(by(Channel.SMS)))
    assert gateway.sent == []
    gateway.does = None
    assert notice_sending.send_due(at=by(Channel.SMS).due_at) == 1
    assert len(gateway.sent) == 1 and by(Channel.SMS).outcome == Outcome.SENT
