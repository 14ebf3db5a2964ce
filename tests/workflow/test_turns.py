"""The turns a case may take beside the straight way: each allowed one moves, each unlawful one is refused in words."""

from datetime import datetime, timedelta

import pytest

from ledger import clock as the_clock
from ledger.clock import CHINA, civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from powers.flow.flow import Flow
from powers.people.people import CLOCK, Unattended
from tests import factories
from workflow.calendar.workdays import Calendar
from workflow.clock.clocks import Clock
from workflow.clock.deadlines import add_workdays
from workflow.machine import Case
from workflow.states import State
from workflow.turns import hearings, silence
from workflow.turns.consulting import Consultation

pytestmark = pytest.mark.django_db

REAL_NOW = the_clock.now
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=CHINA)


def working_days_after(at, days):
    day = add_workdays(civil_day(at), days, calendar=Calendar.load())
    return datetime.combine(day, at.timetz())


@pytest.fixture
def now(clock):
    return clock.set(MONDAY)


def opened(state, *, zone, **facts):
    """A case of the demonstration at a state, today by the test's clock; its edition was published in earnest before."""
    told, the_clock.now = the_clock.now, REAL_NOW
    try:
        edition = factories.edition(**facts)
    finally:
        the_clock.now = told
    return factories.case_at(state, zone=zone, at=the_clock.now(), demo=True, edition_=edition)


def handled(zone, **facts):
    case, staff = opened(State.HANDLING, zone=zone, **facts)
    return factories.fresh(case), staff


def step_of(case):
    return case.open_runs[0].code


def on_step(staff, case):
    return staff.on(case.open_runs[0].lane)


# 视为受理


def test_silence_of_five_working_days_is_acceptance_from_the_day_of_receipt(zone, clock, now):
    case, _ = opened(State.SUBMITTED, zone=zone)
    late = clock.set(working_days_after(now, 6))
    with zone("outer"):
        assert silence.accept_overdue(at=late) == 1
        assert silence.accept_overdue(at=late) == 0
    case = factories.fresh(case)
    assert case.state == State.HANDLING
    assert civil_day(case.accepted_at) == civil_day(now)
    event = Event.objects.get(subject=case.pk, verb="accept_by_silence")
    assert event.body["since"] == "2026-03-02" and event.actor["post"] == "clock"
    promised = case.clocks.get(kind=Clock.Kind.PROMISED)
    assert promised.due_on == add_workdays(civil_day(now), 8, calendar=Calendar.load())


def test_nothing_is_accepted_by_silence_on_the_fifth_working_day(zone, clock, now):
    case, _ = opened(State.SUBMITTED, zone=zone)
    fifth = clock.set(working_days_after(now, 5))
    with zone("outer"):
        assert silence.accept_overdue(at=fifth) == 0
        with pytest.raises(Refused, match="还没有过"):
            factories.fresh(case).accept_by_silence(by=CLOCK, at=fifth)


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("accept", {}),
        ("ask_to_complete", {"items": [{"code": "m1", "name": "申请表", "text": "没有签名"}]}),
        ("decline", {"reasons": "不需要许可"}),
        ("refer_elsewhere", {"organ": "区市场监督管理局", "reasons": "不属于本机关职权"}),
    ],
)
def test_after_the_silence_no_answer_of_the_window_counts(verb, said, zone, clock, now):
    case, staff = opened(State.SUBMITTED, zone=zone)
    late = clock.set(working_days_after(now, 6))
    with zone("outer"), pytest.raises(Refused, match="自收到之日起即为受理"):
        getattr(factories.fresh(case), verb)(by=staff.window, at=late, **said)


def test_a_late_correction_notice_restarts_the_five_days_from_the_supplement(zone, clock, now):
    case, _ = opened(State.CORRECTION, zone=zone)
    supplied = clock.set(working_days_after(now, 4))
    with zone("outer"):
        factories.fresh(case).supplement(
            by=case.applicant, at=supplied, filing={"filing": "0" * 64, "files": 0}
        )
        assert silence.accept_overdue(at=working_days_after(supplied, 5)) == 0
        late = clock.set(working_days_after(supplied, 6))
        assert silence.accept_overdue(at=late) == 1
    assert civil_day(factories.fresh(case).accepted_at) == civil_day(supplied)


# 不属于本机关、逾期未补正


def test_an_office_that_is_not_competent_names_the_one_that_is(zone):
    case, staff = opened(State.SUBMITTED, zone=zone)
    with zone("outer"):
        with pytest.raises(Refused, match="有权办理的机关"):
            factories.fresh(case).refer_elsewhere(
                by=staff.window, at=the_clock.now(), organ="", reasons="不属于"
            )
        factories.fresh(case).refer_elsewhere(
            by=staff.window, at=the_clock.now(), organ="南京市市场监督管理局", reasons="属于市级职权"
        )
    case = factories.fresh(case)
    assert case.state == State.DECLINED and case.concluded_at


def test_the_window_ends_a_case_whose_correction_never_came_but_not_before_its_day(zone, clock, now):
    case, staff = opened(State.CORRECTION, zone=zone)
    with zone("outer"):
        with pytest.raises(Refused, match="还没有过"):
            factories.fresh(case).lapse(by=staff.window, at=now)
        late = clock.set(working_days_after(now, 11))
        factories.fresh(case).lapse(by=staff.window, at=late)
    assert factories.fresh(case).state == State.TERMINATED


# 领办、分办


def test_a_claimed_step_is_nobody_elses_until_it_is_released(zone):
    case, staff = handled(zone)
    other = factories.official("handler", at=case.office)
    with zone("inner"):
        case.claim(by=staff.handler, at=the_clock.now(), step="examine")
        with pytest.raises(NotAllowed):
            factories.fresh(case).advance(
                by=other, at=the_clock.now(), step="examine", outcome="pass", note="可以"
            )
        with pytest.raises(NotAllowed):
            factories.fresh(case).claim(by=other, at=the_clock.now(), step="examine")
        factories.fresh(case).release(by=staff.handler, at=the_clock.now(), step="examine")
        factories.fresh(case).claim(by=other, at=the_clock.now(), step="examine")
    assert factories.fresh(case).open_runs[0].holder == other.staff_no


def test_reviewer_or_head_hands_a_step_over_and_a_handler_cannot(zone):
    case, staff = handled(zone)
    other = factories.official("handler", at=case.office)
    with zone("inner"):
        with pytest.raises(NotAllowed):
            case.assign(by=staff.handler, at=the_clock.now(), step="examine", to=other.staff_no)
        factories.fresh(case).assign(by=staff.reviewer, at=the_clock.now(), step="examine", to=other.staff_no)
        with pytest.raises(NotAllowed):
            factories.fresh(case).advance(
                by=staff.handler, at=the_clock.now(), step="examine", outcome="pass", note="可以"
            )
        factories.fresh(case).advance(
            by=other, at=the_clock.now(), step="examine", outcome="pass", note="可以"
        )


def test_who_holds_a_step_is_in_no_public_part(zone):
    case, staff = handled(zone)
    with zone("inner"):
        event = case.claim(by=staff.handler, at=the_clock.now(), step="examine")
    assert staff.handler.staff_no not in event.sealed


# 退回、征求意见


def test_a_return_the_flow_does_not_draw_needs_reasons_and_reopens_a_passed_step(zone):
    case, staff = handled(zone)
    with zone("inner"):
        first = step_of(case)
        case.advance(by=on_step(staff, case), at=the_clock.now(), step=first, outcome="pass", note="可以")
        case = factories.fresh(case)
        while case.open_runs[0].lane not in ("reviewer", "head"):
            run = case.open_runs[0]
            case.advance(
                by=staff.on(run.lane),
                at=the_clock.now(),
                step=run.code,
                outcome=run.step.forward[0].code,
                note="可以",
            )
            case = factories.fresh(case)
        run = case.open_runs[0]
        with pytest.raises(Refused, match="理由"):
            case.send_back(by=staff.on(run.lane), at=the_clock.now(), step=run.code, to=first, reasons="")
        with pytest.raises(Refused, match="走过"):
            factories.fresh(case).send_back(
                by=staff.on(run.lane), at=the_clock.now(), step=run.code, to="deliver", reasons="重办"
            )
        factories.fresh(case).send_back(
            by=staff.on(run.lane), at=the_clock.now(), step=run.code, to=first, reasons="事实没有查清"
        )
    case = factories.fresh(case)
    assert [each.code for each in case.open_runs] == [first]
    assert case.runs.filter(code=run.code, outcome="sent_back").exists()


def test_another_office_is_asked_and_its_answer_is_bound_into_the_file(zone, now):
    case, staff = handled(zone)
    other = factories.office("鼓楼区生态环境局")
    adviser = factories.official("handler", at=other)
    assert not Case.objects.visible_to(adviser).filter(pk=case.pk).exists()
    with zone("inner"):
        case.consult(by=staff.handler, at=now, step="examine", office=other.pk, question="排水是否达标")
        assert Case.objects.visible_to(adviser).filter(pk=case.pk).exists()
        with pytest.raises(Refused, match="还没有答复"):
            factories.fresh(case).advance(
                by=staff.handler, at=now, step="examine", outcome="pass", note="可以"
            )
        with pytest.raises(NotAllowed):
            factories.fresh(case).answer_consultation(
                by=staff.handler, at=now, office=other.pk, answer="达标"
            )
        event = factories.fresh(case).answer_consultation(
            by=adviser, at=now, office=other.pk, answer="排水达标"
        )
        factories.fresh(case).advance(by=staff.handler, at=now, step="examine", outcome="pass", note="可以")
    assert "排水" not in event.sealed and event.actor["office"] == other.pk
    asked = Consultation.objects.get(case=case)
    assert asked.words["question"] == "排水是否达标" and asked.words["answer"] == "排水达标"


def test_an_office_that_never_answers_does_not_hold_the_case_for_ever(zone, clock, now):
    case, staff = handled(zone)
    other = factories.office("鼓楼区生态环境局")
    with zone("inner"):
        case.consult(by=staff.handler, at=now, step="examine", office=other.pk, question="是否同意", days=3)
        late = clock.set(working_days_after(now, 4))
        factories.fresh(case).advance(
            by=staff.handler, at=late, step="examine", outcome="pass", note="对方未答复"
        )


# 延期


def test_the_head_extends_once_by_at_most_ten_days(zone, now):
    case, staff = handled(zone)
    before = case.clocks.get(kind=Clock.Kind.STATUTORY).due_on
    with zone("inner"):
        with pytest.raises(NotAllowed):
            case.extend(by=staff.handler, at=now, days=5, reasons="情况复杂")
        with pytest.raises(Refused, match="最多 10"):
            factories.fresh(case).extend(by=staff.head, at=now, days=11, reasons="情况复杂")
        factories.fresh(case).ask_extension(
            by=staff.handler, at=now, step="examine", days=5, reasons="情况复杂"
        )
        assert factories.fresh(case).extension_asked == 5
        factories.fresh(case).extend(by=staff.head, at=now, days=5, reasons="案情复杂，需要补充调查")
        with pytest.raises(Refused, match="只能一次"):
            factories.fresh(case).extend(by=staff.head, at=now, days=1, reasons="再延")
    case = factories.fresh(case)
    assert case.extension_asked is None and case.extended_days == 5
    after = case.clocks.get(kind=Clock.Kind.STATUTORY).due_on
    assert after == add_workdays(before, 5, calendar=Calendar.load())


def test_no_extension_after_the_statutory_limit_has_passed(zone, clock, now):
    case, staff = handled(zone)
    late = clock.set(working_days_after(now, 21))
    with zone("inner"), pytest.raises(Refused, match="法定期限已经过了"):
        factories.fresh(case).extend(by=staff.head, at=late, days=5, reasons="情况复杂")


# 听证


def told(zone, now, ground="interest"):
    case, staff = handled(zone)
    with zone("inner"):
        case.tell_hearing(by=staff.handler, at=now, step="examine", hearing_ground=ground)
    return factories.fresh(case), staff


def to_decision(case, staff, at):
    factories._advance_to_decision(case, staff, at)
    return factories.fresh(case)


def test_nobody_decides_while_the_applicant_may_still_ask_to_be_heard(zone, clock, now):
    case, staff = told(zone, now)
    with zone("inner"):
        case = to_decision(case, staff, now)
        with pytest.raises(Refused, match="还可以申请听证"):
            case.refuse(by=staff.head, at=now, note="不同意", reasons="不符合")
        late = clock.set(working_days_after(now, 6))
        factories.fresh(case).refuse(by=staff.head, at=late, note="不同意", reasons="不符合")


def test_nobody_decides_over_a_hearing_that_was_asked_for(zone, now):
    case, staff = told(zone, now)
    applicant = Unattended("applicant", subject=str(case.pk))
    with zone("inner"):
        factories.fresh(case).ask_hearing(by=applicant, at=now)
        with pytest.raises(Refused, match="还没有举行听证"):
            to_decision(factories.fresh(case), staff, now).grant(by=staff.head, at=now, note="同意")


def test_a_hearing_is_called_seven_days_ahead_stops_the_clock_and_ends_with_its_record(zone, clock, now):
    case, staff = told(zone, now)
    applicant = Unattended("applicant", subject=str(case.pk))
    chair = factories.official("legal", at=case.office)
    call = {"step": "examine", "place": "二楼听证室", "chair": chair.staff_no, "chair_name": chair.name}
    with zone("inner"):
        factories.fresh(case).ask_hearing(by=applicant, at=now)
        with pytest.raises(Refused, match="提前 7"):
            factories.fresh(case).call_hearing(
                by=staff.handler, at=now, on=working_days_after(now, 6), **call
            )
        with pytest.raises(Refused, match="最迟"):
            factories.fresh(case).call_hearing(
                by=staff.handler, at=now, on=working_days_after(now, 21), **call
            )
        day = working_days_after(now, 8)
        event = factories.fresh(case).call_hearing(by=staff.handler, at=now, on=day, **call)
        assert "听证室" not in event.sealed
        case = factories.fresh(case)
        assert case.state == State.PAUSED and case.stops.get().ground == "hearing"
        with pytest.raises(Refused, match="以后再写笔录"):
            case.record_hearing(by=staff.handler, at=now, record="各方陈述", attendants="申请人")
        held = clock.set(day + timedelta(hours=3))
        factories.fresh(case).record_hearing(
            by=staff.handler, at=held, record="各方陈述", attendants="申请人、利害关系人"
        )
        case = to_decision(factories.fresh(case), staff, held)
        case.grant(by=staff.head, at=held, note="根据听证笔录，同意")
    case = factories.fresh(case)
    assert case.state == State.GRANTED
    assert case.stops.get().ended_at == held


def test_the_chair_is_nobody_who_examined_the_case(zone, now):
    case, staff = told(zone, now, ground="public")
    with zone("inner"):
        case.claim(by=staff.handler, at=now, step="examine")
        with pytest.raises(Refused, match="主持人不能"):
            factories.fresh(case).call_hearing(
                by=staff.handler, at=now, step="examine", on=working_days_after(now, 8), place="二楼",
                chair=staff.handler.staff_no, chair_name="承办人",
            )  # fmt: skip


def test_asking_after_five_days_or_twice_is_refused(zone, clock, now):
    case, staff = told(zone, now)
    applicant = Unattended("applicant", subject=str(case.pk))
    with zone("inner"):
        late = clock.set(working_days_after(now, 6))
        with pytest.raises(Refused, match="五个工作日已经过了"):
            factories.fresh(case).ask_hearing(by=applicant, at=late)
        clock.set(now)
        factories.fresh(case).waive_hearing(by=applicant, at=now)
        with pytest.raises(Refused, match="已经答复过"):
            factories.fresh(case).ask_hearing(by=applicant, at=now)
    assert hearings.of(case).is_settled


def test_a_hearing_is_no_ordinary_special_procedure(zone, now):
    case, staff = handled(zone, flow=with_testing())
    with zone("inner"), pytest.raises(Refused, match="听证请从"):
        case.pause(by=staff.surveyor, at=now, step="test", ground="hearing", days=5)


def step(code, lane, kind, *outcomes, **more):
    return {
        "code": code, "name": code, "lane": lane, "kind": kind, "limit_days": 2, "duty": "", "standard": "", "paper": "",
        "outcomes": [{"code": c, "label": c, "to": list(to)} for c, to in outcomes], **more,
    }  # fmt: skip


def with_testing() -> Flow:
    return Flow.from_data(
        {
            "v": 1,
            "steps": [
                step("accept", "window", "acceptance", ("accept", ("test",))),
                step("test", "surveyor", "special", ("pass", ("decide",))),
                step("decide", "head", "decision", ("grant", ("deliver",)), ("refuse", ("deliver",))),
                step("deliver", "window", "delivery", ("done", ())),
            ],
        }
    )


# 终止、送达


def test_only_the_head_terminates_and_only_on_a_ground_of_the_list(zone, now):
    case, staff = handled(zone)
    with zone("inner"):
        with pytest.raises(NotAllowed):
            case.terminate(by=staff.handler, at=now, ground="duplicate", reasons="重复")
        with pytest.raises(ValueError, match="tired"):
            factories.fresh(case).terminate(by=staff.head, at=now, ground="tired", reasons="不想办")
        factories.fresh(case).terminate(by=staff.head, at=now, ground="subject_gone", reasons="公司已注销")
    case = factories.fresh(case)
    assert case.state == State.TERMINATED
    assert not case.clocks.filter(ended_at=None).exists() and not case.open_runs


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"way": "online"}, "申请人自己"),
        ({"way": "pigeon", "receiver": "张三", "proof": "x"}, "送达方式"),
        ({"way": "post", "receiver": "", "proof": "x"}, "收件人"),
        ({"way": "post", "receiver": "张三", "proof": ""}, "邮件号码"),
    ],
)
def test_delivery_by_the_window_names_way_receiver_and_proof(said, words, zone):
    case, staff = opened(State.GRANTED, zone=zone)
    with zone("outer"), pytest.raises(Refused, match=words):
        case.deliver(by=staff.window, at=the_clock.now(), **said)


# 并联审批


def joint_flow(other) -> Flow:
    return Flow.from_data(
        {
            "v": 1,
            "steps": [
                step("accept", "window", "acceptance", ("accept", ("ours", "theirs"))),
                step("ours", "handler", "examination", ("pass", ("review",))),
                step("theirs", "handler", "examination", ("pass", ("review",)), office=other.pk),
                step("review", "reviewer", "examination", ("pass", ("decide",)), join=True),
                step("decide", "head", "decision", ("grant", ("deliver",)), ("refuse", ("deliver",))),
                step("deliver", "window", "delivery", ("done", ())),
            ],
        }
    )


def test_offices_handle_their_branches_at_once_and_the_join_waits_for_the_last(zone, now):
    other = factories.office("鼓楼区生态环境局")
    theirs = factories.official("handler", at=other)
    case, staff = handled(zone, flow=joint_flow(other), promised_days=10, statutory_days=45)
    assert {run.code: run.office_id for run in case.open_runs} == {"ours": case.office_id, "theirs": other.pk}
    assert Case.objects.visible_to(theirs).filter(pk=case.pk).exists()
    with zone("inner"):
        with pytest.raises(NotAllowed):
            case.advance(by=staff.handler, at=now, step="theirs", outcome="pass", note="可以")
        factories.fresh(case).advance(by=theirs, at=now, step="theirs", outcome="pass", note="环保可以")
        assert {run.code for run in factories.fresh(case).open_runs} == {"ours"}
        factories.fresh(case).advance(by=staff.handler, at=now, step="ours", outcome="pass", note="可以")
        assert {run.code for run in factories.fresh(case).open_runs} == {"review"}


def test_a_joint_procedure_may_be_extended_by_fifteen_days(zone, now):
    other = factories.office("鼓楼区生态环境局")
    case, staff = handled(zone, flow=joint_flow(other), promised_days=10, statutory_days=45)
    with zone("inner"):
        with pytest.raises(Refused, match="最多 15"):
            case.extend(by=staff.head, at=now, days=16, reasons="复杂")
        factories.fresh(case).extend(by=staff.head, at=now, days=15, reasons="复杂")


def test_a_step_is_handed_only_to_a_holder_of_its_post(zone):
    case, staff = handled(zone)
    with zone("inner"), pytest.raises(Refused, match="不在这个环节的岗位"):
        case.assign(by=staff.reviewer, at=the_clock.now(), step="examine", to=staff.legal.staff_no)


def test_a_branch_of_another_office_is_not_ours_to_share_out(zone, now):
    other = factories.office("鼓楼区生态环境局")
    theirs = factories.official("handler", at=other)
    case, staff = handled(zone, flow=joint_flow(other), promised_days=10, statutory_days=45)
    with zone("inner"):
        with pytest.raises(NotAllowed, match="由那个机关分办"):
            case.assign(by=staff.reviewer, at=now, step="theirs", to=theirs.staff_no)
        factories.fresh(case).assign(by=staff.reviewer, at=now, step="ours", to=staff.handler.staff_no)
