"""The stories with a PostgreSQL database in each net."""

import pytest

from tests.journeys.stories.agent import *  # noqa: F403
from tests.journeys.stories.bad_input import *  # noqa: F403
from tests.journeys.stories.consultation import *  # noqa: F403
from tests.journeys.stories.extension import *  # noqa: F403
from tests.journeys.stories.grant import *  # noqa: F403
from tests.journeys.stories.hearing import *  # noqa: F403
from tests.journeys.stories.messages import *  # noqa: F403
from tests.journeys.stories.owed import *  # noqa: F403
from tests.journeys.stories.promise import *  # noqa: F403
from tests.journeys.stories.referral import *  # noqa: F403
from tests.journeys.stories.refusal import *  # noqa: F403
from tests.journeys.stories.withdrawal import *  # noqa: F403

pytestmark = pytest.mark.journey
DATABASE = "postgresql"
