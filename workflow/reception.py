"""The verbs of a case on the outer net before it is handled: filed, answered within five days, corrected once.

Silence is an answer: when the office has said nothing for five working days, the case is accepted from the day of receipt,
and no later answer can undo that. Source: 行政许可法 articles 29 to 32.
"""

from ledger.clock import civil_day
from ledger.events import spell
from ledger.verbs import NEW, Refused, Told, verb
from powers.people.people import hand
from workflow import engine, policies
from workflow.clock import clocks
from workflow.materials import owing
from workflow.states import State
from workflow.turns.grounds import DeclineGround

ARTICLE_32_4 = "行政许可法 第三十二条第一款第四项"
SILENT = "收到材料后的五个工作日已过，没有告知，依法自收到之日起即为受理；系统正在转内网办理，请看最新情况"


class Reception:
    """Mixed into Case. Every verb here belongs to the outer net."""

    @verb(
        label="提交申请",
        source=NEW,
        target=State.SUBMITTED,
        who=policies.may_file,
        ground="行政许可法 第二十九条",
    )
    def submit(self, *, by, at, filing: dict, **_):
        """The applicant files, or a clerk for him; the day of receipt is fixed whatever the exchange does."""
        self.submitted_at = self.last_at = at
        return Told(
            public={"edition": str(self.edition_id), "content": self.edition.content_digest, **filing},
            private={} if policies.is_applicant(by, self) else hand(by),
        )

    @verb(
        label="要求补正", source=State.SUBMITTED, target=State.CORRECTION, who=policies.is_window_clerk, needs=("items",),
        ground=ARTICLE_32_4,
    )  # fmt: skip
    def ask_to_complete(self, *, by, at, items: list[dict], **_):
        """The window tells once, and all of it, what is missing."""
        if self.corrected_at is not None:
            raise Refused("补正要求只能一次提出，这一件已经提过；材料仍不齐的，请作出不予受理决定并说明理由")
        self.refuse_after_silence(at)
        return Told(public={"count": len(items)}, private=hand(by, items=items))

    @verb(label="提交补正", source=State.CORRECTION, target=State.SUBMITTED, who=policies.may_hand_in)
    def supplement(self, *, by, at, filing: dict, **_):
        """The applicant supplies what was asked for, or brings it to the window, which takes it in for him."""
        return Told(public=filing, private={} if policies.is_applicant(by, self) else hand(by))

    @verb(
        label="受理", source=State.SUBMITTED, target=State.HANDLING, who=policies.is_window_clerk,
        ground="行政许可法 第三十二条第一款第五项",
    )  # fmt: skip
    def accept(self, *, by, at, note="", owed=None, **_):
        """The window takes the case in, perhaps without what it lets come later: the clock starts, the inner net takes over."""
        self.refuse_after_silence(at)
        public = engine.leave_first(self) | owing.accepting(self, owed, at=at)
        return Told(public=public, private=hand(by, note=note))

    @verb(
        label="视为受理", source=State.SUBMITTED, target=State.HANDLING, who=policies.is_clock,
        ground=ARTICLE_32_4,
    )  # fmt: skip
    def accept_by_silence(self, *, by, at, **_):
        """Five working days without an answer: accepted from the day the materials were received."""
        clock = clocks.running(self, "acceptance")
        if clock is None or not clock.is_overdue(on=civil_day(at)):
            raise Refused("告知是否受理的期限还没有过")
        since = clock.started_at
        told = {"since": civil_day(since).isoformat(), "since_at": spell(since), **engine.leave_first(self)}
        return Told(public=told | owing.accepting(self, None, at=at), private={})

    @verb(
        label="不予受理", source=State.SUBMITTED, target=State.DECLINED, who=policies.is_window_clerk, needs=("reasons",),
        ground="行政许可法 第三十二条第一款第一项",
    )  # fmt: skip
    def decline(self, *, by, at, reasons, ground=DeclineGround.OTHER.value, **_):
        """The window refuses to take the case in, in writing, with reasons and remedies."""
        self.refuse_after_silence(at)
        return Told(public={"ground": DeclineGround(ground).value}, private=hand(by, reasons=reasons))

    @verb(
        label="告知向有关机关申请", source=State.SUBMITTED, target=State.DECLINED, who=policies.is_window_clerk,
        needs=("organ", "reasons"), ground="行政许可法 第三十二条第一款第二项",
    )  # fmt: skip
    def refer_elsewhere(self, *, by, at, organ: str, reasons: str, **_):
        """Not this office's power: declined at once, and the applicant is told which organ to ask."""
        self.refuse_after_silence(at)
        return Told(public={"ground": "not_competent"}, private=hand(by, reasons=reasons, organ=organ))

    @verb(
        label="逾期未补正，终结", source=State.CORRECTION, target=State.TERMINATED, who=policies.is_window_clerk,
        ground="补正告知书写明的期限",
    )  # fmt: skip
    def lapse(self, *, by, at, **_):
        """The correction that was asked for never came; the application ends, and can be filed anew at any time."""
        if not self.correction_is_over(at):
            raise Refused("补正期限还没有过，请等申请人补正")
        return Told(public={}, private=hand(by))

    def correction_is_over(self, at) -> bool:
        clock = clocks.running(self, "correction")
        return clock is not None and clock.is_overdue(on=civil_day(at))

    def refuse_after_silence(self, at) -> None:
        clock = clocks.running(self, "acceptance")
        if clock is not None and clock.is_overdue(on=civil_day(at)):
            raise Refused(SILENT)
