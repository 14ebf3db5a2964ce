"""What may become of a power, or of a fee, in a clean-up campaign, and which adjustment of the catalogue carries it out.

A power that is merged, delegated, cancelled or handed up leaves the list of its office: these count as reduction. A fee is
kept, lowered, suspended (停征) or cancelled; that changes the edition of its power and never the number of powers.
"""

from django.db import models

from powers.revisions.adjustments import Kind


class Conclusion(models.TextChoices):
    KEEP = "keep", "保留"
    CHANGE = "change", "规范"
    MERGE = "merge", "合并"
    DELEGATE = "delegate", "下放"
    CANCEL = "cancel", "取消"
    HAND_UP = "hand_up", "上收"
    LOWER = "lower", "降低标准"
    SUSPEND = "suspend", "停征"


OF_POWERS = (
    Conclusion.KEEP,
    Conclusion.CHANGE,
    Conclusion.MERGE,
    Conclusion.DELEGATE,
    Conclusion.CANCEL,
    Conclusion.HAND_UP,
)
OF_FEES = (Conclusion.KEEP, Conclusion.LOWER, Conclusion.SUSPEND, Conclusion.CANCEL)
REMOVING = (Conclusion.MERGE, Conclusion.DELEGATE, Conclusion.CANCEL, Conclusion.HAND_UP)
HINTS = {
    "keep": "照现在的样子留下",
    "change": "留下，修改要素；审定后由部门起草变更",
    "merge": "并入另一项，写明并入哪一项",
    "delegate": "交给下级行使",
    "cancel": "不再行使；收费的，不再收取",
    "hand_up": "由上级行使",
    "lower": "收费留下，标准降低，写明降到多少",
    "suspend": "收费留下，暂时不收",
}
CARRIED_BY = {
    Conclusion.CHANGE: Kind.CHANGE,
    Conclusion.MERGE: Kind.MERGE,
    Conclusion.DELEGATE: Kind.DELEGATE,
    Conclusion.CANCEL: Kind.CANCEL,
    Conclusion.HAND_UP: Kind.HAND_UP,
}


def allowed(*, fee: bool) -> tuple[Conclusion, ...]:
    return OF_FEES if fee else OF_POWERS


def ends_power(conclusion: str) -> bool:
    return conclusion in REMOVING
