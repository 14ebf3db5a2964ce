"""What the end of a provision reaches, and that a power without basis takes no new case, on both nets and in the database."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from exchange import kinds
from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from ledger.verify import verify
from powers import messages
from powers.catalogue import Edition, Power
from powers.people.people import REGISTRAR, Role
from powers.provisions import cascade
from powers.provisions import messages as provision_messages
from powers.provisions.adjustment_duties import AdjustmentDuty
from powers.provisions.basis import refuse_unregistered, settle_basis, unregistered
from powers.provisions.citations import BASIS, Citation
from powers.provisions.provisions import Provision
from powers.publishing import cancel, publish
from tests import factories
from workflow.calendar.workdays import Calendar
from workflow.machine import Case
from workflow.states import State

from .conftest import row
from .test_provisions import entered, fresh

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GROUND = "国务院令第 1 号"


@pytest.fixture
def legal_officer(db):
    return factories.official(Role.LEGAL_OFFICE, at=factories.office("市司法局"))


def today() -> date:
    return civil_day(clock.now())


def rested(*, basis=(("护士条例", "第八条"),), **facts) -> Edition:
    """An edition in force whose basis stands in the register."""
    for law, article in basis:
        if not Provision.objects.filter(law__name=law, article=article).exists():
            entered(law, article)
    edition = factories.edition(**facts)
    settle_basis(edition, at=clock.now())
    return edition


def repealed(by, *, day=None, law="护士条例", article="第八条") -> int:
    provision = Provision.objects.select_related("law").get(law__name=law, article=article)
    return cascade.repeal([provision], by=by, at=clock.now(), day=day or today(), ground=GROUND)


def again(edition) -> Edition:
    return Edition.objects.select_related("power__power_class", "power__office").get(pk=edition.pk)


def test_a_power_whose_last_basis_ended_takes_no_case_and_the_sentence_names_the_law(legal_officer, zone):
    edition = rested()
    repealed(legal_officer)
    edition = again(edition)
    assert edition.state == "published"
    assert edition.lapses_on == today()
    assert not edition.applicable
    with zone("outer"), pytest.raises(Refused, match="《护士条例》第八条从 .* 日起失效"):
        factories.submitted(edition_=edition)


def test_until_the_day_comes_cases_are_taken(legal_officer, zone):
    edition = rested()
    repealed(legal_officer, day=today() + DAY)
    edition = again(edition)
    assert edition.applicable
    with zone("outer"):
        assert factories.submitted(edition_=edition).state == State.SUBMITTED


def test_one_basis_that_holds_is_enough(load, legal_officer):
    entered()
    entered("乙条例", "第一条")
    load(row(basis="《护士条例》第八条；《乙条例》第一条"))
    assert repealed(legal_officer) == 1
    assert Edition.objects.get().lapses_on is None
    repealed(legal_officer, law="乙条例", article="第一条", day=today() + DAY)
    assert Edition.objects.get().lapses_on == today() + DAY


def test_a_basis_that_nobody_registered_is_taken_to_hold(load, legal_officer):
    entered()
    load(row(basis="《护士条例》第八条；《没有登记的条例》第一条"))
    repealed(legal_officer)
    edition = Edition.objects.get()
    assert edition.lapses_on is None
    assert unregistered(edition.basis) == ["《没有登记的条例》第一条"]


def test_an_amended_article_lives_on_and_its_offices_must_adjust(legal_officer):
    edition = rested()
    old = Provision.objects.select_related("law").get()
    new = cascade.amend(old, by=legal_officer, at=clock.now(), day=today(), ground=GROUND, text="新文")
    assert again(edition).lapses_on is None
    assert AdjustmentDuty.objects.open().get().power == edition.power
    cascade.repeal([fresh(new)], by=legal_officer, at=clock.now(), day=today() + DAY, ground=GROUND)
    assert again(edition).lapses_on == today() + DAY


def test_a_running_case_goes_on_and_is_listed(legal_officer, zone):
    edition = rested()
    case, staff = factories.case_at(State.HANDLING, zone=zone, edition_=edition)
    repealed(legal_officer)
    touched = cascade.reach(list(Provision.objects.select_related("law")))
    assert (touched.cases.count, touched.cases.rows[0].number) == (1, case.number)
    with zone("inner"):
        factories.STEPS["examine"](case, staff, clock.now())
        factories.fresh(case).grant(by=staff.head, at=clock.now(), note="同意")
    assert factories.fresh(case).state == State.GRANTED


def test_the_reach_names_powers_places_papers_and_what_would_lapse(load):
    entered()
    load(row(fee_basis="《护士条例》第八条", charges="是"), row(name="乙", basis="《乙条例》第一条"))
    provision = Provision.objects.select_related("law").get()
    touched = cascade.reach([provision], day=today())
    (only,) = touched.in_force
    assert only.edition.name == "护士执业注册"
    assert only.places == ["设定依据：《护士条例》第八条", "收费依据：《护士条例》第八条"]
    assert touched.lapsing == [only]
    assert [office.name for office in touched.offices] == ["南京市卫生健康委员会"]
    licensing = entered("中华人民共和国行政许可法", "第三十八条")
    assert cascade.reach([licensing]).papers == ["准予行政许可决定书", "不予行政许可决定书"]
    assert Edition.objects.get(name="护士执业注册").lapses_on is None


def test_a_step_that_quotes_the_article_is_found(load):
    load(row())
    power = Power.objects.get()
    content = power.current.content()
    content["flow_data"]["steps"][1]["standard"] = "符合《护士条例》第八条第一款"
    publish(power, content, by=REGISTRAR, at=clock.now())
    (touched,) = cascade.reach([entered()]).in_force
    assert any(place.startswith("环节“") and "第八条" in place for place in touched.places)


def test_the_duty_is_due_in_twenty_working_days_and_is_laid_once(legal_officer):
    edition = rested()
    assert repealed(legal_officer) == 1
    duty = AdjustmentDuty.objects.get()
    assert duty.office == edition.power.office
    days = (today() + n * DAY for n in range(1, (duty.due_on - today()).days + 1))
    assert sum(Calendar.load().is_workday(day) for day in days) == 20
    assert Event.objects.of(duty.pk).count() == 1


def test_a_revision_that_cites_it_no_more_ends_the_duty_and_one_that_still_does_not(legal_officer, load):
    entered()
    entered("乙条例", "第一条")
    load(row(basis="《护士条例》第八条；《乙条例》第一条"))
    repealed(legal_officer)
    power = Power.objects.get()
    publish(power, {**power.current.content(), "name": "护士注册"}, by=REGISTRAR, at=clock.now())
    assert AdjustmentDuty.objects.open().exists()
    basis = [{"law": "乙条例", "article": "第一条"}]
    publish(
        power, {**Edition.objects.in_force().get().content(), "basis": basis}, by=REGISTRAR, at=clock.now()
    )
    assert AdjustmentDuty.objects.get().state == "met"
    assert Edition.objects.in_force().get().basis[0]["provision"] is not None


def test_a_cancelled_power_has_no_duty_left(legal_officer):
    edition = rested()
    repealed(legal_officer)
    cancel(edition.power, by=REGISTRAR, at=clock.now(), reasons="依据废止")
    assert AdjustmentDuty.objects.get().state == "met"


def test_nothing_is_published_on_what_has_ended(legal_officer, load):
    entered()
    load(row())
    repealed(legal_officer)
    power = Power.objects.get()
    with pytest.raises(Refused, match="《护士条例》第八条已经失效"):
        publish(power, {**power.current.content(), "name": "换个名字"}, by=REGISTRAR, at=clock.now())
    report = load(row(name="换个名字"))
    assert "已经失效" in report.refusals[0].reason


def test_what_will_end_lapses_from_the_first_day_of_its_publication(legal_officer, load):
    entered()
    repealed(legal_officer, day=today() + DAY)
    load(row())
    assert Edition.objects.get().lapses_on == today() + DAY


def test_a_revision_cites_only_what_is_registered_and_holds(legal_officer):
    basis = [{"law": "护士条例", "article": "第八条"}]
    with pytest.raises(Refused, match="还没有登记"):
        refuse_unregistered(basis, on=today())
    entered()
    refuse_unregistered(basis, on=today())
    repealed(legal_officer)
    with pytest.raises(Refused, match="请改引现行的规定"):
        refuse_unregistered(basis, on=today())


def test_a_repeal_by_mistake_is_taken_back_with_all_that_followed(legal_officer):
    edition = rested()
    repealed(legal_officer)
    provision = Provision.objects.select_related("law").get()
    cascade.reinstate(provision, by=legal_officer, at=clock.now(), reasons="登记错了条款")
    assert again(edition).applicable
    assert AdjustmentDuty.objects.get().state == "lifted"
    assert fresh(provision).effective_to is None


def test_a_stranger_cannot_end_a_provision(legal_officer):
    rested()
    with pytest.raises(NotAllowed):
        repealed(factories.official(Role.HEAD, at=factories.office()))
    assert not AdjustmentDuty.objects.exists()


def insert_copy(case: Case, *, demo: bool = False) -> None:
    """A second row like this case, by hand."""
    columns = [field.column for field in Case._meta.local_fields]
    chosen = {"id": "%s", "number": "%s", "demo": "%s"}
    values = ", ".join(chosen.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    key = Case._meta.pk.get_db_prep_value("0" * 31 + "7", connection)
    fills = {"id": key, "number": "9" * 16, "demo": demo}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO workflow_case ({names}) SELECT {values} FROM workflow_case",
            [fills[name] for name in columns if name in fills],
        )
        connection.check_constraints()


@pytest.mark.parametrize("where", ["outer", "inner"])
def test_raw_sql_opens_no_case_on_a_lapsed_edition(legal_officer, zone, where):
    edition = rested()
    with zone("outer"):
        case = factories.submitted(edition_=edition)
    repealed(legal_officer)
    with zone(where), pytest.raises(DatabaseError, match="not in force"):
        insert_copy(case)


def test_the_database_counts_the_day_in_china(legal_officer, zone):
    edition = rested()
    with zone("outer"):
        case = factories.submitted(edition_=edition)
    repealed(legal_officer, day=today() + DAY)
    with pytest.raises(DatabaseError, match="without its event"):  # the edition is no obstacle yet
        insert_copy(case)


@pytest.mark.parametrize("value", ["NULL", "'2999-01-01'"])
def test_raw_sql_cannot_move_the_day_an_edition_lapses(legal_officer, value):
    rested()
    repealed(legal_officer)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE powers_edition SET lapses_on = {value}")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM powers_adjustmentduty",
        "UPDATE powers_adjustmentduty SET due_on = '2999-01-01'",
        "UPDATE powers_adjustmentduty SET state = 'met'",
        "DELETE FROM powers_citation",
        "UPDATE powers_citation SET provision_id = NULL",
    ],
)
def test_raw_sql_can_neither_end_a_duty_nor_cut_a_citation(legal_officer, statement):
    rested()
    repealed(legal_officer)
    assert Citation.objects.filter(place=BASIS).exists()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_the_outer_net_learns_the_article_and_the_day_it_ends(load, zone):
    by = factories.official(Role.LEGAL_OFFICE, at=factories.office("市司法局"))
    entered(text="条文", effective_from=date(2008, 5, 12))
    load(row())
    repealed(by)
    rooms = {"edition": messages, "provision": provision_messages}
    sent = [
        (event.kind, event.sealed, json.loads(json.dumps(kinds.known(event.kind).attach(event).data)))
        for event in Event.objects.filter(kind__in=rooms).order_by("id")
    ]
    call_command("flush", interactive=False, verbosity=0)
    with zone("outer"):
        for kind, sealed, data in [*sent, *sent]:
            with transaction.atomic():
                rooms[kind].apply(sealed, data, at=clock.now())
        provision = Provision.objects.select_related("law").get()
        assert (provision.text, provision.state, provision.law.kind) == ("条文", "repealed", "regulation")
        edition = again(Edition.objects.get())
        assert (edition.lapses_on, edition.applicable) == (today(), False)
        assert edition.basis[0]["provision"] == str(provision.pk)
        assert verify().sound
        with pytest.raises(Refused, match="失效"):
            factories.submitted(edition_=edition)
