from datetime import timedelta

import pytest

from ledger import clock as real_clock
from powers.people.people import AccountKind, User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.test_refusals")]


@pytest.fixture
def official(client, settings):
    user = User.objects.create_user("zhang", "a long password", kind=AccountKind.OFFICIAL)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return user


def test_a_session_in_use_lives_on(client, official, clock):
    start = real_clock.now()
    for minutes in range(0, 120, 20):
        clock.set(start + timedelta(minutes=minutes))
        assert client.get("/private").status_code == 200


def test_a_session_ends_after_twelve_hours_even_in_use(client, official, clock):
    start = real_clock.now()
    assert client.get("/private").status_code == 200
    clock.set(start + timedelta(hours=12, minutes=1))
    assert client.get("/private").status_code == 302


def test_a_session_is_written_at_most_once_a_minute(client, official, clock, django_assert_num_queries):
    clock.set(real_clock.now())
    client.get("/private")
    with django_assert_num_queries(2):
        client.get("/private")


def test_a_disabled_official_is_out_at_the_next_request(client, official):
    assert client.get("/private").status_code == 200
    User.objects.update(is_active=False)
    assert client.get("/private").status_code == 302
