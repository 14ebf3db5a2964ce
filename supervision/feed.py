"""What just happened, for the board: the last act of the latest cases and the latest cards. The public part only.

It names office, item, act and time: no applicant, no official, no word of an opinion.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from ledger.events import Event
from workflow.engine import StepRun
from workflow.machine import Case

from .board import COLOURS
from .cards import Card

LENGTH = 12
REACH = timedelta(days=14)
LIGHTS = {
    "grant": "ok", "deliver": "ok", "accept": "ok", "resume": "ok", "pause": "mute", "withdraw": "mute",
    "ask_to_complete": "warn", "refuse": "warn", "decline": "warn", "refer_elsewhere": "warn", "terminate": "warn",
    "accept_by_silence": "bad", "send_back": "warn", "extend": "warn", "call_hearing": "mute", "record_hearing": "ok",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    at: datetime
    text: str
    small: str = ""
    light: str = ""
    colour: str = ""
    url: str = ""


def latest(offices, *, at: datetime) -> list[Line]:
    lines = [*_acts(offices, at=at), *_cards(offices, at=at)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:LENGTH]


def _acts(offices, *, at: datetime) -> list[Line]:
    cases = Case.objects.filter(office__in=offices, last_at__gt=at - REACH, last_at__lte=at).order_by(
        "-last_at"
    )
    cases = cases.select_related("office", "edition").only(
        "seq", "state", "office__short_name", "edition__name"
    )
    cases = {case.pk: case for case in cases[:LENGTH]}
    events = Event.objects.filter(subject__in=cases, seq__in={case.seq for case in cases.values()})
    events = [event for event in events if cases[event.subject].seq == event.seq]
    runs = StepRun.objects.filter(case__in=cases, closed_seq__isnull=False)
    steps = {(case, seq): name for case, seq, name in runs.values_list("case", "closed_seq", "name")}
    return [_act(cases[event.subject], event, steps.get((event.subject, event.seq), "")) for event in events]


def _act(case: Case, event: Event, step: str) -> Line:
    words = Case.verbs()[event.verb].label
    if event.verb == "advance":
        words = f"{step}环节{words}"
    return Line(
        event.at,
        f"{case.office.short_name}，{case.edition.name}，{words}",
        light=LIGHTS.get(event.verb, "info"),
    )


def _cards(offices, *, at: datetime) -> list[Line]:
    found = Card.objects.filter(
        office__in=offices, stage__in=COLOURS, raised_at__gt=at - REACH, raised_at__lte=at
    ).newest()
    found = found.select_related("office", "case__edition")
    return [_card(card) for card in found.only(*CARD_FIELDS)[:LENGTH]]


CARD_FIELDS = (
    "number",
    "stage",
    "state",
    "rule",
    "raised_at",
    "office__short_name",
    "case__state",
    "case__edition__name",
)


def _card(card: Card) -> Line:
    text = f"{card.office.short_name}，{card.case.edition.name}，发{card.get_stage_display()}"
    url = reverse("card", args=[card.number])
    return Line(card.raised_at, text, card.facts.words, colour=card.stage, url=url)
