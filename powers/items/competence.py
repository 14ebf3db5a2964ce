"""Which office is competent for an address (管辖): of those that hold the same 基本编码, whose area the address lies in.

An organ licenses within its statutory powers (行政许可法 第二十二条), or one does for several where powers are joined
(第二十五条、第二十六条); what does not belong to it is declined at once, and the applicant told where to apply
(第三十二条第一款第二项). Whether a matter is small enough for the county or one for the city an address does not tell:
where both hold the power, both are named, and the one that was asked takes it.
"""

from dataclasses import dataclass

from powers.catalogue import Edition, Power
from powers.forms.vocabulary import questions_of
from powers.items.divisions import HOME, divisions, full_name
from powers.people.offices import Level, area_prefix

# The rule as data: so many digits of GB/T 2260 does an address share with the area in which a power of this level is exercised.
# A town's own digits are no part of an address, so a town is competent as far as its county goes.
DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 6}
# A power of a whole city or province is found by its name; only smaller areas are asked about before anything is filled in.
WIDE = 4
MOST_HOLDERS = 400
ARTICLE = "《行政许可法》第三十二条第一款第二项"


@dataclass(frozen=True)
class Verdict:
    """`here`: the power that was asked at is competent. `others`: the other competent ones, the nearest first."""

    here: bool
    others: tuple[Power, ...]
    sentence: str


def territory(power: Power) -> str:
    """The leading digits that every address in the area of a power shares."""
    return area_prefix(power.office.area_id)[: DIGITS[power.level]]


def territory_name(power: Power) -> str:
    known = full_name(territory(power).ljust(6, "0"))
    return known.removeprefix(full_name(HOME)) or known or power.office.area.name


def holders_of(power: Power) -> list[Power]:
    """Every power of the same 基本编码 that can be applied for, this one among them."""
    same = Power.objects.filter(
        basic_code=power.basic_code, current__isnull=False, power_class__on_application=True
    )
    return list(same.select_related("office__area").order_by("office__area", "pk")[:MOST_HOLDERS])


def is_asked(power: Power, holders: list[Power]) -> bool:
    """Whether the address is asked for before an application begins: several areas hold it, or its own is small."""
    return len({territory(each) for each in holders}) > 1 or len(territory(power)) > WIDE


def decide(power: Power, holders: list[Power], place: str) -> Verdict:
    """Who is competent for an address, given by its division code, when one has come to this power."""
    here = place.startswith(territory(power))
    found = [each for each in holders if each.pk != power.pk and place.startswith(territory(each))]
    others = tuple(sorted(found, key=lambda each: (-len(territory(each)), each.office_id)))
    return Verdict(here, others, _sentence(power, others, place, here=here))


def _sentence(power: Power, others: tuple[Power, ...], place: str, *, here: bool) -> str:
    where, named = full_name(place), "、".join(each.office.name for each in others)
    if here:
        also = f"{named}也办这一项，拿不准归哪一级的，先打电话问" if others else ""
        return f"{where}归{power.office.name}受理" + (f"。{also}" if also else "")
    if others:
        return f"{where}不归{power.office.name}受理，请向{named}申请"
    return (
        f"{power.office.name}只受理{territory_name(power)}范围内的申请，请向{_level_of(power, place)}主管"
        f"“{power.name}”的行政机关申请，不知道是哪个机关的，打当地 12345 问"
    )


def _level_of(power: Power, place: str) -> str:
    """The area of the power's own level in which an address lies."""
    upper = place[: DIGITS[power.level]].ljust(6, "0")
    return full_name(upper) if upper in divisions() else full_name(place)


def place_question(edition: Edition) -> dict | None:
    """Where the matter is, by the form: the first address asked with its division that nothing is posted to."""
    for question in questions_of(edition.form):
        is_place = question["kind"] == "address" and question.get("within")
        if is_place and question.get("means") != "delivery.address":
            return question
    return None


def told_place(edition: Edition, answers: dict) -> str:
    """The division code of that address as it was filled in; empty when the form does not say."""
    question = place_question(edition)
    answer = answers.get(question["code"]) if question else None
    code = answer.get("code", "") if isinstance(answer, dict) else ""
    return code if code in divisions() else ""


def asked_as(edition: Edition) -> str:
    """What the address is called when it is asked for first."""
    question = place_question(edition)
    return question["label"] if question else "要办的事（项目、场所或者住所）"
