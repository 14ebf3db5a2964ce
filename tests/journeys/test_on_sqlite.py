"""The stories with an SQLite file in each net."""

import pytest

from tests.journeys.stories.grant import *  # noqa: F403

pytestmark = pytest.mark.journey
DATABASE = "sqlite"
