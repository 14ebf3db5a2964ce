import pytest
from django.db import DatabaseError, connection, transaction

from ledger import clock
from ledger.verbs import NotAllowed, Refused
from powers.catalogue import Edition, Power
from powers.people.people import CLOCK, REGISTRAR
from powers.publishing import cancel, publish
from powers.search.search import search

from .conftest import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def power(load):
    load(row())
    return Power.objects.get()


def republish(power, *, by=REGISTRAR, **changes):
    return publish(power, {**power.current.content(), **changes}, by=by, at=clock.now())


def test_the_new_edition_is_in_force_and_found_and_the_old_one_is_not(power):
    edition = republish(power, name="护士注册", materials=[])
    power = Power.objects.get()
    assert (power.current, power.name) == (edition, "护士注册")
    assert search("护士执业注册").editions == []
    assert search("护士注册").editions == [edition]


def test_a_flow_that_promises_more_than_it_keeps_is_refused_with_its_findings(power):
    flow = power.current.flow.to_data()
    flow["steps"][1]["limit_days"] = 90
    with pytest.raises(Refused, match="比承诺多"):
        republish(power, flow_data=flow)
    with pytest.raises(Refused, match="流程的格式不对"):
        republish(power, flow_data={"v": 9})
    assert Edition.objects.count() == 1


def test_a_promise_beyond_the_law_no_basis_and_a_bad_form_are_refused(power):
    for change, reason in (
        ({"promised_days": 30}, "比法定 20 天多"),
        ({"basis": []}, "没有法律依据"),
        ({"form": {"v": 2, "sections": []}}, "申请表的格式不对"),
    ):
        with pytest.raises(Refused, match=reason):
            republish(power, **change)


def test_an_ex_officio_power_gets_no_flow(load):
    load(row(power_class="行政处罚", case_type=""), row(name="乙"))
    with_flow = Edition.objects.get(name="乙").flow_data
    with pytest.raises(Refused, match="依职权的事项没有人申请"):
        republish(Power.objects.get(name="护士执业注册"), flow_data=with_flow, promised_days=8)


def test_only_the_registrar_publishes(power):
    with pytest.raises(NotAllowed):
        republish(power, by=CLOCK, name="别的")
    assert Power.objects.get().current.version == 1


def test_a_cancelled_power_is_no_longer_found_and_has_no_edition_in_force(power):
    cancel(power, by=REGISTRAR, at=clock.now(), reasons="法律已经废止")
    assert Power.objects.get().current is None
    assert search("").editions == []


@pytest.mark.parametrize(
    "change",
    [
        "name = 'x'",
        "promised_days = 1",
        "flow_data = '{}'",
        "materials = '[]'",
        "content_digest = 'x'",
        "version = 7",
    ],
)
def test_raw_sql_cannot_change_what_is_published(power, change):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE powers_edition SET {change}")


@pytest.mark.parametrize(
    "statement", ["DELETE FROM powers_edition", "UPDATE powers_edition SET state = 'cancelled'"]
)
def test_raw_sql_can_neither_delete_nor_end_an_edition(power, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        connection.check_constraints()
