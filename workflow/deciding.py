"""The verbs that end a case: decided with reasons, delivered with proof, withdrawn, terminated, rated.

Source: 行政许可法 articles 38 and 44.
"""

from ledger.verbs import Refused, Told, verb
from powers.people.people import hand
from workflow import engine, policies
from workflow.licences.grounds import Falsehood
from workflow.materials import owing
from workflow.ratings import call_backs
from workflow.ratings.tags import kept
from workflow.states import IN_HAND, State
from workflow.turns import consulting, delivery, hearings
from workflow.turns.grounds import TerminationGround


class Deciding:
    """Mixed into Case. A decision is made on the inner net and told on the outer net."""

    @verb(
        label="准予", source=State.HANDLING, target=State.GRANTED, who=policies.is_deciding, needs=("note",),
        ground="行政许可法 第三十八条第一款",
    )  # fmt: skip
    def grant(self, *, by, at, note, **_):
        """The head decides for the applicant; the decision goes out to the outer net."""
        from workflow.licences import changes, licensing, renewals
        from workflow.materials import undertaking_checks

        self.refuse_unripe(at)
        owing.refuse_grant(self)
        renewals.refuse_grant(self)
        changes.refuse_grant(self)
        undertaking_checks.refuse_grant(self)
        public = engine.decide(self, "grant", by=by) | licensing.told(self, at=at)
        return Told(public=public, private=hand(by, note=note))

    @verb(
        label="不予", source=State.HANDLING, target=State.REFUSED, who=policies.is_deciding, needs=("reasons", "note"),
        ground="行政许可法 第三十八条第二款",
    )  # fmt: skip
    def refuse(self, *, by, at, reasons, note, falsehood="", **_):
        """The head decides against, with reasons, and tells the remedies; untruth in a matter of safety brings a ban."""
        self.refuse_unripe(at)
        public = engine.decide(self, "refuse", by=by)
        public |= {"falsehood": Falsehood(falsehood).value} if falsehood else {}
        return Told(public=public, private=hand(by, note=note, reasons=reasons))

    @verb(
        label="终止办理", source=IN_HAND, target=State.TERMINATED, who=policies.is_head,
        needs=("ground", "reasons"), ground="法定的终止情形，由机关负责人批准",
    )  # fmt: skip
    def terminate(self, *, by, at, ground, reasons, **_):
        """Handling ends without a decision, on a ground of the closed list, approved by the head."""
        return Told(public={"ground": TerminationGround(ground).value}, private=hand(by, reasons=reasons))

    @verb(
        label="送达", source=[State.GRANTED, State.REFUSED], target=State.CONCLUDED, who=policies.is_deliverer,
        ground="行政许可法 第四十四条",
    )  # fmt: skip
    def deliver(self, *, by, at, way, receiver="", proof="", **_):
        """The decision reaches the applicant: fetched online, or by one of the ways of service, with its proof."""
        delivery.refuse_unproven(way, by=by, case=self, receiver=receiver, proof=proof)
        said = hand(by, receiver=receiver, proof=proof) if by.staff_no else {}
        return Told(public={"way": way}, private=said)

    @verb(
        label="撤回申请", source=[State.SUBMITTED, State.CORRECTION, *IN_HAND], target=State.WITHDRAWN,
        who=policies.is_applicant,
    )  # fmt: skip
    def withdraw(self, *, by, at, **_):
        """The applicant takes the application back, at any time before the decision."""

    @verb(label="评价", source=[State.CONCLUDED, State.DECLINED], who=policies.is_applicant, needs=("score",))
    def rate(self, *, by, at, score: int, tags=(), **_):
        """The applicant rates the service, once; a rating is never changed (GB/T 39735-2020 一事一评)."""
        if self.rating is not None:
            raise Refused("这一件已经评价过，一件事评价一次")
        if score not in range(1, 6):
            raise Refused("请从五个评价里选一个")
        reasons = kept(score, tags)
        return Told(public={"score": score} | ({"tags": reasons} if reasons else {}), private={})

    @verb(
        label="答复评价", source=[State.CONCLUDED, State.DECLINED], who=policies.is_window_clerk, needs=("answer",),
        ground="国办发〔2019〕51号",
    )  # fmt: skip
    def answer_rating(self, *, by, at, answer, **_):
        """The office has called back whoever was not content and says what came of it, once."""
        call_backs.refuse_answer(self)
        return Told(public={}, private=hand(by, answer=answer[:1000]))

    def refuse_unripe(self, at) -> None:
        """A decision waits for the hearing that was promised and for the offices that were asked."""
        hearings.refuse_decision(self, at=at)
        consulting.refuse_waiting(self, at=at)
