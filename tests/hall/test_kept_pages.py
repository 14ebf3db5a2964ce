"""What is kept of the public pages: drawn once for all strangers, with a form token each, and for nobody else."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hall import kept_pages
from ledger import clock as ledger_clock
from tests import factories

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(autouse=True)
def _outer(zone):
    with zone("outer"):
        yield


@pytest.fixture
def edition():
    return factories.edition()


def pages(edition):
    power = edition.power_id
    return [
        reverse("home"), reverse("guide_person"), reverse("guide", args=[power]), reverse("catalogue"),
        reverse("power", args=[power]), reverse("edition", args=[power, 1]), reverse("difference", args=[power]),
        reverse("help"), reverse("accessibility"),
    ]  # fmt: skip


def test_a_second_stranger_costs_one_read_and_gets_the_same_page_with_a_token_of_his_own(
    edition, django_assert_max_num_queries
):
    for url in pages(edition):
        first = Client().get(url)
        with django_assert_max_num_queries(1):
            second = Client().get(url)
        assert second["Cache-Control"] == first["Cache-Control"] == "private, no-cache"
        one, other = (TOKEN.findall(answer.content.decode()) for answer in (first, second))
        assert one[0] != other[0]
        assert first.content.decode().replace(one[0], "") == second.content.decode().replace(other[0], "")


def test_a_form_of_a_kept_page_is_accepted_and_a_strange_token_is_not(edition):
    url = reverse("guide", args=[edition.power_id])
    Client().get(url)
    visitor = Client(enforce_csrf_checks=True)
    token = TOKEN.search(visitor.get(url).content.decode())[1]
    post = {"csrfmiddlewaretoken": token, "next": url}
    assert visitor.post(reverse("large_text"), post).status_code == 302
    assert Client(enforce_csrf_checks=True).post(reverse("large_text"), post).status_code == 403


def test_who_has_a_session_never_gets_a_kept_page_and_leaves_none(edition):
    url = reverse("guide", args=[edition.power_id])
    someone = Client()
    person = factories.citizen()
    person.name = "钱小满"
    person.save()
    someone.force_login(person)
    assert "钱小满" in someone.get(url).content.decode()
    assert "钱小满" not in Client().get(url).content.decode()
    large = Client()
    large.post(reverse("large_text"), {"next": url})
    assert 'data-text="large"' in large.get(url).content.decode()
    assert 'data-text="large"' not in Client().get(url).content.decode()
    assert "no-store" in someone.get(url)["Cache-Control"]


def test_a_made_up_session_cookie_only_costs_its_owner(edition):
    url = reverse("guide", args=[edition.power_id])
    forger = Client()
    forger.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert forger.get(url).status_code == 200
    assert kept_pages.TOKEN.search(Client().get(url).content)


def test_a_browser_that_has_the_page_is_told_so_until_an_edition_is_published(edition):
    url = reverse("guide", args=[edition.power_id])
    had = Client().get(url)["ETag"]
    assert Client().get(url, HTTP_IF_NONE_MATCH=had).status_code == 304
    factories.edition(name="另一事项")
    assert Client().get(url, HTTP_IF_NONE_MATCH=had).status_code == 200


def test_a_new_day_is_a_new_page(edition, clock):
    url = reverse("guide", args=[edition.power_id])
    had = Client().get(url)["ETag"]
    clock.set(ledger_clock.now() + timedelta(days=1))
    assert Client().get(url)["ETag"] != had


def test_what_is_refused_is_not_kept(edition):
    missing = reverse("power", args=["00000000-0000-4000-8000-000000000000"])
    assert Client().get(missing).status_code == 404
    cache.clear()
    long = reverse("catalogue") + "?q=" + "a" * 200
    assert Client().get(long).status_code == 200
    assert "ETag" not in Client().get(long)
