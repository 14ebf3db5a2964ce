"""The application form of an item: questions as data in the edition, so that what was asked is known for ever.

Well-known items have a form of their own (`data/forms/`), every other one a general form for its applicants. A form never
asks who the applicant is: that comes from the account. Refused: a form whose questions cannot be asked as written.
"""

import json
from functools import cache
from pathlib import Path

from powers.forms.faults import form_faults

FORMS = Path(__file__).parents[1] / "data" / "forms"


def form_for(name: str, *, for_person: bool, for_enterprise: bool) -> dict:
    """The form of an item: its own, or the general one for whoever may apply."""
    own = _own().get(_plain(name))
    if own:
        return own
    audience = "both" if for_person and for_enterprise else "person" if for_person else "enterprise"
    return _read(f"general_{audience}")


def situations_of(name: str) -> dict[str, dict]:
    """When the materials of an item are asked for, by name of the material: only those that depend on an answer."""
    return _read("materials").get(_plain(name), {})


def faults(form: dict) -> list[str]:
    """What keeps a form from being asked, each a sentence; an empty form asks nothing and is right."""
    return [fault.text for fault in form_faults(form)]


def _plain(name: str) -> str:
    return name.replace("（", "(").replace("）", ")")


@cache
def _own() -> dict[str, dict]:
    names = json.loads((FORMS / "index.json").read_text(encoding="utf-8"))
    return {name: _read(file) for name, file in names.items()}


@cache
def _read(file: str) -> dict:
    return json.loads((FORMS / f"{file}.json").read_text(encoding="utf-8"))
