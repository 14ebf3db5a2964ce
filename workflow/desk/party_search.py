"""Cases found by their applicant: the whole name, or the number of his paper or body, held against fingerprints.

An official finds the open steps of his posts; who reviews or decides, also the ended cases of the office. Every search is an
access to personal data: it is recorded like a look at a case, with who and what fingerprint but without the name, and the same
one within ten minutes is one (个人信息保护法 第五十一条). Refused: part of a name finds nothing, and more than sixty an hour.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from exchange import outbox
from ledger.events import Act, Event, record
from ledger.throttle import count
from ledger.verbs import Refused
from powers.items.identity_documents import tidy
from powers.people.people import HANDLING_ROLES, Role, User
from workflow.desk import finished
from workflow.desk.todo import HEAVY, posts_of
from workflow.desk.todo_filter import Filter
from workflow.engine import StepRun
from workflow.materials.readings import ONE_LOOK
from workflow.parties import Party, name_keys, number_keys

KIND = "party search"
MOST, LONGEST = 50, 100
AN_HOUR, HOURLY = 3600, 60


class By(models.TextChoices):
    NAME = "name", "按姓名或者名称"
    NUMBER = "number", "按证件号码"


class PartySearch(models.Model):
    """One search. The id is the subject of its event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    by = models.CharField(max_length=10, choices=By)
    key = models.CharField(max_length=64)
    found = models.PositiveSmallIntegerField("找到")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["reader", "at"], name="party_search_by_whom")]

    def __str__(self):
        return f"{self.reader_id} {self.by} {self.found}"

    @property
    def body(self) -> dict:
        return {"by": self.by, "key": self.key, "found": self.found}


@dataclass(frozen=True)
class Found:
    """The steps in hand and the ended cases of one applicant; `more` where either list was cut off."""

    runs: list[StepRun]
    cases: list
    more: bool


def search(user: User, words: str, *, at: datetime) -> Found:
    """What this person may find of an applicant; the search is recorded whatever it finds."""
    if not tidy(words):
        raise Refused("请写申请人的全名，或者证件号码、统一社会信用代码")
    count("party_search", key=str(user.pk), limit=HOURLY, seconds=AN_HOUR)
    by, keys = _meant(words[:LONGEST])
    runs, cases = list(open_runs(user, by, keys)[: MOST + 1]), list(ended_cases(user, by, keys)[: MOST + 1])
    found = Found(runs[:MOST], cases[:MOST], more=max(len(runs), len(cases)) > MOST)
    _note(user, by, keys[0], found=len(found.runs) + len(found.cases), at=at)
    return found


def _meant(words: str) -> tuple[By, list[str]]:
    """A number is letters and figures without a word of Chinese, and mostly figures; all else is a name."""
    plain = tidy(words)
    if re.fullmatch(r"[0-9A-Z]+", plain) and sum(map(str.isdigit, plain)) >= 6 or "字第" in plain:
        return By.NUMBER, number_keys(words)
    return By.NAME, name_keys(words)


def open_runs(user: User, by: By, keys: list[str]):
    """Open steps of the person's posts, and of the offices where he reviews or decides; the nearest day first."""
    posts = {*posts_of(user, Filter()), *posts_of(user, Filter(whole="1"))}
    mine = Q(pk__in=[])
    for office, lane in posts:
        mine |= Q(office=office, lane=lane)
    runs = StepRun.objects.filter(mine, closed_at=None, due_on__isnull=False, case__in=_of_party(by, keys))
    runs = runs.select_related("case__edition", "case__party", "case__office").defer(*HEAVY)
    return runs.order_by("due_on", "pk")


def ended_cases(user: User, by: By, keys: list[str]):
    """Ended cases of the offices where the person reviews or decides; the last ended first."""
    cases = finished.of_offices(user).filter(pk__in=_of_party(by, keys))
    cases = cases.select_related("edition", "party", "office")
    return cases.defer(*(name.removeprefix("case__") for name in HEAVY)).order_by("-concluded_at", "-pk")


def _of_party(by: By, keys: list[str]):
    """As a subquery, from which both databases start: an applicant has few cases, an office a hundred thousand."""
    return Party.objects.filter(**{f"{by}_key__in": keys}).values("case")


def _note(user: User, by: By, key: str, *, found: int, at: datetime) -> None:
    facts = {"reader": user, "by": by, "key": key}
    if PartySearch.objects.filter(**facts, at__gt=at - ONE_LOOK).exists():
        return
    with transaction.atomic():
        row = PartySearch(**facts, found=found, at=at)
        who = {"staff_no": user.staff_no, "name": user.name}
        who |= user.on_behalf(lambda each: each.holds(*HANDLING_ROLES))
        act = Act(
            kind=KIND, subject=row.pk, seq=1, verb="search", frm="", to="kept", at=at, actor=_post_of(user), body=row.body,
            private=who, demo=False,
        )  # fmt: skip
        outbox.keep_here(record(act))
        row.save(force_insert=True)


def _post_of(user: User) -> dict:
    posts = [post for post in user.posts if post.role in HANDLING_ROLES]
    first = min(posts, key=lambda post: (post.role != Role.HEAD, post.role, post.office_id))
    return {"post": first.role, "office": first.office_id}


def made_by(reader: User, *, since: datetime, until: datetime) -> Iterator[tuple[PartySearch, bool]]:
    """Every search of an account in a span of time, oldest first, each with whether its event bears it out."""
    rows = PartySearch.objects.filter(reader=reader, at__gte=since, at__lt=until).order_by("at", "pk")
    for row in rows.iterator(chunk_size=500):
        event = Event.objects.of(row.pk).first()
        told = event is not None and (event.body, event.at) == (row.body, row.at)
        yield row, told and event.private_body.get("staff_no") == reader.staff_no


def lost_rows(*, since: datetime, until: datetime) -> int:
    """Events of searches whose row is gone."""
    kept = PartySearch.objects.filter(at__gte=since, at__lt=until).values("pk")
    return Event.objects.filter(kind=KIND, at__gte=since, at__lt=until).exclude(subject__in=kept).count()
