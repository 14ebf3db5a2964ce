"""The chart with the case's place: steps done, running, ahead and not on its way, told by word, to each reader his view."""

import pytest
from django.urls import reverse

from ledger import clock
from powers.flow.flowchart import Place, View
from tests import factories
from tests.conftest import in_zone
from tests.factories import BACKEND
from workflow.desk import case_chart
from workflow.states import State

pytestmark = pytest.mark.django_db


def place_of(case, code):
    return case_chart.places(factories.fresh(case))[code]


def test_done_running_and_ahead_follow_the_runs(zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    first = case.edition.flow.first.code
    decision = next(s.code for s in case.edition.flow.steps if s.kind == "decision")
    assert place_of(case, first) == Place.PAST
    assert (place_of(case, "examine"), place_of(case, decision)) == (Place.NOW, Place.AHEAD)
    with zone("inner"):
        outcome = case.edition.flow.step("examine").forward[0].code
        factories.fresh(case).advance(
            by=staff.handler, at=clock.now(), step="examine", outcome=outcome, note="齐全"
        )
        assert place_of(case, "examine") == Place.PAST
        back = factories.fresh(case)
        run = back.open_runs[0]
        returned = next((o.code for o in run.step.outcomes if o.back), None)
        assert returned
        back.advance(by=staff.on(run.lane), at=clock.now(), step=run.code, outcome=returned, note="再看")
        assert place_of(case, "examine") == Place.NOW
        assert place_of(case, run.code) == Place.AHEAD


def test_a_refused_case_says_what_it_did_not_pass(zone):
    case, _ = factories.case_at(State.REFUSED, zone=zone)
    told = {step.what: label for step, _, label in _external(case)["told"]}
    assert told["网上申请"] == "已办"
    assert case_chart._of_the_applicant(factories.fresh(case), {})["-refused"] == Place.PAST


def test_a_new_case_waits_at_the_window(zone):
    with zone("outer"):
        case = factories.submitted()
    told = {step.what: label for step, _, label in _external(case)["told"]}
    assert told["材料齐全吗"] == "正在办" and set(told.values()) == {"已办", "正在办", "还没办"}


def test_a_withdrawn_case_passes_nothing_more(zone):
    case, _ = factories.case_at(State.WITHDRAWN, zone=zone)
    labels = [label for _, _, label in _external(case)["told"]]
    assert "正在办" not in labels and "还没办" not in labels


def test_the_desk_sees_posts_and_the_applicant_does_not(client, zone):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    client.force_login(staff.handler, backend=BACKEND)
    inside = client.get(reverse("desk_case", args=[case.number])).content.decode()
    assert "box--now" in inside and "已办：" in inside and "承办岗" in inside
    with in_zone("outer"):
        client.force_login(case.applicant, backend=BACKEND)
        outside = client.get(f"/cases/{case.number}/").content.decode()
    assert "box--now" in outside and "正在办：" in outside
    assert "承办岗" not in outside and "审核岗" not in outside


def _external(case) -> dict:
    return case_chart.drawing(factories.fresh(case), view=View.EXTERNAL)
