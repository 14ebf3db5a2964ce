"""What the catalogue's staff have done in the demonstration: a clean-up that is finished, one under way, tiers of two
penalties, fees, one suspended power, and a material that may be promised. All by the real verbs of the people of
`people.seed`, names and reasons marked 演示.

Run again it changes nothing. The data is in `data/demo_lists.json`; tiers and fees come into force as what the finished
clean-up concluded, so its report, the revisions behind it and the public history tell the same story.
"""

import json
from datetime import date, timedelta

from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.campaigns import campaigning, outcomes, work
from powers.campaigns.campaigns import Campaign
from powers.campaigns.comparing import compare
from powers.campaigns.items import CampaignItem
from powers.catalogue import Power
from powers.items import undertakings
from powers.people import establishment
from powers.people.establishment import DATA
from powers.people.offices import Office
from powers.people.people import Post, Role, User
from powers.people.seed import HOME_AREA
from powers.revisions import revising
from powers.revisions.adjustments import Kind
from powers.revisions.revisions import Revision

KEEP, CHANGE, CANCEL = "keep", "change", "cancel"
AGREED, LAWFUL = "和三定规定一致，同意（演示）", "合法，同意（演示）"
STEPS_OF_REVIEW = (
    ("sign", Role.HEAD, "同意报送（演示）"),
    ("pass_staffing", Role.STAFFING, AGREED),
    ("pass_legal", Role.LEGAL_OFFICE, LAWFUL),
)
STEPS_TO_GOVERNMENT = (
    *STEPS_OF_REVIEW[:2],
    ("pass_to_government", Role.LEGAL_OFFICE, LAWFUL),
    ("approve", Role.GOVERNMENT, "批准（演示）"),
)


def seed() -> list[str]:
    """Play what is missing; what was done, a line each."""
    told = json.loads((DATA / "demo_lists.json").read_text(encoding="utf-8"))
    done = []
    if _is_new(told["finished"]["name"]):
        done.append(_finished(told))
    if _is_new(told["open"]["name"]):
        done.append(_open(told["open"]))
    power = Power.objects.filter(name=told["suspended"]["name"], current__isnull=False).first()
    if power and not power.suspensions.exists():
        done.append(_suspended(power, told["suspended"]))
    return done + take_promises(told["promised"])


def _is_new(name: str) -> bool:
    return not Campaign.objects.filter(area=HOME_AREA, name=name).exists()


def _holder(role: Role, office: Office | None = None) -> User:
    """The demonstration's person on a post; the reviewing posts are held once in the city."""
    posts = Post.objects.filter(role=role, active=True, user__demo=True, office__area=HOME_AREA)
    post = (posts.filter(office=office) if office else posts).select_related("user").order_by("pk").first()
    if post is None:
        raise Refused("先建立演示账号（seed_people），再做清理的演示")
    return post.user


def _begin(facts: dict, names: list[str], *, due_on: date | None = None) -> Campaign:
    area = establishment.area(HOME_AREA)
    offices = [establishment.office(name, within=area) for name in names]
    by = _holder(Role.STAFFING)
    return campaigning.begin(
        area, name=facts["name"], offices=offices, by=by, now=clock.now, target=facts["target"], due_on=due_on
    )


def _finished(told: dict) -> str:
    """One round up and down, settled, approved, carried out and closed."""
    facts, staffing = told["finished"], _holder(Role.STAFFING)
    campaign = _begin(facts, facts["offices"])
    for returned in campaign.returns.select_related("campaign", "office"):
        _speak(returned, dict.fromkeys(told["changes"], CHANGE))
        _hand_in(returned)
    campaigning.gather(campaign, by=staffing, at=clock.now())
    for returned in campaign.returns.select_related("campaign", "office"):
        work.agree_rest(returned, by=staffing, now=clock.now)
        work.answer(returned, by=staffing, at=clock.now())
    _settle_overlaps(campaign, staffing)
    campaigning.settle(campaign, by=staffing, at=clock.now())
    campaign.pass_legal(by=_holder(Role.LEGAL_OFFICE), at=clock.now(), note=LAWFUL)
    campaign.approve(
        by=_holder(Role.GOVERNMENT), at=clock.now(), note="同意（演示）", document=facts["document"]
    )
    for returned in campaign.returns.select_related("campaign", "office"):
        outcomes.draft(returned, by=_holder(Role.CATALOGUE, returned.office), now=clock.now)
    for revision in Revision.objects.open().filter(campaign_items__returned__campaign=campaign).distinct():
        _carry(revision, told["plain"] | told["changes"][revision.power.name])
    revising.publish_due(now=clock.now)
    campaigning.close(Campaign.objects.get(pk=campaign.pk), by=staffing, at=clock.now())
    return f"{campaign.name}：已公布"


def _open(facts: dict) -> str:
    """First way up: one department has handed in, one is at work, one has not begun."""
    names = [facts[name] for name in ("signed", "working", "asked")]
    campaign = _begin(facts, names, due_on=civil_day(clock.now()) + timedelta(days=30))
    returns = {each.office.name: each for each in campaign.returns.select_related("campaign", "office")}
    signed, working = (next(r for n, r in returns.items() if n.endswith(name[1:])) for name in names[:2])
    some = list(CampaignItem.objects.filter(returned=signed, fee="").select_related("power")[:3])
    _speak(signed, {some[0].power.name: CHANGE, some[1].power.name: CANCEL})
    _hand_in(signed)
    clerk = _holder(Role.CATALOGUE, working.office)
    work.check_basis(working, by=clerk, now=clock.now)
    ids = [str(pk) for pk in CampaignItem.objects.filter(returned=working).values_list("pk", flat=True)[:5]]
    work.judge(working, "propose", ids, by=clerk, now=clock.now, conclusion=KEEP)
    compare(campaign, by=_holder(Role.STAFFING), now=clock.now)
    settled = campaign.overlaps.select_related("campaign").last()
    if settled:
        words = {"outcome": "both", "reasons": "对象不同，各办各的（演示）"}
        settled.settle(by=_holder(Role.STAFFING), at=clock.now(), **words)
    return f"{campaign.name}：正在清理"


def _speak(returned, opinions: dict[str, str]) -> None:
    """The department keeps everything but what is named."""
    clerk = _holder(Role.CATALOGUE, returned.office)
    work.check_basis(returned, by=clerk, now=clock.now)
    named = CampaignItem.objects.filter(returned=returned, fee="", power__name__in=opinions)
    for item in named.select_related("returned__campaign", "power"):
        reasons = "补全要素（演示）" if opinions[item.power.name] == CHANGE else "职责已经调整（演示）"
        item.propose(by=clerk, at=clock.now(), conclusion=opinions[item.power.name], reasons=reasons)
    work.keep_rest(returned, by=clerk, now=clock.now)


def _hand_in(returned) -> None:
    work.hand_in(returned, by=_holder(Role.CATALOGUE, returned.office), at=clock.now())
    work.sign(returned, by=_holder(Role.HEAD, returned.office), at=clock.now(), note="同意（演示）")


def _settle_overlaps(campaign: Campaign, staffing: User) -> None:
    compare(campaign, by=staffing, now=clock.now)
    for pair in campaign.overlaps.select_related("campaign"):
        pair.settle(by=staffing, at=clock.now(), outcome="both", reasons="职责不同，各办各的（演示）")


def _carry(revision: Revision, details: dict) -> None:
    """The department completes what the clean-up concluded, and the revision goes its way."""
    fees = details.get("fees", ())
    charged = {"charges": True, "fee_basis": fees[0]["basis"]} if fees else {}
    content = {**revision.content, **charged, "details": {**revision.content["details"], **details}}
    clerk = _holder(Role.CATALOGUE, revision.office)
    reasons = f"{revision.reasons}\n以上裁量、收费内容是演示数据。"
    revision.amend(by=clerk, at=clock.now(), proposed={"content": content, "reasons": reasons})
    _walk(revision, STEPS_OF_REVIEW)


def _suspended(power: Power, facts: dict) -> str:
    clerk, today = _holder(Role.CATALOGUE, power.office), civil_day(clock.now())
    revision = revising.revise(power, kind=Kind.SUSPEND, by=clerk, at=clock.now())
    proposed = {"reasons": facts["reasons"], "document": facts["document"], "effective_on": today,
                "resumes_on": today + timedelta(days=facts["days"])}  # fmt: skip
    revision.amend(by=clerk, at=clock.now(), proposed=proposed)
    _walk(revision, STEPS_TO_GOVERNMENT)
    revising.publish_due(now=clock.now)
    return f"{power.name}：暂停 {facts['days']} 天"


def take_promises(facts: dict) -> list[str]:
    """A material of an item is taken by written promise from today on (告知承诺), unless it is already."""
    power = Power.objects.filter(name=facts["name"], current__isnull=False).first()
    return [_promised(power, facts)] if power and not undertakings.of(power.current) else []


def _promised(power: Power, facts: dict) -> str:
    clerk = _holder(Role.CATALOGUE, power.office)
    revision = revising.revise(power, kind=Kind.CHANGE, by=clerk, at=clock.now())
    told = {"source": facts["source"], "undertaking": facts["undertaking"]}
    content = {
        **revision.content,
        "conditions": facts["conditions"],
        "details": {**revision.content["details"], **facts["details"]},
        "materials": [
            m | (told if m["name"] == facts["material"] else {}) for m in revision.content["materials"]
        ],
    }
    proposed = {"content": content, **{name: facts[name] for name in ("reasons", "document")}}
    proposed["effective_on"] = civil_day(clock.now())
    revision.amend(by=clerk, at=clock.now(), proposed=proposed)
    _walk(revision, STEPS_OF_REVIEW)
    revising.publish_due(now=clock.now)
    return f"{power.name}：一件材料可以承诺替代"


def _walk(revision: Revision, steps) -> None:
    revising.send(revision, by=_holder(Role.CATALOGUE, revision.office), at=clock.now())
    for verb, role, note in steps:
        by = _holder(role, revision.office if role == Role.HEAD else None)
        getattr(revision, verb)(by=by, at=clock.now(), note=note)
