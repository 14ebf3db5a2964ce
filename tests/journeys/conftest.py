"""A browser, and the people of the stories. What the browser complains about fails the story, whose page it was."""

import os
from itertools import count

import pytest
from playwright.sync_api import sync_playwright

from tests import services
from tests.journeys.chromium import ARGUMENTS, shell
from tests.journeys.house import open_house
from tests.journeys.officials import Inspector, Official, WindowClerk
from tests.journeys.people import Citizen, Enterprise
from tests.journeys.watch import Watch

pytest.register_assert_rewrite("tests.journeys.stories")
_serial = count(1)


@pytest.fixture(scope="module")
def browser():
    if not shell():
        pytest.skip("the stories need Chromium (apt-get install chromium)")
    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=shell(), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def house(request, browser):
    """One house for all stories of a module; the module says on which database."""
    database = request.module.DATABASE
    if database == "postgresql" and not os.environ.get("HALL_TEST_POSTGRES") and not services.postgres_bin():
        pytest.skip("these stories need PostgreSQL (apt-get install postgresql)")
    with open_house(database) as opened:
        yield opened


@pytest.fixture
def watch(house):
    """What no page may do: write to the console, break the content policy, ask anybody else for anything."""
    watching = Watch(origins={house.outer, house.inner})
    yield watching
    assert watching.complaints == []


@pytest.fixture
def people(house, browser, watch):
    cast = Cast(house, browser, watch)
    yield cast
    cast.leave()


class Cast:
    """Everybody in a story, each in a browser of his own."""

    def __init__(self, house, browser, watch):
        self.house, self.browser, self.watch, self.contexts = house, browser, watch, []

    def _window(self, address: str, **options):
        context = self.browser.new_context(
            base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        self.watch.over(context)
        return context.new_page()

    def citizen(self, name: str) -> Citizen:
        return Citizen(self._window(self.house.outer), name=name, serial=self._next())

    def neighbour(self, phone: str = "13800000317") -> Citizen:
        """Somebody who has had an account for long."""
        return self.citizen("张小兰" if phone.endswith("317") else "陈志远").has_an_account(phone)

    def enterprise(self, name: str) -> Enterprise:
        return Enterprise(self._window(self.house.outer), name=name, serial=self._next())

    def stranger(self):
        """Somebody without an account."""
        return Citizen(self._window(self.house.outer), name="路人", serial=self._next())

    def clerk(self, login: str = "window") -> WindowClerk:
        return WindowClerk(self._window(self.house.outer)).logs_in(login)

    def official(self, login: str) -> Official:
        return Official(self._window(self.house.inner)).logs_in(login)

    def inspector(self, login: str = "government") -> Inspector:
        return Inspector(self._window(self.house.inner)).logs_in(login)

    @staticmethod
    def _next() -> int:
        return next(_serial)

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
