"""The points of a promise, each to be ticked by itself, none beforehand: by the applicant, by his agent, by the clerk.

国办发〔2020〕42号：承诺的内容包括已知晓告知事项、已符合相关条件、愿意承担不实承诺的法律责任、承诺的意思表示真实.
An agent ticks them in his principal's name and says that his letter names the promise (民法典 第一百六十五条); a clerk ticks
that the visitor was told and signed, on paper.
"""

from django import forms

POINTS = {
    "known": ("我已经看完并且知晓上面告知的全部内容", "请先看完告知的内容，再勾选这一项"),
    "meets": ("我已经符合法律要求的条件，承诺的内容属实", "不符合条件、不能确定的，请不要承诺，改交材料"),
    "bears": ("承诺不实的，我愿意承担上面写明的后果和法律责任", "不愿意承担的，请不要承诺，改交材料"),
    "means": ("这是我自己的真实意思，我配合行政机关核查", "请确认这是您自己的意思，再勾选这一项"),
}
BY_AGENT = {
    "authorised": (
        "授权委托书写明申请人授权我代他作出这项承诺",
        "授权委托书没有写明可以代为承诺的，不能代为承诺，请申请人本人承诺，或者交材料",
    ),
    "known": ("我已经把上面告知的全部内容告诉申请人，他已经知晓", "请先把告知的内容告诉申请人，再勾选这一项"),
    "meets": ("申请人已经符合法律要求的条件，承诺的内容属实", "不符合条件、不能确定的，请不要承诺，改交材料"),
    "bears": (
        "申请人知道承诺由他承担责任：不实的，上面写明的后果和法律责任归他",  # 民法典 第一百六十二条
        "申请人不愿意承担的，请不要承诺，改交材料",
    ),
    "means": ("这是申请人的真实意思，他配合行政机关核查", "请向申请人确认是他的意思，再勾选这一项"),
}
AT_THE_COUNTER = {
    "known": (
        "告知承诺书已经交给申请人看过，他知晓全部内容，自己选择承诺",
        "请先把告知承诺书交给申请人看，再勾选这一项",
    ),
    "means": ("申请人已经在纸质告知承诺书上逐项确认，签名或者盖章", "请先请申请人签名，再勾选这一项"),
}
SENT = {
    "authorised": (
        "签名的是代理人的，已经核对授权委托书写明可以代为承诺",
        "授权委托书没有写明可以代为承诺的，请申请人本人签名，或者收材料",
    ),
}


class PointsForm(forms.Form):
    """Every point by itself; a promise that leaves one out is none."""

    def __init__(self, *args, points, **kwargs):
        super().__init__(*args, **kwargs)
        for code, (words, missing) in points.items():
            self.fields[code] = forms.BooleanField(label=words, error_messages={"required": missing})


def points_of(draft, *, by_agent: bool) -> dict[str, tuple[str, str]]:
    """What is to be ticked in this draft; `by_agent` where somebody acts for a person."""
    if draft.entered:
        return AT_THE_COUNTER | (SENT if by_agent else {})
    return BY_AGENT if draft.for_another else POINTS
