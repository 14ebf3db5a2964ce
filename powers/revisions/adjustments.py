"""How a power may be adjusted (调整情形), and which adjustments the government must approve.

To add, cancel, suspend or move a power between offices or levels is for the government to approve; to change what a power says
is not (权力清单管理办法: 新增、取消、下放等报政府批准, 要素变更由编办会同司法行政部门审定).
"""

from django.db import models


class Kind(models.TextChoices):
    ADD = "add", "新增"
    TAKE_ON = "take_on", "承接"
    TAKE_UP = "take_up", "上收"
    CHANGE = "change", "变更"
    ENTRUST = "entrust", "委托"
    EMPOWER = "empower", "赋权"
    SPLIT = "split", "拆分"
    MERGE = "merge", "合并"
    DELEGATE = "delegate", "下放"
    CANCEL = "cancel", "取消"
    HAND_UP = "hand_up", "上收移出"
    SUSPEND = "suspend", "暂停"
    RESUME = "resume", "启用"


ADDING = (Kind.ADD, Kind.TAKE_ON, Kind.TAKE_UP)
ENDING = (Kind.MERGE, Kind.DELEGATE, Kind.CANCEL, Kind.HAND_UP)
HALTING = (Kind.SUSPEND, Kind.RESUME)
CHANGING = tuple(kind for kind in Kind if kind not in (*ADDING, *ENDING, *HALTING))
WITHOUT_CONTENT = (*ENDING, *HALTING)
APPROVED_BY_GOVERNMENT = tuple(kind for kind in Kind if kind != Kind.CHANGE)
