"""Messages in a case: who may write and read, what crosses, what the other side learns, and until when."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from exchange import kinds
from exchange.outbox import Outbox, Unsealed
from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.throttle import TooManyRequests
from ledger.verbs import NotAllowed, Refused, WrongZone
from ledger.verify import verify
from powers.people.people import Role
from tests import factories
from tests.hall.conftest import png
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.states import State
from workflow.talk import crossing as talk_crossing
from workflow.talk import inner_notes, marks, talking
from workflow.talk.inner_notes import InnerNote
from workflow.talk.talk import Message, Place, Side

pytestmark = pytest.mark.django_db
CANARY = "只给同事看的话"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def handled(zone):
    return factories.case_at(State.HANDLING, zone=zone)


def ask(case, text="冰箱要不要画上去？", **said):
    case = factories.fresh(case)
    return talking.ask(case, by=case.applicant, at=clock.now(), text=text, **said)


def write(case, by, text="要画，并写明尺寸。", **said):
    return talking.write(factories.fresh(case), by=by, at=clock.now(), text=text, **said)


def again(message):
    return Message.objects.select_related("case__office").get(pk=message.pk)


def test_a_question_waits_with_the_net_that_holds_the_case(zone):
    case, staff = factories.case_at(State.SUBMITTED, zone=zone)
    with zone("outer"):
        assert ask(case).state == Place.AT_WINDOW
        factories.fresh(case).accept(by=staff.window, at=clock.now())
        assert ask(case).state == Place.AT_DESK


def test_a_question_is_to_be_answered_within_three_working_days(zone, handled, settings):
    settings.TALK_ANSWER_DAYS = 3
    with zone("outer"):
        message = again(ask(handled[0]))
    assert message.due_on == add_workdays(civil_day(message.sent_at), 3, calendar=Calendar.load())


def test_whom_it_is_for_reads_it_and_nobody_else(zone, handled):
    case, staff = handled
    stranger = factories.official(Role.HANDLER, at=factories.office("别的机关"))
    with zone("outer"):
        message = ask(case)
        with pytest.raises(WrongZone):
            again(message).open(by=staff.handler, at=clock.now())
    with zone("inner"):
        for wrong in (stranger, staff.window, case.applicant):
            with pytest.raises(NotAllowed):
                again(message).open(by=wrong, at=clock.now())
        assert talking.read_all(factories.fresh(case), by=stranger, at=clock.now()) == 0
        assert talking.read_all(factories.fresh(case), by=staff.handler, at=clock.now()) == 1
    seen = again(message)
    assert (seen.state, seen.read_post, seen.reader) == (Place.READ, "handler", staff.handler.name)


def test_the_applicant_reading_is_told_to_the_office(zone, handled):
    case, staff = handled
    with zone("inner"):
        message = write(case, staff.handler)
    with zone("outer"):
        assert talking.read_all(factories.fresh(case), by=case.applicant, at=clock.now()) == 1
    assert again(message).read_at and again(message).reader == ""


def test_writing_answers_the_questions_before_the_writer_and_reads_them(zone, handled):
    case, staff = handled
    with zone("outer"):
        question = ask(case)
    with zone("inner"):
        answer = write(case, staff.handler)
        later = again(question)
    assert later.answered_at == again(answer).sent_at and later.state == Place.READ
    with zone("outer"):
        assert again(ask(case, "还有一个问题")).answered_at is None


def test_a_stranger_may_neither_ask_nor_write(zone, handled):
    case, _ = handled
    stranger = factories.official(Role.HANDLER, at=factories.office("别的机关"))
    with zone("outer"), pytest.raises(NotAllowed):
        talking.ask(factories.fresh(case), by=factories.citizen(), at=clock.now(), text="我是谁")
    with zone("inner"), pytest.raises(NotAllowed):
        write(case, stranger)
    assert Message.objects.count() == 0


def test_a_clerk_does_not_answer_his_own_application(zone):
    case, staff = factories.case_at(State.SUBMITTED, zone=zone)
    case.applicant.kind = "person"
    factories.Post.objects.create(user=case.applicant, office=case.office, role=Role.WINDOW)
    with zone("outer"), pytest.raises(NotAllowed):
        write(case, factories.User.objects.get(pk=case.applicant_id))


@pytest.mark.parametrize("text", ["", "   \n", "长" * 2001])
def test_empty_and_endless_words_are_refused(zone, handled, text):
    with zone("outer"), pytest.raises(Refused):
        ask(handled[0], text)


def test_a_form_sent_twice_is_one_message(zone, handled):
    with zone("outer"):
        first, second = ask(handled[0], token="t1"), ask(handled[0], token="t1")
    assert first.pk == second.pk and Message.objects.count() == 1


def test_nobody_asks_without_end(zone, handled, monkeypatch):
    monkeypatch.setattr(talking, "HOURLY", 2)
    with zone("outer"):
        ask(handled[0])
        ask(handled[0])
        with pytest.raises(TooManyRequests):
            ask(handled[0])


def test_a_closed_case_can_be_asked_about_for_thirty_days(zone):
    past = clock.now() - timedelta(days=31)
    case, _ = factories.case_at(State.WITHDRAWN, zone=zone, at=past, demo=True)
    recent, _ = factories.case_at(State.WITHDRAWN, zone=zone, at=past + timedelta(days=2), demo=True)
    with zone("outer"):
        with pytest.raises(Refused, match="已经办结"):
            ask(case)
        assert ask(recent).state == Place.AT_WINDOW


def test_the_words_are_encrypted_and_no_part_of_the_event(zone, handled):
    with zone("outer"):
        message = ask(handled[0], CANARY)
    event = Event.objects.get(subject=message.pk)
    assert CANARY not in event.sealed and CANARY not in (event.private or "")
    assert CANARY not in _column()


def _column() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM workflow_message")
        return cursor.fetchone()[0]


class Undo(Exception):
    pass


def carried(play):
    """Play something and undo it, as if on another machine; answer the messages that would cross."""
    try:
        with transaction.atomic():
            play()
            events = Event.objects.filter(kind="message").order_by("pk")
            bodies = [{"event": e.sealed, "data": talk_crossing.attach(e).data} for e in events]
            raise Undo
    except Undo:
        return bodies


def deliver(bodies):
    for body in bodies:
        kind = kinds.known("message")
        kind.check(body)
        kind.run(body, at=clock.now())


def test_a_question_stands_on_the_inner_net_as_it_was_asked(zone, handled):
    case, staff = handled
    upload = png("图纸.png")
    with zone("outer"):
        bodies = carried(lambda: ask(case, "看附件", upload=upload))
    with zone("inner"):
        deliver(bodies)
        message = Message.objects.get()
        assert (message.text, message.file_name, message.state) == ("看附件", "图纸.png", Place.AT_DESK)
        assert talking.read_all(factories.fresh(case), by=staff.handler, at=clock.now()) == 1
        assert verify().sound


def test_an_answer_goes_out_with_the_post_and_without_the_name(zone, handled):
    case, staff = handled
    with zone("outer"):
        question = ask(case)
    with zone("inner"):
        bodies = carried(lambda: write(case, staff.handler))
    crossing = json.dumps(bodies, ensure_ascii=False)
    assert staff.handler.name not in crossing and staff.handler.staff_no not in crossing
    bodies = [body for body in bodies if json.loads(body["event"])["zone"] == "inner"]
    with zone("outer"):
        deliver([b for b in bodies if json.loads(b["event"])["verb"] == "write"])
        answer = Message.objects.get(side=Side.OFFICE)
        assert (answer.author, answer.post) == ("", "handler")
        assert answer.by_post == f"{case.office.name}承办岗"
        assert again(question).answered_at == answer.sent_at


def test_words_that_are_not_those_the_event_commits_to_are_refused(zone, handled):
    with zone("outer"):
        bodies = carried(lambda: ask(handled[0]))
    bodies[0]["data"]["content"]["text"] = "别的"
    with zone("inner"), pytest.raises(ValueError, match="commits"), transaction.atomic():
        deliver(bodies)


def test_no_field_crosses_that_nobody_wrote_down(zone, handled):
    with zone("outer"):
        bodies = carried(lambda: ask(handled[0]))
    bodies[0]["data"]["author"] = "张三"
    with pytest.raises(kinds.Misfit):
        kinds.known("message").check(bodies[0])


def test_a_message_waits_until_its_case_has_crossed(zone, handled, monkeypatch):
    with zone("outer"):
        event = Event.objects.get(subject=ask(handled[0]).pk)
        assert not talk_crossing.is_ready(event)
        monkeypatch.setattr("exchange.state.acknowledged", lambda first: first.subject == handled[0].pk)
        assert talk_crossing.is_ready(event)


def test_a_sent_message_is_neither_changed_nor_deleted(zone, handled):
    with zone("outer"):
        message = ask(handled[0])
    for change in (
        lambda: Message.objects.filter(pk=message.pk).update(salt="x"),
        lambda: Message.objects.filter(pk=message.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_list_shows_what_is_unread_and_what_wants_an_answer(zone, handled):
    case, staff = handled
    with zone("outer"):
        question = again(ask(case))
    with zone("inner"):
        mark = marks.for_office([case.pk])[case.pk]
        assert (mark.unread, mark.asked, mark.due_on) == (1, 1, question.due_on)
        rows, _ = marks.questions(staff.handler, after="", today=civil_day(clock.now()))
        assert [row.message.pk for row in rows] == [question.pk]
        write(case, staff.handler)
        assert case.pk not in marks.for_office([case.pk])
        assert marks.for_applicant([case.pk]) == {case.pk: 1}


def test_questions_are_paged_by_key(zone, handled, monkeypatch):
    case, staff = handled
    monkeypatch.setattr(marks, "PAGE", 2)
    with zone("outer"):
        asked = {ask(case, f"问题 {n}").pk for n in range(3)}
    today = civil_day(clock.now())
    first, following = marks.questions(staff.handler, after="", today=today)
    second, end = marks.questions(staff.handler, after=following, today=today)
    assert {row.message.pk for row in [*first, *second]} == asked and end == ""
    assert len(marks.questions(staff.handler, after="nonsense", today=today)[0]) == 2


def test_a_note_is_for_those_who_handle_the_case(zone, handled):
    case, staff = handled
    with zone("inner"):
        inner_notes.write(case, by=staff.handler, at=clock.now(), text=CANARY)
        assert [note.text for note in inner_notes.of(case, reader=staff.reviewer)] == [CANARY]
        assert inner_notes.of(case, reader=staff.window) == []
        with pytest.raises(NotAllowed):
            inner_notes.write(case, by=staff.window, at=clock.now(), text="我也写")
        with pytest.raises(Refused):
            inner_notes.write(case, by=staff.handler, at=clock.now(), text="  ")
    with zone("outer"):
        with pytest.raises(WrongZone):
            inner_notes.write(case, by=staff.handler, at=clock.now(), text=CANARY)
        assert inner_notes.of(case, reader=staff.handler) == []


def test_a_note_is_written_once(zone, handled):
    case, staff = handled
    with zone("inner"):
        note = inner_notes.write(case, by=staff.handler, at=clock.now(), text=CANARY)
    for change in (
        lambda: InnerNote.objects.filter(pk=note.pk).update(post="别的岗"),
        lambda: InnerNote.objects.filter(pk=note.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_note_leaves_nothing_that_could_be_sealed_for_the_other_net(zone, handled):
    case, staff = handled
    with zone("inner"):
        before = (Event.objects.count(), Outbox.objects.count(), Unsealed.objects.count())
        inner_notes.write(case, by=staff.handler, at=clock.now(), text=CANARY)
        assert (Event.objects.count(), Outbox.objects.count(), Unsealed.objects.count()) == before
        write(case, staff.handler, "给申请人的话")
        events = Event.objects.exclude(zone="outer")
        attached = [talk_crossing.attach(e).data for e in events if e.kind == "message"]
        everything = json.dumps([[e.sealed for e in events], attached], ensure_ascii=False)
    assert CANARY not in everything and "给申请人的话" in everything
