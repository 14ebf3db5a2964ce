"""What comes after a decision: each verb of a licence, wrong people, wrong states, and both nets alike after the crossing."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from exchange import kinds
from ledger import clock as the_clock
from ledger.clock import CHINA, civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused, WrongState, WrongZone
from ledger.verify import verify
from powers.people.people import REGISTRAR
from tests import factories
from workflow.licences import ending, terms
from workflow.licences.bans import Ban
from workflow.licences.licences import Licence, Standing
from workflow.licences.renewals import Renewal
from workflow.materials import filings
from workflow.papers.papers import Paper, print_pending
from workflow.states import State

pytestmark = pytest.mark.django_db

REAL_NOW = the_clock.now
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=CHINA)
YEAR = {"valid_for": 1, "valid_unit": "year"}
FACTS = {"facts": "经查明，申请时提交的学历证书是伪造的"}


@pytest.fixture
def now(clock):
    return clock.set(MONDAY)


def edition_of(details=YEAR, **facts):
    """An edition published in earnest before the demonstration's day."""
    told, the_clock.now = the_clock.now, REAL_NOW
    try:
        return factories.edition(details=details, **facts)
    finally:
        the_clock.now = told


def granted(zone, details=YEAR, state=State.CONCLUDED):
    case, staff = factories.case_at(
        state, zone=zone, at=the_clock.now(), demo=True, edition_=edition_of(details)
    )
    return whole(case.licence), staff


def whole(licence) -> Licence:
    return Licence.objects.whole().get(pk=licence.pk)


def renewal_filed(licence, zone, at):
    case = licence.case
    with zone("outer"):
        return filings.submit(
            case.edition, by=case.applicant, at=at, party=factories.party(), answers={}, materials=[], demo=True,
            token=f"renewal{at}", renews=licence,
        )  # fmt: skip


def act(licence, staff, verb, **said):
    getattr(licence, verb)(by=staff.head, at=the_clock.now(), **said)
    return whole(licence)


ACTS = {
    "revoke": {"ground": "fraud", **FACTS},
    "withdraw_licence": {
        "ground": "law_changed",
        "facts": "新的规划不再允许",
        "compensation": "按评估价补偿",
    },
    "cancel": {"ground": "ended", "facts": "持证单位已经注销登记"},
}
ENDS = {
    "revoke": (Standing.REVOKED, "revocation_decision"),
    "withdraw_licence": (Standing.WITHDRAWN, "licence_withdrawal"),
    "cancel": (Standing.CANCELLED, "deregistration_decision"),
}


# 发证


def test_a_grant_enters_the_licence_in_the_register_under_the_number_of_its_certificate(zone, now):
    licence, _ = granted(zone)
    paper = Paper.objects.get(kind="licence")
    assert (licence.state, licence.number, licence.name) == (Standing.VALID, paper.number, "护士执业证书")
    assert (licence.valid_from, licence.valid_to) == (date(2026, 3, 2), date(2027, 3, 1))
    assert paper.fields["valid_to"] == "2027-03-01"
    assert [e.verb for e in Event.objects.of(licence.pk)] == ["issue"]


def test_without_a_length_in_the_edition_the_licence_is_unlimited(zone, now):
    licence, _ = granted(zone, details={})
    assert licence.valid_to is None and "valid_to" not in Paper.objects.get(kind="licence").fields


def test_a_refusal_gives_no_licence(zone, now):
    factories.case_at(State.REFUSED, zone=zone, at=now, demo=True, edition_=edition_of())
    assert not Licence.objects.exists()


@pytest.mark.parametrize(
    ("length", "unit", "last"),
    [
        (1, "day", date(2028, 2, 29)),
        (1, "month", date(2028, 3, 28)),
        (1, "year", date(2029, 2, 27)),
        (4, "year", date(2032, 2, 28)),
        (0, "lasting", None),
    ],
)
def test_a_term_ends_the_day_before_the_same_day_of_its_last_month(length, unit, last):
    assert terms.last_day({"valid_for": length, "valid_unit": unit}, date(2028, 2, 29)) == last


# 撤销、撤回、注销


@pytest.mark.parametrize("verb", ACTS)
def test_the_head_takes_a_licence_back_with_a_decision_that_tells_the_remedies(zone, now, verb):
    licence, staff = granted(zone)
    with zone("inner"):
        licence = act(licence, staff, verb, **ACTS[verb])
    state, kind = ENDS[verb]
    assert (licence.state, licence.ended_on) == (state, civil_day(now))
    paper = licence.acts.get().paper
    assert paper.kind == kind and paper.fields["review_organ"] == "鼓楼区人民政府"
    assert licence.number in "".join(block.text for block in paper.sheet().blocks)
    assert ACTS[verb]["facts"] not in Event.objects.get(subject=licence.pk, verb=verb).sealed


@pytest.mark.parametrize("verb", ACTS)
def test_nobody_but_the_head_of_the_office_takes_a_licence_back(zone, now, verb):
    licence, staff = granted(zone)
    stranger = factories.Staff(factories.office("玄武区卫生健康委员会"))
    with zone("inner"):
        for person in (staff.handler, staff.reviewer, staff.window, stranger.head, licence.case.applicant):
            with pytest.raises(NotAllowed):
                getattr(licence, verb)(by=person, at=now, **ACTS[verb])
    with zone("outer"), pytest.raises(WrongZone):
        getattr(licence, verb)(by=staff.head, at=now, **ACTS[verb])


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("left_out", ["ground", "facts"])
def test_ground_and_facts_are_asked_for(zone, now, verb, left_out):
    licence, staff = granted(zone)
    with zone("inner"), pytest.raises(Refused):
        act(licence, staff, verb, **{**ACTS[verb], left_out: ""})


def test_a_ground_that_the_law_does_not_list_is_refused(zone, now):
    licence, staff = granted(zone)
    with zone("inner"), pytest.raises(Refused, match="情形"):
        act(licence, staff, "revoke", **{**ACTS["revoke"], "ground": "dislike"})


def test_what_was_revoked_can_only_be_struck_off_for_that(zone, now):
    licence, staff = granted(zone)
    with zone("inner"):
        licence = act(licence, staff, "revoke", **ACTS["revoke"])
        with pytest.raises(WrongState):
            act(licence, staff, "withdraw_licence", **ACTS["withdraw_licence"])
        with pytest.raises(Refused, match="情形"):
            act(whole(licence), staff, "cancel", **ACTS["cancel"])
        licence = act(whole(licence), staff, "cancel", ground="revoked", facts="已经依法撤销")
    assert licence.state == Standing.CANCELLED
    assert Paper.objects.get(kind="licence").status == Paper.Status.REVOKED


def test_people_neither_issue_nor_end_a_term(zone, now):
    licence, staff = granted(zone)
    with zone("inner"):
        for verb in ("expire", "deem_renewed"):
            with pytest.raises(NotAllowed):
                getattr(licence, verb)(by=staff.head, at=now, term={}, case=licence.case)
        with pytest.raises(NotAllowed):
            licence.renew(by=staff.head, at=now, number="1", term={}, case=licence.case)


# 到期、延续


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


def test_a_licence_is_good_to_the_end_of_its_last_day(zone, clock, now):
    licence, _ = granted(zone)
    with zone("inner"):
        assert ending.end_terms(at=clock.set(noon(licence.valid_to))) == 0
        assert ending.end_terms(at=clock.set(noon(licence.valid_to + timedelta(days=1)))) == 1
        assert ending.end_terms(at=the_clock.now()) == 0
    licence = whole(licence)
    assert (licence.state, licence.ended_on) == (Standing.EXPIRED, date(2027, 3, 1))


@pytest.mark.parametrize(("before", "timely"), [(31, True), (30, True), (29, False), (0, False)])
def test_silence_renews_what_was_asked_for_thirty_days_before_the_end(zone, clock, now, before, timely):
    licence, _ = granted(zone)
    last = licence.valid_to
    renewal_filed(licence, zone, clock.set(noon(last - timedelta(days=before))))
    assert Renewal.objects.get().is_timely is timely
    with zone("inner"):
        ending.end_terms(at=clock.set(noon(last + timedelta(days=1))))
    licence = whole(licence)
    assert (licence.state == Standing.VALID, licence.is_deemed) == (timely, timely)
    if timely:
        assert (licence.valid_from, licence.valid_to) == (date(2027, 3, 2), date(2028, 3, 1))


def test_what_silence_renewed_is_told_in_writing_and_the_writing_says_that_it_was_silence(zone, clock, now):
    licence, _ = granted(zone)
    renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    with zone("inner"):
        ending.end_terms(at=clock.set(noon(date(2027, 3, 2))))
    paper = whole(licence).acts.get().paper
    assert (paper.kind, paper.label, paper.status) == (
        "renewal_decision",
        "视为准予延续通知书",
        Paper.Status.ISSUED,
    )
    words = "".join(block.text for block in paper.sheet().blocks)
    assert "第五十条第二款" in words and "没有作出是否准予延续的决定" in words and "视为准予延续" in words
    assert "2027年1月11日申请延续" in words and "2028年3月1日" in words and licence.number in words
    assert "经审查" not in words and "本机关决定" not in words


def test_a_term_that_only_ends_brings_no_paper(zone, clock, now):
    licence, _ = granted(zone)
    with zone("inner"):
        ending.end_terms(at=clock.set(noon(date(2027, 3, 2))))
    assert not whole(licence).acts.exists()


def test_the_paper_of_silence_crosses_with_its_event(zone, clock, now):
    licence, _ = granted(zone)
    renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    at = clock.set(noon(date(2027, 3, 2)))

    def play():
        with zone("inner"):
            ending.end_terms(at=at)

    bodies, facts = carried(play)
    with zone("outer"):
        for body in bodies:
            kinds.known("licence").check(body)
            kinds.known("licence").run(body, at=at)
    assert snapshot() == facts and whole(licence).acts.get().paper.label == "视为准予延续通知书"


def decided(case, staff, zone, verb):
    walked(case, staff, zone, ("accept", "outer"), ("examine", "inner"), (verb, "inner"))


def walked(case, staff, zone, *steps):
    for step, where in steps:
        with zone(where):
            factories.STEPS[step](factories.fresh(case), staff, the_clock.now())


def test_a_granted_renewal_gives_a_new_term_and_certificate_and_its_own_decision(zone, clock, now):
    licence, staff = granted(zone)
    old = licence.number
    case = renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    decided(case, staff, zone, "grant")
    licence = whole(licence)
    assert (licence.valid_from, licence.valid_to) == (date(2027, 3, 2), date(2028, 3, 1))
    assert licence.number != old and licence.renewed_by_id == case.pk and Licence.objects.count() == 1
    assert set(case.papers.values_list("kind", flat=True)) >= {"renewal_decision", "licence"}
    assert not case.papers.filter(kind="grant_decision").exists()
    assert Paper.objects.get(number=old, kind="licence").status == Paper.Status.SUPERSEDED


def test_a_decision_after_the_silence_keeps_the_term_that_silence_gave(zone, clock, now):
    licence, staff = granted(zone)
    case = renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    walked(case, staff, zone, ("accept", "outer"), ("examine", "inner"))
    with zone("inner"):
        ending.end_terms(at=clock.set(noon(date(2027, 3, 2))))
    walked(case, staff, zone, ("grant", "inner"))
    licence = whole(licence)
    assert (licence.valid_to, licence.is_deemed) == (date(2028, 3, 1), False)
    assert case.papers.get(kind="licence").status == Paper.Status.ISSUED


def test_a_refused_renewal_does_not_count_as_silence(zone, clock, now):
    licence, staff = granted(zone)
    case = renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    decided(case, staff, zone, "refuse")
    with zone("inner"):
        ending.end_terms(at=clock.set(noon(date(2027, 3, 2))))
    assert whole(licence).state == Standing.EXPIRED


def test_what_was_revoked_meanwhile_is_not_renewed(zone, clock, now):
    licence, staff = granted(zone)
    case = renewal_filed(licence, zone, clock.set(noon(date(2027, 1, 11))))
    with zone("inner"):
        act(licence, staff, "revoke", **ACTS["revoke"])
    with pytest.raises(Refused, match="不能准予延续"):
        decided(case, staff, zone, "grant")


def test_renewals_that_cannot_be_are_refused_in_words(zone, clock, now):
    licence, _ = granted(zone)
    at = clock.set(noon(date(2027, 1, 11)))
    renewal_filed(licence, zone, at)
    with pytest.raises(Refused, match="正在办理"):
        renewal_filed(licence, zone, at + timedelta(seconds=1))
    with zone("outer"), pytest.raises(Refused, match="不是您的"):
        filings.submit(
            licence.case.edition, by=factories.citizen(), at=at, party=factories.party(), answers={}, materials=[],
            demo=True, token="stranger", renews=licence,
        )  # fmt: skip
    late = clock.set(noon(date(2027, 3, 2)))
    with pytest.raises(Refused, match="已经过期"):
        renewal_filed(licence, zone, late)


# 两网一致


class Undo(Exception):
    pass


def snapshot():
    rows = Licence.objects.values_list(
        "pk",
        "seq",
        "state",
        "number",
        "valid_from",
        "valid_to",
        "ended_on",
        "ground",
        "is_deemed",
        "renewed_by",
    )
    papers = Paper.objects.filter(seq=0).values_list("kind", "number", "sha256", "check_code")
    chain = Event.objects.filter(kind="licence").order_by("seq").values_list("digest", flat=True)
    bans = Ban.objects.values_list("lookup", "basic_code", "ground", "since", "until")
    certificates = Paper.objects.filter(kind="licence").order_by("number").values_list("number", "status")
    return [list(each) for each in (rows, papers, chain, bans, certificates)]


def carried(play):
    """What crosses of acts that then are undone here, as if they had happened on another machine."""
    try:
        with transaction.atomic():
            known = set(Event.objects.values_list("pk", flat=True))
            play()
            print_pending()
            kind = kinds.known("licence")
            events = Event.objects.filter(kind="licence").exclude(pk__in=known).order_by("pk")
            assert all(kind.ready(event) for event in events)
            bodies = [{"event": e.sealed, "data": kind.attach(e).data} for e in events]
            facts = snapshot()
            raise Undo
    except Undo:
        return bodies, facts


@pytest.mark.parametrize("verb", ACTS)
def test_the_outer_net_follows_every_act_and_its_paper(zone, now, verb):
    licence, staff = granted(zone)

    def play():
        with zone("inner"):
            act(licence, staff, verb, **ACTS[verb] | ({"safety": True} if verb == "revoke" else {}))

    bodies, facts = carried(play)
    assert Licence.objects.get().state == Standing.VALID
    with zone("outer"):
        for body in bodies:
            kind = kinds.known("licence")
            kind.check(body)
            kind.run(body, at=the_clock.now())
    assert snapshot() == facts
    assert verify().fault is None


def test_the_licence_follows_from_the_grant_on_the_outer_net_too(zone, now):
    case, staff = factories.case_at(State.HANDLING, zone=zone, at=now, demo=True, edition_=edition_of())

    def play():
        with zone("inner"):
            factories.STEPS["examine"](factories.fresh(case), staff, now)
            factories.STEPS["grant"](factories.fresh(case), staff, now)

    bodies, facts = carried(play)
    with zone("outer"):
        for body in bodies:
            kinds.known("licence").run(body, at=now)
    assert snapshot()[0] == facts[0] and snapshot()[2] == facts[2]


# 不得再次申请


def test_fraud_in_a_matter_of_safety_bars_the_holder_for_three_years(zone, clock, now):
    licence, staff = granted(zone)
    with zone("inner"):
        act(licence, staff, "revoke", **ACTS["revoke"], safety=True)
    ban = Ban.objects.get()
    assert (ban.ground, ban.until) == (Ban.Ground.FRAUD, date(2029, 3, 2))
    assert "320106" not in ban.lookup


def test_other_revocations_bar_nobody(zone, now):
    licence, staff = granted(zone)
    with zone("inner"):
        with pytest.raises(Refused, match="欺骗"):
            act(licence, staff, "revoke", ground="procedure", facts="没有听证", safety=True)
        act(whole(licence), staff, "revoke", **ACTS["revoke"])
    assert not Ban.objects.exists()


def refused_for_untruth(zone, falsehood):
    edition = edition_of()
    case, staff = factories.case_at(
        State.HANDLING, zone=zone, at=the_clock.now(), demo=True, edition_=edition
    )
    with zone("inner"):
        factories.STEPS["examine"](factories.fresh(case), staff, the_clock.now())
        factories.fresh(case).refuse(
            by=staff.head, at=the_clock.now(), note="不同意", reasons="材料是伪造的", falsehood=falsehood
        )
    return factories.fresh(case)


def apply_again(case, zone, at, number=None):
    party = dict(case.party.details) | ({"id_number": number} if number else {})
    with zone("outer"):
        return filings.submit(
            case.edition, by=case.applicant, at=at, party=party, answers={}, materials=[], demo=True, token=f"again{at}"
        )  # fmt: skip


def test_untruth_in_a_matter_of_safety_bars_the_applicant_for_one_year_to_the_day(zone, clock, now):
    case = refused_for_untruth(zone, "safety")
    with pytest.raises(Refused, match=r"第七十八条，到.*2027.*3 月 2 日.*为止不能再次申请"):
        apply_again(case, zone, clock.set(noon(date(2027, 3, 2))))
    other = factories.id_number(born="19800101", serial=2)
    assert apply_again(case, zone, clock.set(noon(date(2026, 3, 3))), number=other)
    assert apply_again(case, zone, clock.set(noon(date(2027, 3, 3))))


def test_untruth_elsewhere_is_warned_of_and_bars_nobody(zone, now):
    refused_for_untruth(zone, "ordinary")
    assert not Ban.objects.exists()
    assert Event.objects.get(verb="refuse").body["falsehood"] == "ordinary"


def test_another_item_stays_open_to_who_is_barred(zone, clock, now):
    case = refused_for_untruth(zone, "safety")
    case.edition = edition_of(name="医疗机构执业登记")
    assert apply_again(case, zone, now + timedelta(seconds=1))


def test_the_registrar_acts_for_nobody(zone, now):
    licence, _ = granted(zone)
    assert Event.objects.get(subject=licence.pk).actor == {"post": REGISTRAR.post, "office": "", "staff": ""}
