"""The grounds an official has to choose from when a case is turned away or ends without a decision."""

from django.db import models


class DeclineGround(models.TextChoices):
    """行政许可法 第三十二条第一款第一项: no licence is needed; or another statutory reason, which the reasons must name."""

    NOT_NEEDED = "not_needed", "依法不需要取得许可"
    OTHER = "other", "其他法定情形"


class TerminationGround(models.TextChoices):
    """Why handling ends without a decision. The list is closed; the reasons say the facts."""

    SUBJECT_GONE = "subject_gone", "申请人死亡、丧失行为能力或者依法终止"
    NO_LONGER_NEEDED = "no_longer_needed", "法律、法规修改或者废止，不再需要许可"
    DUPLICATE = "duplicate", "同一申请已经在另一件里办理"
    IMPOSSIBLE = "impossible", "因不可抗力无法继续办理"
