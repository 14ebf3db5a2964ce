"""Bad ratings that the rated office holds to be mistaken or malicious: who asks and decides, what counts, who learns why."""

import json

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from exchange import kinds
from hall import figures
from hall.notices.notices import Notice
from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused, WrongState, WrongZone
from ledger.verify import verify
from powers.people.people import Role
from tests import factories
from tests.conftest import in_zone
from tests.factories import BACKEND
from workflow.clock.clocks import Clock
from workflow.materials import filings
from workflow.ratings import review_crossing
from workflow.ratings.call_backs import CallBack
from workflow.ratings.reviews import RatingReview
from workflow.states import State

pytestmark = pytest.mark.django_db
WHY = "申请人把另一家机关的事写到了这一件。"
FOUND = "查了当天的记录，说的不是这一件的事。"


@pytest.fixture
def rated(zone):
    case, staff = factories.case_at(State.CONCLUDED, zone=zone)
    with in_zone("outer"):
        filings.rate(factories.fresh(case), by=case.applicant, at=clock.now(), score=1, comment="等了三个月")
    return case, staff


@pytest.fixture
def inspector(rated):
    seat = factories.office("市监察委员会", in_area=rated[0].office.area)
    return factories.official(Role.GOVERNMENT_INSPECTOR, at=seat)


def asked(case, staff, *, by=None, reasons=WHY, fault="mistaken"):
    with in_zone("inner"):
        review = RatingReview(case=factories.fresh(case), demo=case.demo)
        review.ask(by=by or staff.head, at=clock.now(), fault=fault, reasons=reasons)
    return review


def decide(case, verb, *, by, reasons=FOUND):
    with in_zone("inner"):
        review = RatingReview.objects.select_related("case__office", "case__edition").get(case=case)
        getattr(review, verb)(by=by, at=clock.now(), reasons=reasons)
    return review


def counted():
    cache.clear()
    return {name: number for name, number, _ in figures.today_figures(civil_day(clock.now()))}


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def test_a_rating_that_is_dropped_stays_as_given_and_is_not_counted(rated, inspector):
    case, staff = rated
    asked(case, staff)
    assert counted()["群众好评率"] == "0.0"
    decide(case, "drop_rating", by=inspector)
    assert "群众好评率" not in counted()
    assert factories.fresh(case).rating == 1
    assert Event.objects.of(case.pk).last().body["score"] == 1
    assert verify().fault is None


def test_a_rating_that_is_upheld_counts_and_is_still_to_be_answered(rated, inspector):
    case, staff = rated
    asked(case, staff)
    decide(case, "uphold_rating", by=inspector)
    assert counted()["群众好评率"] == "0.0"
    with in_zone("outer"):
        factories.fresh(case).answer_rating(by=staff.window, at=clock.now(), answer="改")
    assert CallBack.objects.get().answered_at


def test_the_duty_to_answer_ends_with_its_clock(rated, inspector):
    case, staff = rated
    asked(case, staff)
    assert CallBack.objects.waiting().exists()
    decide(case, "drop_rating", by=inspector)
    assert not CallBack.objects.waiting().exists()
    assert Clock.objects.get(case=case, kind="call_back").ended_at
    with in_zone("outer"), pytest.raises(Refused, match="不用再答复"):
        factories.fresh(case).answer_rating(by=staff.window, at=clock.now(), answer="改")


def test_only_the_head_of_the_rated_office_asks_and_once(rated, inspector):
    case, staff = rated
    for who in (staff.window, staff.reviewer, staff.handler, inspector, case.applicant):
        with pytest.raises(NotAllowed):
            asked(case, staff, by=who)
    with pytest.raises(Refused, match="理由"):
        asked(case, staff, reasons="")
    asked(case, staff)
    with pytest.raises(Refused, match="提请核查过"):
        asked(case, staff)
    assert RatingReview.objects.count() == 1


def test_a_rating_that_is_not_bad_is_not_inquired_into(zone):
    case, staff = factories.case_at(State.CONCLUDED, zone=zone)
    with in_zone("outer"):
        filings.rate(factories.fresh(case), by=case.applicant, at=clock.now(), score=3, comment="")
    with pytest.raises(Refused, match="只有不满意"):
        asked(case, staff)


def test_nobody_of_the_rated_office_decides_and_no_inspector_out_of_reach(rated, inspector):
    case, staff = rated
    asked(case, staff)
    away = factories.office(
        "别处的监察委员会", in_area=factories.office("别处机关", in_area=_other_area()).area
    )
    own = factories.official(Role.DEPARTMENT_INSPECTOR, at=case.office)
    for who in (staff.head, own, factories.official(Role.GOVERNMENT_INSPECTOR, at=away), case.applicant):
        with pytest.raises(NotAllowed):
            decide(case, "drop_rating", by=who)
    decide(case, "drop_rating", by=inspector)
    with pytest.raises(WrongState):
        decide(case, "uphold_rating", by=inspector)


def _other_area():
    from powers.people.offices import Area, Level

    return Area.objects.get_or_create(code="320900", defaults={"name": "盐城市", "level": Level.CITY})[0]


def test_who_asked_does_not_decide_though_he_inspects_elsewhere(rated):
    case, staff = rated
    asked(case, staff)
    from powers.people.people import Post

    seat = factories.office("市监察委员会", in_area=case.office.area)
    Post.objects.filter(user=staff.head).update(active=False)
    Post.objects.create(user=staff.head, office=seat, role=Role.GOVERNMENT_INSPECTOR)
    head = type(staff.head).objects.get(pk=staff.head.pk)
    with pytest.raises(NotAllowed):
        decide(case, "drop_rating", by=head)


def test_the_outer_net_neither_asks_nor_decides(rated):
    case, staff = rated
    review = RatingReview(case=factories.fresh(case))
    with in_zone("outer"), pytest.raises(WrongZone):
        review.ask(by=staff.head, at=clock.now(), fault="mistaken", reasons=WHY)


def played_elsewhere(case, staff, inspector):
    """Ask and drop as if on another machine; what would cross."""
    with transaction.atomic():
        review = asked(case, staff)
        decide(case, "drop_rating", by=inspector)
        events = list(Event.objects.of(review.pk))
        bodies = [{"event": e.sealed, "data": review_crossing.attach(e).data} for e in events]
        transaction.set_rollback(True)
    return bodies


def test_the_outer_net_learns_the_reasons_of_the_decision_and_nothing_of_what_the_office_wrote(
    rated, inspector, client
):
    case, staff = rated
    bodies = played_elsewhere(case, staff, inspector)
    crossing = json.dumps(bodies, ensure_ascii=False)
    assert FOUND in crossing
    for inside in (WHY, staff.head.name, staff.head.staff_no, inspector.name, inspector.staff_no):
        assert inside not in crossing
    with in_zone("outer"):
        for body in bodies:
            kinds.known(RatingReview.KIND).check(body)
            kinds.known(RatingReview.KIND).run(body, at=clock.now())
        assert CallBack.objects.get().dropped_at
        assert Clock.objects.get(case=case, kind="call_back").ended_at
        page = signed_in(client, case.applicant).get(reverse("track", args=[case.number])).content.decode()
        window = signed_in(client, staff.window).get(reverse("window_ratings")).content.decode()
    assert FOUND in page and "误评" in page and "不计入统计" in page and "前回访您" not in page
    assert "不予采纳" in window and WHY not in window and "<textarea" not in window
    told = Notice.objects.filter(kind="drop_rating", recipient=case.applicant)
    assert told and all(
        FOUND not in notice.text and "）的评价经监察核查没有采纳" in notice.text for notice in told
    )


def test_head_asks_and_inspector_decides_on_their_pages(rated, inspector, client):
    case, staff = rated
    with in_zone("inner"):
        head = signed_in(client, staff.head)
        assert "提请核查" in head.get(reverse("desk_ratings")).content.decode()
        ask = reverse("desk_rating_review", args=[case.number])
        for bad in ({"fault": "x", "reasons": WHY}, {"fault": "mistaken", "reasons": " "}):
            answer = head.post(ask, bad)
            assert answer.status_code == 422 and bad["reasons"].strip() in answer.content.decode()
        assert head.post(ask, {"fault": "mistaken", "reasons": WHY}).status_code == 302
        judge = signed_in(client, inspector)
        page = judge.get(reverse("board_ratings")).content.decode()
        assert WHY in page and "等了三个月" in page and "误评" in page
        decided = reverse("board_rating_decide", args=[case.number])
        assert judge.post(decided, {"found": "drop", "reasons": ""}).status_code == 422
        assert judge.post(decided, {"found": "", "reasons": FOUND}).status_code == 422
        assert judge.post(decided, {"found": "drop", "reasons": FOUND}).status_code == 302
        assert FOUND in judge.get(reverse("board_ratings")).content.decode()
    assert RatingReview.objects.get().state == "dropped"


def test_an_inspector_of_the_rated_office_sees_that_it_waits_and_gets_no_form(rated, client):
    case, staff = rated
    asked(case, staff)
    own = factories.official(Role.DEPARTMENT_INSPECTOR, at=case.office)
    with in_zone("inner"):
        page = signed_in(client, own).get(reverse("board_ratings")).content.decode()
    assert "由本机关以外的监察人员核查" in page and "等了三个月" not in page
    assert "<textarea" not in page


def test_who_handled_the_case_may_not_ask_by_address(rated, client):
    case, staff = rated
    with in_zone("inner"):
        for who in (staff.handler, staff.reviewer):
            answer = signed_in(client, who).post(reverse("desk_rating_review", args=[case.number]), {})
            assert answer.status_code == 403
