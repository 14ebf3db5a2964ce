"""Cases and a draft for the applicants of the demonstration, so that whoever signs in finds something in every state.

Each is filed and moved by the real verbs in the applicant's own name, labelled as demonstration; the window's part is played
here, the inner net's by `workflow.demo.own`. Made once: what is there stays as it is.
"""

import random
from datetime import datetime

from hall.accounts.applicants import party
from hall.apply import drafts
from ledger.clock import civil_day
from powers.catalogue import Edition
from powers.people.people import User, login_key
from powers.people.seed import DEMO_APPLICANTS
from workflow.calendar.workdays import Calendar
from workflow.clock.deadlines import add_workdays
from workflow.demo import people
from workflow.demo.play import again, holder
from workflow.demo.stories import later, office_time
from workflow.forms.aloud import as_typed
from workflow.materials import filings, owing

# Item, working days ago, and what the window does: the rest of an accepted one is the inner net's. One that owes lacks
# what its item lets come later.
PLOTS = (
    ("公共场所卫生许可", 14, "accept"),
    ("道路货物运输经营许可", 6, "accept"),
    ("护士执业注册", 4, "ask_to_complete"),
    ("公共场所卫生许可", 3, "ask_to_complete"),
    ("取水许可", 1, ""),
    ("护士执业注册", 7, "accept"),
    ("护士执业注册", 2, "owe"),
)
BEGUN = ("护士执业注册", "取水许可", "公共场所卫生许可")
ASKED = "这一件没有盖章，请盖章后重新上传（演示）"


def seed(*, until: datetime) -> int:
    """Make what is missing for every applicant of the demonstration; how many cases were filed."""
    users = [User.objects.get(login=login_key(each.login)) for each in DEMO_APPLICANTS]
    return sum(_seed(user, serial, until=until) for serial, user in enumerate(users))


def _seed(user: User, serial: int, *, until: datetime) -> int:
    calendar, dice = Calendar.load(), random.Random(f"own cases {serial}")
    filed, corrected = 0, 0
    for number, (name, days, act) in enumerate(PLOTS):
        edition = _item(name, user)
        token = f"demo-own-{serial}-{number}"
        if (
            edition is None
            or filings.filed_before(token, by=user)
            or (act == "ask_to_complete" and corrected)
        ):
            continue
        at = office_time(add_workdays(civil_day(until), -days, calendar=calendar), dice)
        _window(
            _file(edition, user, token=token, at=at, dice=dice, owes=act == "owe"),
            act,
            until=until,
            calendar=calendar,
            dice=dice,
        )
        filed, corrected = filed + 1, corrected + (act == "ask_to_complete")
    _draft(user, dice, until=until)
    return filed


def _item(name: str, user: User) -> Edition | None:
    """The item in force that this kind of account may apply for."""
    found = Edition.objects.in_force().filter(name=name, **{f"for_{user.kind}": True})
    edition = (
        found.select_related("power__office__area", "power__power_class")
        .order_by("power__basic_code")
        .first()
    )
    return edition if edition and edition.applicable else None


def _file(edition: Edition, user: User, *, token: str, at: datetime, dice, owes: bool = False):
    told = people.answers(edition.form, dice)
    waiting = owing.that_may_wait(edition) if owes else {}
    later = {code: owing.last_day(edition, m, on=civil_day(at)) for code, m in waiting.items()}
    return filings.submit(
        edition, by=user, at=at, party=party(user), token=token, demo=True, answers=told,
        materials=[m for m in people.materials(edition, told) if m.code not in later], owed=later,
    )  # fmt: skip


def _window(case, act: str, *, until: datetime, calendar, dice) -> None:
    at = later(case.submitted_at, days=1, dice=dice, calendar=calendar)
    if not act or at >= until:
        return
    first = next((m for m in case.edition.materials if m.get("form") != "在线填写"), {})
    items = [{"code": first.get("code", "m1"), "name": first.get("name", "申请材料"), "text": ASKED}]
    said = {"items": items} if act == "ask_to_complete" else {}
    act = "accept" if act == "owe" else act
    getattr(again(case), act)(by=holder(case, "window"), at=at, **said)


def _draft(user: User, dice, *, until: datetime) -> None:
    """A draft with its first section filled in, of an item nothing was filed for."""
    if drafts.Draft.objects.of(user).filter(is_correction=False).exists():
        return
    edition = next(filter(None, (_item(name, user) for name in BEGUN)), None)
    if edition is None or not edition.form.get("sections"):
        return
    draft = drafts.start(edition, by=user, at=until)
    section = edition.form["sections"][0]
    kept = people.answers({"sections": [section]}, dice)
    questions = {question["code"]: question for question in section["questions"]}
    told = {code: as_typed(questions[code], value) for code, value in kept.items()}
    drafts.keep(draft, answers=told, section=section, at=until)
