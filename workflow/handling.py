"""The verbs of a case on the inner net: who has it in hand, opinions, other offices, special procedures, more time.

A departure from the published flow is a verb of its own with ground and approver (`send_back`, `extend`, `terminate`), so
that supervision sees it.
"""

from ledger.verbs import Refused, Told, verb
from powers.people import standing_in
from powers.people.people import hand
from workflow import engine, policies
from workflow.materials import owed_return, owing
from workflow.states import IN_HAND, State
from workflow.turns import consulting, extension, hearings
from workflow.turns.special import Special


class Handling:
    """Mixed into Case. Every verb here belongs to the inner net."""

    @verb(label="领办", source=IN_HAND, who=policies.is_on_step)
    def claim(self, *, by, at, step, **_):
        """An official takes an open step of his post in hand; nobody else works on it unknowingly."""
        run = engine.run_for(self, step, by=by)
        if run.holder:
            raise Refused("这一件已经在您手上，或者在您代理的同事手上")
        # Taken for an absent colleague it is in the colleague's hand, so that it waits for him when he is back.
        absent = standing_in.for_whom(by, run)
        return Told(public={"step": run.code}, private=hand(by, to=(absent or by).staff_no))

    @verb(label="放回", source=IN_HAND, who=policies.is_holding)
    def release(self, *, by, at, step, **_):
        """The official gives the step back to the post."""
        engine.run_for(self, step, by=by)
        return Told(public={"step": step}, private=hand(by))

    @verb(label="分办", source=IN_HAND, who=policies.is_assigning, needs=("to",))
    def assign(self, *, by, at, step, to: str, to_name: str = "", note="", **_):
        """A superior of the office hands an open step to one official of its post, or takes it over for another."""
        engine.refuse_stranger(engine.run_to_assign(self, step, by=by), to)
        return Told(public={"step": step}, private=hand(by, to=to, to_name=to_name, note=note))

    @verb(label="提交意见", source=IN_HAND, who=policies.is_on_step, needs=("outcome", "note"))
    def advance(self, *, by, at, step, outcome, note, **_):
        """An official closes the step of his post with an outcome and an opinion; another branch may stand still."""
        run = engine.run_for(self, step, by=by)
        engine.refuse_shortcut(run, outcome, paused=self.state == State.PAUSED)
        consulting.refuse_waiting(self, at=at, step=run.code)
        return Told(public=engine.leave(self, run, outcome), private=hand(by, note=note))

    @verb(
        label="退回重办", source=State.HANDLING, who=policies.is_approving, needs=("to", "reasons"),
        ground="流程以外的退回，由审核或者决定的人批准",
    )  # fmt: skip
    def send_back(self, *, by, at, step, to, reasons, **_):
        """Reviewer or head sends the case back to a step it has passed, though the flow draws no such arrow."""
        run = engine.run_for(self, step, by=by)
        return Told(public=engine.back_to(self, run, to), private=hand(by, reasons=reasons))

    @verb(label="征求意见", source=IN_HAND, who=policies.is_on_step, needs=("office", "question"))
    def consult(self, *, by, at, step, office: str, question: str, days: int = 5, **_):
        """Ask another office for its opinion; the office's own clock runs on."""
        run = engine.run_for(self, step, by=by)
        consulting.refuse_twice(self, office)
        return Told(
            public={"step": run.code, "office": office, "days": int(days)},
            private=hand(by, question=question),
        )

    @verb(label="答复意见", source=IN_HAND, who=policies.is_consulted, needs=("answer",))
    def answer_consultation(self, *, by, at, office: str, answer: str, **_):
        """The office that was asked answers; the answer is bound into the file."""
        consulting.open_for(self, office, by=by)
        return Told(public={"office": office}, private=hand(by, answer=answer))

    @verb(
        label="暂停计时", source=State.HANDLING, target=State.PAUSED, who=policies.is_inspecting, needs=("ground", "days"),
        ground="行政许可法 第四十五条",
    )  # fmt: skip
    def pause(self, *, by, at, step, ground, days: int, note="", **_):
        """A special procedure begins; the applicant is told its length in writing, else the clock does not stop."""
        engine.run_for(self, step, by=by)
        if Special(ground) == Special.HEARING:
            raise Refused("听证请从“听证”办：先告知权利，再发听证通知书，发出通知书时停钟")
        return Told(
            public={"ground": Special(ground).value, "days": int(days), "step": step},
            private=hand(by, note=note),
        )

    @verb(
        label="恢复计时",
        source=State.PAUSED,
        target=State.HANDLING,
        who=policies.is_inspecting,
        needs=("note",),
    )
    def resume(self, *, by, at, note, **_):
        """The special procedure has its result; the clock goes on."""
        hearings.refuse_resume(self)
        return Told(public={}, private=hand(by, note=note))

    @verb(label="补交容缺材料", source=IN_HAND, who=policies.is_applicant, ground="国发〔2022〕5号 容缺受理")
    def supply_owed(self, *, by, at, filing: dict, codes: list[str], sent_at: str, staff="", paper=(), **_):
        """What the case was accepted without has come, over the exchange; `staff` is the clerk who took it in, `paper` the
        copies of the originals that he holds."""
        owing.refuse_unowed(self, codes)
        public = {**filing, "codes": codes, "sent_at": sent_at} | ({"window": staff} if staff else {})
        public |= {"paper": list(paper)} if paper else {}
        return Told(public=public, private={})

    @verb(
        label="退回补交的材料", source=IN_HAND, who=policies.is_on_step, needs=("reasons",),
        ground="国发〔2022〕5号 容缺受理；行政许可法 第三十二条第一款第四项",
    )  # fmt: skip
    def return_owed(self, *, by, at, step, code: str, reasons: str, day=None, **_):
        """What was supplied does not fit: it is owed again, by a day that takes nothing away from the applicant."""
        run = engine.run_for(self, step, by=by)
        public = owed_return.again(self, code, day, at=at)
        return Told(public={"step": run.code, **public}, private=hand(by, reasons=reasons))

    @verb(label="申请延期", source=IN_HAND, who=policies.is_on_step, needs=("days", "reasons"))
    def ask_extension(self, *, by, at, step, days: int, reasons: str, **_):
        """The official asks the head of the office for more time."""
        engine.run_for(self, step, by=by)
        extension.refuse_unlawful(self, int(days), at=at)
        return Told(public={"days": int(days)}, private=hand(by, reasons=reasons))

    @verb(
        label="批准延期", source=IN_HAND, who=policies.is_head, needs=("days", "reasons"), ground="行政许可法 第四十二条",
    )  # fmt: skip
    def extend(self, *, by, at, days: int, reasons: str, **_):
        """The head of the office extends the limit, once, and the applicant is told why."""
        extension.refuse_unlawful(self, int(days), at=at)
        return Told(public={"days": int(days)}, private=hand(by, reasons=reasons))

    @verb(label="不同意延期", source=IN_HAND, who=policies.is_head, needs=("reasons",))
    def deny_extension(self, *, by, at, reasons: str, **_):
        """The head does not grant more time."""
        if self.extension_asked is None:
            raise Refused("这一件没有人申请延期")
        return Told(public={}, private=hand(by, reasons=reasons))

    @verb(
        label="告知听证权利", source=State.HANDLING, who=policies.is_on_step, needs=("hearing_ground",),
        ground="行政许可法 第四十六条、第四十七条",
    )  # fmt: skip
    def tell_hearing(self, *, by, at, step, hearing_ground: str, note="", **_):
        """Applicant and interested parties are told that they may ask for a hearing within five days."""
        engine.run_for(self, step, by=by)
        return Told(public=hearings.telling(self, hearing_ground, at=at), private=hand(by, note=note))

    @verb(
        label="申请听证", source=IN_HAND, who=policies.is_applicant, ground="行政许可法 第四十七条",
    )  # fmt: skip
    def ask_hearing(self, *, by, at, **_):
        """The applicant's word that he wants to be heard; it arrives over the exchange."""
        hearings.refuse_late_word(self, at=at)
        return Told(public={}, private={})

    @verb(label="放弃听证", source=IN_HAND, who=policies.is_applicant, ground="行政许可法 第四十七条")
    def waive_hearing(self, *, by, at, **_):
        """The applicant's word that he does not want a hearing."""
        hearings.refuse_late_word(self, at=at)
        return Told(public={}, private={})

    @verb(
        label="发听证通知", source=State.HANDLING, target=State.PAUSED, who=policies.is_on_step,
        needs=("on", "place", "chair"), ground="行政许可法 第四十五条、第四十八条",
    )  # fmt: skip
    def call_hearing(self, *, by, at, step, on, place: str, chair: str, chair_name: str, note="", **_):
        """Time and place are told at least seven days before; the clock stands still until the record is closed."""
        engine.run_for(self, step, by=by)
        told = hearings.calling(self, on=on, chair=chair, at=at)
        said = hand(by, place=place, chair=chair_name, chair_staff=chair, note=note)
        return Told(public={**told, "step": step}, private=said)

    @verb(
        label="听证笔录", source=State.PAUSED, target=State.HANDLING, who=policies.is_on_step, needs=("record", "attendants"),
        ground="行政许可法 第四十八条第一款第五项",
    )  # fmt: skip
    def record_hearing(self, *, by, at, record: str, attendants: str, **_):
        """The hearing was held; its record is closed and signed, and the decision will rest on it."""
        hearings.refuse_early_record(self, at=at)
        return Told(public={}, private=hand(by, record=record, attendants=attendants))
