"""Faults of the programme's earlier system at the applicant's side, each turned into the rule that keeps it out of here."""

import uuid

from hall import throttle
from hall.cases import query_codes
from hall.cases.standing import standing
from tests.conftest import in_zone
from tests.factories import case_at, fresh
from workflow.calendar.workdays import Calendar
from workflow.materials import filings
from workflow.papers.number import ALPHABET
from workflow.states import State

from .conftest import now


def stand(case):
    return standing(fresh(case), at=now(), calendar=Calendar.load())


def test_query_codes_are_long_and_neighbours_have_nothing_in_common():
    """There it was four digits."""
    ids = [uuid.UUID(int=number) for number in range(1, 201)]
    codes = [query_codes.query_code(each) for each in ids]
    assert len(set(codes)) == 200 and all(len(code) == 10 and set(code) <= set(ALPHABET) for code in codes)
    alike = [
        sum(a == b for a, b in zip(one, two, strict=True)) for one, two in zip(codes, codes[1:], strict=False)
    ]
    assert max(alike) < 5
    assert not query_codes.fits(codes[0], case_id=ids[1])


def test_guessing_codes_is_stopped_after_ten_tries(client, citizen):
    case, _ = case_at(State.SUBMITTED, zone=in_zone, applicant=citizen)
    guess = {"number": case.number, "code": "00000 00000"}
    answers = [client.post("/progress/", guess).status_code for _ in range(throttle.LOOKS + 1)]
    assert set(answers[:-1]) == {422} and answers[-1] == 429


def test_every_state_tells_the_applicant_what_to_do(citizen):
    """There 补正 and 不予受理 both read as deleted."""
    for state in (s for s in State if s != State.PAUSED):
        case, _ = case_at(state, zone=in_zone, applicant=citizen)
        shown = stand(case)
        assert shown.sentence.endswith("。"), state
        waiting = state in (State.SUBMITTED, State.HANDLING, State.WITHDRAWN)
        assert bool(shown.act) != waiting, state


def test_a_supplement_is_acknowledged_as_one(citizen):
    case, _ = case_at(State.CORRECTION, zone=in_zone, applicant=citizen)
    filings.supplement(case, by=citizen, at=now(), note="已签名", materials=[])
    assert stand(case).sentence.startswith("补正材料已经收到。最迟")


def test_a_right_to_be_heard_is_offered_in_the_list_of_cases(signed_in, citizen):
    case, staff = case_at(State.HANDLING, zone=in_zone, applicant=citizen)
    run = case.open_runs[0]
    with in_zone("inner"):
        case.tell_hearing(by=staff.on(run.lane), at=now(), step=run.code, hearing_ground="interest")
    page = signed_in.get("/cases/").content.decode()
    assert f"/cases/{case.number}/hearing/" in page and "答复要不要听证" in page


def test_nobody_is_taken_to_be_satisfied(signed_in, citizen):
    """There a case that nobody rated was entered as very satisfied after two days."""
    case, _ = case_at(State.CONCLUDED, zone=in_zone, applicant=citizen)
    assert case.rating is None
    page = signed_in.get(f"/cases/{case.number}/rate/").content.decode()
    assert "checked" not in page
