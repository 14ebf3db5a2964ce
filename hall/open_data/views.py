"""From rows to the shapes of the open interface: the words and addresses of a power, an edition, a change."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from powers.catalogue import Edition, Power
from powers.codes import implementation_code
from powers.force import force_of
from powers.items import suspensions
from powers.revisions.change_log import Entry


def address(name: str, *args) -> str:
    """The public address of a page, whole."""
    return settings.PUBLIC_URL + reverse(name, args=args)


def power(edition: Edition, *, on: date) -> dict:
    """A power by its last edition, or the one of the day that was asked for."""
    held = edition.power
    return {
        "id": held.pk,
        "url": address("power", held.pk),
        "basic_code": held.basic_code,
        "implementation_code": implementation_code(
            office=held.office_id, level=held.level, basic=held.basic_code
        ),
        "name": edition.name,
        "power_class": {"code": held.power_class_id, "name": held.power_class.name},
        "office": {"code": held.office_id, "name": held.office.name},
        "level": {"code": str(held.level), "name": held.get_level_display()},
        "force": force_of(edition, on=on).value,
        "applicable": edition.applicable,
        "statutory_words": edition.statutory_words,
        **_facts(
            edition, "version", "theme", "statutory_days", "promised_days", "promise_is_demo", "charges"
        ),
        **_facts(edition, *DAYS),
        **halted(held, on=on),
        "suspensions": [
            _facts(each, "begins_on", "ends_on", "reasons", "document") for each in suspensions.shown(held)
        ],
    }


def halted(held: Power, *, on: date) -> dict:
    """The days of the suspension that holds on a day or is the next to begin."""
    coming = [each for each in reversed(suspensions.shown(held)) if each.ends_on is None or on < each.ends_on]
    return {
        "suspended_on": coming[0].begins_on if coming else None,
        "resumes_on": coming[0].ends_on if coming else None,
    }


DAYS = ("effective_at", "ended_at", "lapses_on")


def brief(edition: Edition, *, on: date) -> dict:
    return {
        "url": address("edition", edition.power_id, edition.version),
        "power": edition.power_id,
        "force": force_of(edition, on=on).value,
        **_facts(edition, "id", "version", "name", "content_digest", *DAYS),
    }


def whole(edition: Edition, log: list[Entry], *, on: date) -> dict:
    return {
        **brief(edition, on=on),
        "content": edition.content(),
        "changes": [change(entry) for entry in log if entry.edition.pk == edition.pk],
    }


def change(entry: Entry) -> dict:
    return {
        "number": entry.pk,
        "power": entry.edition.power_id,
        "name": entry.edition.name,
        "office": entry.edition.power.office.name,
        "version": entry.edition.version,
        "consents": [{"stage": c.stage, "office": c.office, "on": c.on} for c in entry.consents],
        "successor": entry.successor.pk if entry.successor else None,
        **{
            name: getattr(entry, name)
            for name in ("verb", "title", "at", "reasons", "document", "seal", "day", "until")
        },
    }


def _facts(row, *names: str) -> dict:
    return {name: getattr(row, name) for name in names}
