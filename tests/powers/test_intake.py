from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ledger import clock
from ledger.events import Event
from ledger.verbs import NotAllowed, WrongZone
from ledger.verify import verify
from powers.catalogue import Edition, Power
from powers.codes import credit_code_fault
from powers.imports import intake
from powers.people.offices import Office
from powers.people.people import CLOCK, REGISTRAR
from powers.publishing import publish
from powers.search.search import search

from .conftest import HEADINGS, row

CATALOGUE = Path(__file__).parents[2] / "powers" / "data" / "catalogue.csv"


def command(path) -> tuple[str, bool]:
    out = StringIO()
    try:
        call_command("load_powers", str(path), stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error), False
    return out.getvalue(), True


def test_a_row_becomes_an_edition_in_force(load):
    report = load(row())
    assert (report.added, report.refusals) == (1, [])
    power = Power.objects.get()
    edition = power.current
    assert (edition.state, edition.version, edition.name) == ("published", 1, "护士执业注册")
    assert power.basic_code == "320123001000"
    assert edition.basis == [{"law": "护士条例", "article": "第八条", "provision": None}]
    assert edition.materials[1] == {
        "code": "m2", "name": "身份证明", "required": True, "form": "电子", "source": "申请人自备", "note": "",
    }  # fmt: skip
    assert edition.applicable
    assert edition.flow.first.kind == "acceptance"
    assert verify().sound


def test_the_office_is_made_with_a_valid_code_and_its_name_in_the_area(load):
    load(row(), row(office="市未来产业促进局"))
    known = Office.objects.get(name="南京市卫生健康委员会")
    assert (known.short_name, known.numbering) == ("市卫健委", "宁卫健")
    assert [credit_code_fault(office.code) for office in Office.objects.all()] == ["", ""]


def test_a_blank_promise_becomes_a_demonstration_promise(load):
    load(row(statutory_days="20"), row(name="乙", promised_days="5"), row(name="丙", statutory_days=""))
    promises = Edition.objects.order_by("name").values_list("name", "promised_days", "promise_is_demo")
    assert set(promises) == {("护士执业注册", 8, True), ("乙", 5, False), ("丙", 20, True)}


def test_on_the_spot_is_kept_as_wording_with_one_day_to_watch(load):
    load(row(statutory_days="0", case_type="即办件"))
    edition = Edition.objects.get()
    assert (edition.statutory_days, edition.promised_days, edition.limit_wording) == (None, 1, "当场办结")


def test_nobody_applies_for_an_ex_officio_power(load):
    blank = {"case_type": "", "statutory_days": ""}
    load(row(power_class="行政处罚", **blank), row(name="表彰", power_class="行政奖励", **blank))
    for edition in Edition.objects.all():
        assert not edition.applicable
        assert (edition.form, edition.materials, edition.flow_data, edition.promised_days) == (
            {},
            [],
            {},
            None,
        )


def test_the_same_file_twice_changes_nothing(load):
    rows = row(), row(name="乙")
    load(*rows)
    events = Event.objects.count()
    report = load(*rows)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
    assert Event.objects.count() == events


def test_a_changed_row_is_a_new_edition_that_supersedes(load):
    load(row())
    report = load(row(result_name="护士证"))
    assert (report.added, report.changed, report.unchanged) == (0, 1, 0)
    power = Power.objects.get()
    assert power.current.version == 2
    assert list(Edition.objects.values_list("version", "state")) == [(2, "published"), (1, "superseded")]
    assert verify().sound


def test_bad_rows_are_refused_and_good_ones_loaded(load):
    report = load(row(name="甲", basis=""), row(name="乙"), row(name="丙", level="?", charges="?"))
    assert (report.added, report.refused_rows) == (1, 2)
    assert sorted({refusal.row for refusal in report.refusals}) == [2, 4]
    assert Power.objects.get().name == "乙"


def test_the_second_of_two_equal_names_in_an_office_is_refused(load):
    report = load(row(), row(office="南京市卫生健康委员会"), row(office="市公安局"))
    assert report.added == 2
    assert str(report.refusals[0]) == "第 3 行，事项名称：和第 2 行重复：同一个实施主体的同名事项只能有一行"


def test_a_power_keeps_its_class_and_level(load):
    load(row())
    for change, column in (({"power_class": "行政确认"}, "事项类型"), ({"level": "县级"}, "行使层级")):
        (refusal,) = load(row(**change)).refusals
        assert refusal.column == column
    assert Edition.objects.count() == 1


def test_a_file_without_a_column_loads_nothing_and_names_it(load):
    report = load(row()[:-1], headings=HEADINGS[:-1])
    assert [(r.row, r.column) for r in report.refusals] == [(1, "主题分类")]
    assert not Power.objects.exists()


def test_new_items_get_the_next_code_after_those_loaded_before(load):
    load(row(), row(name="乙"))
    load(row(name="丙"))
    assert set(Power.objects.values_list("name", "basic_code")) == {
        ("护士执业注册", "320123001000"), ("乙", "320123002000"), ("丙", "320123003000"),
    }  # fmt: skip


@pytest.mark.django_db
def test_the_command_lists_refused_rows_and_fails_only_for_them(write):
    said, good = command(write(row(name="甲", basis=""), row(statutory_days="20日", name="乙"), row()))
    assert not good
    assert "新增 1，变更 0，未变 0，拒绝 2" in said
    assert "第 2 行，设定依据(法律名称+条款)：没有法律依据的权力不能列入清单" in said
    assert "第 3 行，法定办结时限(工作日)：“20日”不是整数" in said
    assert command(write(row())) == ("新增 0，变更 0，未变 1，拒绝 0\n", True)


@pytest.mark.django_db
def test_the_command_refuses_an_unknown_area_and_the_outer_net(write, zone):
    path = write(row())
    with pytest.raises(CommandError, match="没有区划代码"):
        call_command("load_powers", str(path), area="999999")
    with zone("outer"), pytest.raises(CommandError, match="在内网装入"):
        call_command("load_powers", str(path))


@pytest.mark.django_db
def test_the_whole_real_catalogue_loads_without_a_refusal():
    said, good = command(CATALOGUE)
    assert (said, good) == ("新增 400，变更 0，未变 0，拒绝 0\n", True)
    assert Edition.objects.in_force().count() == 400
    assert search("取水许可").editions[0].name == "取水许可"


def test_a_first_edition_written_with_others_leaves_the_same_act_as_one_through_the_gate(load):
    load(row(), row(name="乙"))
    many = Event.objects.get(subject=Power.objects.get(name="乙").current_id)
    power = Power.objects.get(name="护士执业注册")
    power.pk = None
    power._state.adding = True
    power.basic_code, power.current = "320123999000", None
    power.save()
    content = Edition.objects.get(name="乙").content()
    single = Event.objects.get(subject=publish(power, content, by=REGISTRAR, at=clock.now()).pk)
    own = ("subject", "at")
    assert {k: v for k, v in many.public.items() if k not in own} == {
        k: v for k, v in single.public.items() if k not in own
    }
    assert many.private == single.private


def test_new_powers_are_written_in_a_few_statements(write, db, django_assert_max_num_queries):
    path = write(*(row(name=f"事项{number}") for number in range(120)))
    with django_assert_max_num_queries(110):
        assert intake.load(path, area_code="320100", by=REGISTRAR, now=clock.now).added == 120


def test_whoever_may_not_publish_cannot_load_many_either(write, db, zone):
    path = write(row())
    with pytest.raises(NotAllowed):
        intake.load(path, area_code="320100", by=CLOCK, now=clock.now)
    with zone("outer"), pytest.raises(WrongZone):
        intake.load(path, area_code="320100", by=REGISTRAR, now=clock.now)
    assert not Power.objects.exists()
