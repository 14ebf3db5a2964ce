"""Who sees what on the board, and how many reads it takes."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.clock import CHINA
from powers.people.offices import Area, Level
from powers.people.people import Role
from supervision import sweep
from supervision.cards import Card
from supervision.scope import offices_of, scope_of
from tests import factories
from workflow.policies import is_inspector_of
from workflow.states import State

from .flows import PLAIN

pytestmark = pytest.mark.django_db
PAGES = ("/board/", "/board/cards/")


def at(day, hour=9):
    return datetime(2026, 3, day, hour, tzinfo=CHINA)


def area(code, name, level):
    return Area.objects.get_or_create(code=code, defaults={"name": name, "level": level})[0]


def accepted(zone, edition, staff=None):
    return factories.case_at(State.HANDLING, zone=zone, at=at(2), demo=True, edition_=edition, staff=staff)[0]


class World:
    """Two cities; in the first a department with an office under it and another department; one late case in each office."""

    def __init__(self, zone):
        self.province = area("320000", "江苏省", Level.PROVINCE)
        nanjing, suzhou = area("320100", "南京市", Level.CITY), area("320500", "苏州市", Level.CITY)
        gulou = area("320106", "鼓楼区", Level.COUNTY)
        self.city_office = factories.office("南京市卫生健康委员会", in_area=nanjing)
        self.sub_office = factories.office("南京市卫生监督所", in_area=nanjing, parent=self.city_office)
        self.other = factories.office("南京市水务局", in_area=nanjing)
        self.county = factories.office("鼓楼区城市管理局", in_area=gulou)
        self.away = factories.office("苏州市水务局", in_area=suzhou)
        self.seat = factories.office("江苏省监察委员会", in_area=self.province)
        self.city_seat = factories.office("南京市监察委员会", in_area=nanjing)
        self.offices = [self.city_office, self.sub_office, self.other, self.county, self.away]
        self.editions = {o.pk: factories.edition(at=o, flow=PLAIN, promised_days=6) for o in self.offices}
        for edition in self.editions.values():
            accepted(zone, edition)
        sweep.sweep(at=at(16))


@pytest.fixture
def world(zone, clock):
    made = World(zone)
    clock.set(at(16, 10))
    return made


def seen_by(client, user, path="/board/cards/"):
    client.force_login(user)
    return client.get(path)


def offices_seen(client, user, world):
    text = seen_by(client, user).content.decode()
    return {office.name for office in world.offices if f"<small>{office.name}</small>" in text}


def government(at):
    return factories.official(Role.GOVERNMENT_INSPECTOR, at=at)


def department(at):
    return factories.official(Role.DEPARTMENT_INSPECTOR, at=at)


def test_the_province_sees_all_offices(client, world):
    assert offices_seen(client, government(world.seat), world) == {o.name for o in world.offices}


def test_a_city_sees_its_own_and_its_counties_offices_only(client, world):
    assert offices_seen(client, government(world.city_seat), world) == {
        "南京市卫生健康委员会", "南京市卫生监督所", "南京市水务局", "鼓楼区城市管理局",
    }  # fmt: skip


def test_a_department_sees_itself_and_the_offices_under_it_only(client, world):
    assert offices_seen(client, department(world.city_office), world) == {
        "南京市卫生健康委员会",
        "南京市卫生监督所",
    }
    assert offices_seen(client, department(world.other), world) == {"南京市水务局"}


def test_the_query_and_the_predicate_of_reach_agree(world):
    from powers.people.offices import Office

    for user in (
        government(world.seat),
        government(world.city_seat),
        department(world.city_office),
        department(world.county),
    ):
        expected = {office.pk for office in Office.objects.all() if is_inspector_of(user, office)}
        assert set(offices_of(user).values_list("pk", flat=True)) == expected


def test_a_county_whose_code_ends_in_nought_does_not_reach_its_neighbours():
    ten, eleven = area("500110", "綦江区", Level.COUNTY), area("500111", "大足区", Level.COUNTY)
    mine, theirs = (
        factories.office("綦江区监察委员会", in_area=ten),
        factories.office("大足区水利局", in_area=eleven),
    )
    inspector = government(mine)
    assert not is_inspector_of(inspector, theirs)
    assert set(offices_of(inspector)) == {mine}


@pytest.mark.parametrize("path", [*PAGES, "card"])
@pytest.mark.parametrize(
    "role", [r for r in Role if r not in (Role.DEPARTMENT_INSPECTOR, Role.GOVERNMENT_INSPECTOR)]
)
def test_nobody_else_gets_in(client, world, role, path):
    path = f"/board/cards/{Card.objects.newest()[0].number}/" if path == "card" else path
    answer = seen_by(client, factories.official(role, at=world.city_office), path)
    assert answer.status_code == 403
    assert "电子监察只给监察人员看" in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_citizen_gets_a_sentence_and_a_stranger_the_login(client, world, path):
    assert client.get(path).status_code == 302
    assert seen_by(client, factories.citizen(), path).status_code == 403


def test_a_past_inspector_gets_in_no_more(client, world):
    user = government(world.seat)
    user.all_posts.update(active=False)
    assert seen_by(client, user, "/board/").status_code == 403


def test_a_card_of_another_department_is_not_there(client, world):
    user = department(world.other)
    theirs = Card.objects.filter(office=world.city_office)[0]
    own = Card.objects.filter(office=world.other)[0]
    assert seen_by(client, user, f"/board/cards/{theirs.number}/").status_code == 404
    assert seen_by(client, user, f"/board/cards/{own.number}/").status_code == 200


@pytest.mark.parametrize("place", ["none", "320500", "' OR 1=1", "x" * 400])
def test_a_place_out_of_reach_shows_the_own_reach(client, world, place):
    user = government(world.city_seat)
    text = seen_by(client, user, f"/board/cards/?place={place}").content.decode()
    assert "<small>苏州市水务局</small>" not in text
    assert "<small>南京市水务局</small>" in text


def test_the_board_can_be_narrowed_to_an_area(client, world):
    answer = seen_by(client, government(world.seat), "/board/cards/?place=320500")
    assert "<small>苏州市水务局</small>" in answer.content.decode()
    assert "<small>南京市水务局</small>" not in answer.content.decode()


def test_the_outer_net_has_no_board(client, world, zone):
    client.force_login(government(world.seat))
    with zone("outer"):
        assert client.get("/board/").status_code == 404


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_the_board_takes_nothing(client, world, verb):
    client.force_login(government(world.seat))
    assert getattr(client, verb)("/board/").status_code == 405


def test_the_figures_are_those_of_the_cases(client, world):
    context = seen_by(client, government(world.seat), "/board/").context
    tiles = context["tiles"]
    # Every one of the five cases: a red step card on 13 March and a red card of the promise on the 11th.
    assert (tiles.red, tiles.yellow) == (5, 0)
    assert tiles.red_days[-4] == 5 and tiles.red_days[-6] == 5
    assert tiles.yellow_days[-11] == 5
    assert (tiles.soon, tiles.normal, tiles.accepted_today, tiles.rate.decided) == (0, 0, 0, 0)
    assert [shape.station.count for shape in context["shapes"]] == [5, 5, 0, 0]
    assert context["shapes"][2].station.red == 5
    assert {place.name: place.red for place in context["map"]} == {
        "江苏省": 0, "南京市": 3, "鼓楼区": 1, "苏州市": 1,
    }  # fmt: skip


def test_on_time_is_decided_on_or_before_the_promised_day(client, world, zone):
    user = government(world.seat)
    for office, days in ((world.away, (10, 11)), (world.other, (10,))):
        staff = factories.Staff(office)
        for day in days:
            case = accepted(zone, world.editions[office.pk], staff)
            with zone("inner"):
                fresh = factories.fresh(case)
                fresh.advance(by=staff.handler, at=at(3), step="examine", outcome="pass", note="符合条件")
                factories.fresh(case).grant(by=staff.head, at=at(day), note="同意")
    sweep.sweep(at=at(16))
    context = seen_by(client, user, "/board/").context
    assert (context["tiles"].rate.decided, context["tiles"].rate.late, context["tiles"].rate.percent) == (
        3,
        1,
        66.7,
    )
    assert [(n, place.name, place.rate.percent) for n, place in context["ranking"]] == [
        (1, world.other.short_name, 100.0), (2, world.away.short_name, 50.0),
    ]  # fmt: skip


def test_the_board_names_no_applicant_and_no_official(client, world):
    user = government(world.seat)
    number = Card.objects.filter(office=world.other, stage="red")[0].number
    for path in (*PAGES, f"/board/cards/{number}/"):
        text = seen_by(client, user, path).content.decode()
        assert "张三" not in text
        assert "符合条件" not in text


def test_a_card_says_why_and_how_its_day_was_reckoned(client, world):
    card = Card.objects.get(office=world.other, clock__kind="promised", stage="red")
    text = seen_by(client, government(world.seat), f"/board/cards/{card.number}/").content.decode()
    assert "T22 超过承诺期限" in text
    assert "2026 年 3 月 10 日" in text
    assert "《民法典》第二百零一条" in text
    assert "受理" in text and "承办岗" in text


def test_live_can_be_paused_and_the_theme_is_kept(client, world):
    client.force_login(government(world.seat))
    page = client.get("/board/").content.decode()
    assert 'data-refresh="15"' in page and 'data-theme="night"' in page
    assert "data-refresh" not in client.get("/board/?live=0").content.decode()
    assert "data-theme" not in client.get("/board/?theme=light").content.decode()
    assert "data-theme" not in client.get("/board/").content.decode()


def test_the_list_is_paged_by_key_and_every_card_appears_once(client, world, zone):
    for _ in range(12):
        accepted(zone, world.editions[world.other.pk])
    sweep.sweep(at=at(16, 9))
    client.force_login(government(world.seat))
    seen, path = [], "/board/cards/"
    while path:
        context = client.get(path).context
        seen += [card.number for card in context["cards"]]
        path = f"/board/cards/?after={context['following']}" if context["following"] else ""
    wanted = Card.objects.filter(stage__in=["red", "yellow"]).values_list("number", flat=True)
    assert len(seen) == len(set(seen)) == len(wanted) > 40


@pytest.mark.parametrize("token", ["x", "bnVsbA", "WzEsMl0", "WyIyMDI2LTEzLTAxIiwgIjEiXQ", "WyJ4IiwgIjEiXQ"])
def test_a_bad_place_in_the_list_is_its_beginning(client, world, token):
    answer = seen_by(client, government(world.seat), f"/board/cards/?after={token}")
    assert answer.status_code == 200
    assert answer.context["cards"]


def test_the_list_filters_by_stage(client, world):
    user = government(world.seat)
    for stage in ("reminder", "yellow", "red"):
        cards = seen_by(client, user, f"/board/cards/?stage={stage}").context["cards"]
        assert {card.stage for card in cards} == {stage}


@pytest.mark.parametrize(("path", "most"), [("/board/", 26), ("/board/cards/", 10), ("card", 14)])
def test_pages_take_a_bounded_number_of_reads_however_many_cases(client, world, zone, path, most):
    path = f"/board/cards/{Card.objects.newest()[0].number}/" if path == "card" else path
    user = government(world.seat)
    counts = []
    seen_by(client, user, path)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
        for _ in range(3):
            accepted(zone, world.editions[world.county.pk])
        sweep.sweep(at=at(16, 9))
    assert counts[0] == counts[1] <= most


def test_scope_refuses_the_anonymous():
    from django.contrib.auth.models import AnonymousUser

    from ledger.verbs import NotAllowed

    with pytest.raises(NotAllowed):
        scope_of(AnonymousUser())
