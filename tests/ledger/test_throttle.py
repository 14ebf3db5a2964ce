import os

import pytest
from django.core.cache import cache
from django.test import override_settings

from config.stores import cache as cache_at
from ledger.throttle import TooManyRequests, count

REDIS = os.environ.get("HALL_TEST_REDIS")


@pytest.fixture(params=["memory", "redis"])
def counters(request):
    if request.param == "redis" and not REDIS:
        pytest.skip("Redis is left out; `make test` starts one where it is installed")
    with override_settings(CACHES={"default": cache_at(REDIS if request.param == "redis" else "")}):
        cache.clear()
        yield


def test_the_one_past_the_limit_is_refused_and_says_when_to_come_back(counters):
    for _ in range(3):
        count("search", key="10.0.0.1", limit=3, seconds=120)
    with pytest.raises(TooManyRequests, match="2 分钟") as refusal:
        count("search", key="10.0.0.1", limit=3, seconds=120)
    assert refusal.value.seconds == 120


def test_another_key_and_another_purpose_count_for_themselves(counters):
    count("search", key="10.0.0.1", limit=1, seconds=60)
    count("search", key="10.0.0.2", limit=1, seconds=60)
    count("export", key="10.0.0.1", limit=1, seconds=60)
    with pytest.raises(TooManyRequests):
        count("search", key="10.0.0.1", limit=1, seconds=60)
