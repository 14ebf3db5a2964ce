"""Several senders at once, as processes, one of them killed: no short message twice, on both databases."""

import os
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import override_settings

from hall.notices import sending
from hall.notices.notices import Notice
from tests import factories
from tests.conftest import in_zone
from workflow.notices.sending import Outcome
from workflow.states import State

from .conftest import now, person

pytestmark = pytest.mark.django_db(transaction=True)
CASES, SENDERS = 12, 3


@pytest.fixture
def house(tmp_path):
    """A database that other processes can open, and what waits in it."""
    citizen = person()
    edition = factories.edition()
    staff = factories.Staff(edition.power.office)
    with override_settings(SMS_GATEWAY="workflow.notices.sms.FileGateway"):
        for _ in range(CASES):
            factories.case_at(State.HANDLING, zone=in_zone, applicant=citizen, edition_=edition, staff=staff)
    waiting = {"outcome": Outcome.WAITING, "due_at": now(), "tries": 0, "claimed_at": None, "ended_at": None}
    Notice.objects.filter(channel="sms").update(**waiting)
    return House(tmp_path)


class House:
    def __init__(self, folder: Path):
        self.folder = folder
        test = {"DATABASE_URL": self._database(), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        self.env = {**os.environ, **test}

    def _database(self) -> str:
        told = connection.settings_dict
        if connection.vendor == "postgresql":
            return f"postgresql://{told['USER']}:{told['PASSWORD']}@/{told['NAME']}?host={told['HOST']}&port={told['PORT']}"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.folder / "outer.sqlite3")])
        return ""

    def start(self, *fates: str) -> list[subprocess.Popen]:
        command = [sys.executable, "-m", "tests.hall.notice_sender", str(self.folder)]
        senders = [subprocess.Popen([*command, fate], env=self.env) for fate in fates]
        while len(list(self.folder.glob("ready-*"))) < len(fates) and any(s.poll() is None for s in senders):
            time.sleep(0.05)
        (self.folder / "go").touch()
        for sender in senders:
            sender.wait(timeout=120)
        for ready in self.folder.glob("ready-*"):
            ready.unlink()
        return senders

    @property
    def sent(self) -> list[str]:
        file = self.folder / "sent"
        return file.read_text().split() if file.exists() else []

    def outcomes(self) -> list[str]:
        """How each short message stands, in the database that the senders worked on."""
        if connection.vendor == "postgresql":
            return sorted(Notice.objects.filter(channel="sms").values_list("outcome", flat=True))
        with sqlite3.connect(self.folder / "outer.sqlite3") as base:
            return sorted(
                row[0] for row in base.execute("SELECT outcome FROM hall_notice WHERE channel = 'sms'")
            )


def test_three_senders_at_once_send_each_message_once(house):
    senders = house.start(*[""] * SENDERS)
    assert [sender.returncode for sender in senders] == [0] * SENDERS
    assert len(house.sent) == len(set(house.sent)) == CASES
    assert house.outcomes() == ["sent"] * CASES


@pytest.mark.parametrize(("fate", "more"), [("die-before", 0), ("die-after", 1)])
def test_a_sender_killed_in_the_middle_leaves_one_message_that_nobody_sends_again(house, fate, more):
    [killed] = house.start(fate)
    assert killed.returncode == -9 and len(house.sent) == more
    house.start("", "")
    assert len(house.sent) == len(set(house.sent)) == CASES - 1 + more
    assert house.outcomes() == ["sending"] + ["sent"] * (CASES - 1)


def test_what_was_lost_sight_of_is_unknown_for_good(house, on_postgres):
    house.start("die-after")
    later = now() + timedelta(minutes=11)
    assert sending.lose_sight(at=later) == 1
    house.start("")
    assert house.outcomes() == ["sent"] * (CASES - 1) + ["unknown"]
    assert len(house.sent) == CASES
