import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory, override_settings
from django.urls import path

from config.navigation import navigation
from powers.people.people import Role


def page(request):
    raise AssertionError("never called")


urlpatterns = [
    path("", page, name="home"),
    path("catalogue/", page, name="catalogue"),
    path("todo/", page, name="desk_todo"),
    path("window/", page, name="window"),
    path("supervision/", page, name="board"),
    path("supervision/cards/", page, name="cards"),
    path("login/", page, name="login"),
    path("imports/", page, name="imports"),
    path("powers/todo/", page, name="catalogue_todo"),
    path("own/", page, name="own_posts"),
    path("calendar/", page, name="calendars"),
]


class Person:
    is_authenticated = True
    large_text = False

    def __init__(self, *roles):
        self.roles = roles

    @property
    def is_applicant(self):
        return not self.roles

    def holds(self, *roles, office_id=None):
        if self.is_applicant:
            raise AssertionError("an applicant's posts are never asked for")
        return any(role in self.roles for role in roles)


@pytest.fixture
def see(zone):
    def see(net, person=None, address="/", **session):
        request = RequestFactory().get(address)
        request.user, request.session = person or AnonymousUser(), session
        with zone(net), override_settings(ROOT_URLCONF=__name__):
            return navigation(request)

    return see


def words(shown, where):
    return [item.spot.words for item in shown["nav"][where]]


def test_a_link_to_a_page_that_does_not_exist_is_left_out(see):
    shown = see("outer")
    assert words(shown, "public") == ["首页", "清单"]
    assert shown["links"] == {"login": "/login/", "home": "/"}


def test_a_citizen_stands_in_the_hall_and_sees_no_desk(see):
    shown = see("outer", Person())
    assert (shown["place"], words(shown, "window")) == ("public", [])


def test_a_window_clerk_stands_at_the_window(see):
    shown = see("outer", Person(Role.WINDOW), "/window/?list=correction")
    assert shown["place"] == "window"
    assert [(item.url, item.current) for item in shown["nav"]["window"]] == [
        ("/window/", ""),
        ("/window/?list=correction", "page"),
        ("/window/?list=deliver", ""),
    ]


def test_a_case_at_the_window_belongs_to_its_first_list(see):
    shown = see("outer", Person(Role.WINDOW), "/window/3201062603260317/")
    assert [item.current for item in shown["nav"]["window"]] == ["true", "", ""]


def test_handlers_and_inspectors_of_the_inner_net_stand_at_their_own_desks(see):
    handler, inspector = see("inner", Person(Role.HANDLER)), see("inner", Person(Role.DEPARTMENT_INSPECTOR))
    assert (handler["place"], words(handler, "desk"), words(handler, "board")) == ("desk", ["待办"], [])
    assert (inspector["place"], words(inspector, "board")) == ("board", ["实时看板", "红黄牌"])


def test_only_the_nearest_page_is_marked(see):
    shown = see("inner", Person(Role.GOVERNMENT_INSPECTOR), "/supervision/cards/7/")
    assert [item.current for item in shown["nav"]["board"]] == ["", "true"]


def test_large_text_comes_from_the_session_before_the_account(see):
    person = Person()
    person.large_text = True
    assert see("outer", person)["large_text"] is True
    assert see("outer", person, large_text=False)["large_text"] is False


def test_a_request_that_met_no_session_and_no_login_still_gets_a_frame(zone):
    with zone("outer"):
        assert navigation(RequestFactory().get("/"))["place"] == "public"


@pytest.mark.parametrize(
    ("net", "role", "address"),
    [
        ("outer", Role.WINDOW, "/window/"),
        ("inner", Role.HANDLER, "/"),
        ("inner", Role.CATALOGUE, "/powers/todo/"),
        ("inner", Role.GOVERNMENT_INSPECTOR, "/supervision/"),
        ("inner", Role.SYSTEM_ADMIN, "/calendar/"),
    ],
)
def test_the_name_of_the_house_leads_an_official_to_his_own_work(see, net, role, address):
    assert see(net, Person(role))["start"] == address


def test_the_name_of_the_house_leads_everybody_else_to_the_hall(see):
    assert see("outer")["start"] == see("outer", Person())["start"] == "/"


def test_only_who_may_import_is_shown_the_way_to_imports(see):
    assert "导入导出" in words(see("inner", Person(Role.STAFFING)), "catalogue")
    assert "导入导出" not in words(see("inner", Person(Role.CATALOGUE)), "catalogue")
