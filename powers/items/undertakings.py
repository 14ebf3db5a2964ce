"""Undertakings in the catalogue (告知承诺替代): for which materials the applicant's written promise is taken instead.

A material says so with all that the office must tell beforehand: what the law asks, what is promised, what follows when it is
not true, how and within how many days it is checked. Refused: a material that nobody issues but the applicant, one that is
filled in online or shared anyway, and a notice that lacks a part. Which matters bear the risk of a promise (none of public
safety, health, the environment…) is for those who review the item. Source: 国办发〔2020〕42号.
"""

from ledger import canon

CHECKS = (
    ("online", "通过数据共享在线核查"),
    ("site", "现场核查"),
    ("assist", "请有关机关协助核查"),
)
# The notice names no number of days; two months of working days are the longest that a decision should rest on a word alone.
MOST_DAYS = 60
TEXTS = {"asks": "法律要求的证明内容", "says": "承诺的内容", "liability": "承诺不实的后果"}
PARTS = {**TEXTS, "check": "核查方式", "days": "核查期限"}
# 国办发〔2020〕42号：证明由行政机关或者其他机构出具；申请人自己写的，没有什么可以替代。
OWN_WORK = "申请人自备"


def of(edition) -> dict[str, dict]:
    """The materials of an edition that may be promised, by code."""
    return {material["code"]: material for material in edition.materials if material.get("undertaking")}


def check_words(told: dict) -> str:
    """通过数据共享在线核查，决定后 30 个工作日内"""
    return f"{dict(CHECKS).get(told.get('check'), '')}，作出决定后 {told.get('days', '')} 个工作日内"


def digest(material: dict) -> str:
    """The print of the very text that was told, with the name of the material it is about."""
    return canon.digest({"code": material["code"], "name": material["name"], **material["undertaking"]})


def aloud(material: dict) -> str:
    """可以用书面承诺替代：法律要求……; empty where it cannot."""
    told = material.get("undertaking")
    if not told:
        return ""
    said = [f"{label}：{told[part].strip('。')}" for part, label in TEXTS.items() if told.get(part)]
    return "；".join(["可以用书面承诺替代", *said, f"核查：{check_words(told)}"])


def is_told(material: dict) -> bool:
    """Whether it may be promised, with all that must be told."""
    return "undertaking" in material and not _faults(material)


def faults(content: dict) -> list[str]:
    """Why some material may not be promised, or not with what is told, each a sentence."""
    return [
        f"材料“{material['name']}”{words}"
        for material in content["materials"]
        if "undertaking" in material
        for words in _faults(material)
    ]


def _faults(material: dict) -> list[str]:
    told = material["undertaking"]
    missing = [label for part, label in PARTS.items() if not told.get(part)]
    found = [f"写了可以承诺替代，还要写明{'、'.join(missing)}"] if missing else []
    if told.get("check") and told["check"] not in dict(CHECKS):
        found.append("的核查方式请从列表里选")
    if told.get("days") and not 1 <= told["days"] <= MOST_DAYS:
        found.append(f"的核查期限请填 1 到 {MOST_DAYS} 个工作日")
    if material["source"] == OWN_WORK:
        found.append("由申请人自备，不是别的机关或者机构出具的证明，不能用承诺替代")
    if material["form"] == "在线填写":
        found.append("在线填写，本来就不用交，不能用承诺替代")
    if material.get("shared"):
        found.append("可以共享，本来就不用交，不能用承诺替代")
    return found
