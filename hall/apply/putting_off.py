"""What an applicant lacks and supplies later (容缺后补): said on the page of the materials, each with the day he names.

Kept with the draft. A day that is no longer sound when he hands in counts as none: he is asked again. What has been uploaded
meanwhile is not put off any more.
"""

from dataclasses import replace
from datetime import date

from hall.apply import draft_undertakings
from hall.apply.requirements import Requirement
from ledger import clock
from ledger.clock import civil_day
from powers.wording import zh_date
from workflow.materials import owing


def told(draft) -> dict[str, date]:
    """The days he named, by material, as far as they are sound today."""
    if not draft.put_off:
        return {}
    today, days = civil_day(clock.now()), owing.put_off({"owed": draft.put_off})
    allowed = owing.that_may_wait(draft.edition)
    return {
        code: day
        for code, day in days.items()
        if code in allowed and not owing.fault_of(draft.edition, allowed[code], day, on=today)
    }


def noted(draft, listed: list[Requirement]) -> list[Requirement]:
    """The requirements with what is put off, and until when it may be."""
    days, today = told(draft), civil_day(clock.now())
    last = {
        code: owing.last_day(draft.edition, material, on=today)
        for code, material in owing.that_may_wait(draft.edition).items()
    }
    return [
        replace(each, put_off=days.get(each.code), latest=last[each.code]) if each.may_wait else each
        for each in listed
    ]


def owed(draft, codes) -> dict[str, date]:
    """What is handed in as owed: of what the answers call for, all that was put off and neither came nor was promised."""
    came = {file.code for file in draft.files.all()} | (
        draft.entered.paper.keys() if draft.entered else set()
    )
    came |= draft_undertakings.standing(draft).keys()
    return {code: day for code, day in told(draft).items() if code in codes - came}


def note(request, draft, listed: list[Requirement]) -> dict[str, str]:
    """Keep what was said of each that may wait; what is wrong with a day, by material."""
    days, errors, today = told(draft), {}, civil_day(clock.now())
    asked = owing.that_may_wait(draft.edition)
    for each in listed:
        if not each.may_wait:
            continue
        days.pop(each.code, None)
        if request.POST.get(each.wait_name):
            day = _read(request.POST.get(each.wait_day_name, ""))
            fault = owing.fault_of(draft.edition, asked[each.code], day, on=today) if day else _ask(each)
            if fault:
                errors[each.code] = fault
            else:
                days[each.code] = day
    said = owing.as_content(days).get("owed", [])
    if said != draft.put_off:
        draft.put_off = said
        type(draft).objects.filter(pk=draft.pk).update(put_off=said)
    return errors


def as_typed(listed: list[Requirement], post) -> list[Requirement]:
    """The requirements as the page that is shown again had them."""
    return [
        replace(each, typed=(each.wait_name in post, post.get(each.wait_day_name, "")[:20])) if each.may_wait else each
        for each in listed
    ]  # fmt: skip


def _read(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _ask(each: Requirement) -> str:
    return f"请写明“{each.name}”哪一天以前补交，例如 {each.latest:%Y-%m-%d}（{zh_date(each.latest)}）"
