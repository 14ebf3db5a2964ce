"""A case on application (依申请), from submission to conclusion: the verbs in the order of its life.

Each verb names its ground in law. A verb's body says what the act means, for both zones (`public`) and for this zone alone
(`private`); the dates and rows that follow from it are set by `workflow.projection`, the same in both zones.
"""

from functools import cached_property

from django.db import models

from ledger.verbs import NEW, Machine, Refused, Told, verb
from powers.catalogue import Edition
from powers.offices import Office
from powers.people import HANDLING_ROLES, Role, User

from . import engine, policies
from .recomputing import Recomputing
from .special import Special
from .states import OWNER, STATE_CHOICES, State


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The cases this person may open: applicants their own, officials those of the offices they hold posts in."""
        if not user.is_authenticated:
            return self.none()
        if user.is_applicant:
            return self.filter(applicant=user)
        return self.filter(office__in=user.offices_as(Role.WINDOW, *HANDLING_ROLES))

    def whole(self):
        """With everything the page of one case reads."""
        return self.select_related("edition__power__office", "office", "party").prefetch_related(
            "runs", "clocks", "stops", "materials", "papers"
        )

    def open(self):
        return self.filter(concluded_at=None)


class Case(Recomputing, Machine):
    """办件: one application, bound to one edition for life."""

    KIND = "case"
    OWNER = OWNER

    number = models.CharField("办件编号", max_length=16, unique=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="cases")
    office = models.ForeignKey(Office, models.PROTECT, related_name="cases")
    applicant = models.ForeignKey(User, models.PROTECT, null=True, related_name="cases")
    submitted_at = models.DateTimeField("提交")
    corrected_at = models.DateTimeField("要求补正", null=True)
    accepted_at = models.DateTimeField("受理", null=True)
    decided_at = models.DateTimeField("决定", null=True)
    concluded_at = models.DateTimeField("办结", null=True)
    decision = models.CharField("决定", max_length=10, blank=True)
    rating = models.PositiveSmallIntegerField("评价", null=True)
    due_on = models.DateField("承诺办结日", null=True)
    last_at = models.DateTimeField("最近一步")

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["office", "state", "due_on"], name="case_todo"),
            models.Index(fields=["applicant", "-submitted_at"], name="case_mine"),
            models.Index(fields=["last_at"], name="case_latest"),
            models.Index(fields=["submitted_at"], name="case_filed"),
        ]

    def __str__(self):
        return self.number

    @property
    def stage(self) -> State:
        return State(self.state)

    @cached_property
    def open_runs(self):
        """The steps that are open now; a cached read for one request."""
        return [run for run in self.runs.all() if run.closed_at is None]

    @cached_property
    def runs_done(self):
        return [run for run in self.runs.all() if run.closed_at is not None]

    def actor_for(self, by) -> dict:
        """Who acts, as both zones may know it: the post and the office; a staff number only from the window."""
        if policies.is_applicant(by, self):
            return {"post": "applicant", "office": "", "staff": ""}
        if not by.posts:
            return {"post": by.post, "office": "", "staff": ""}
        window = by.holds(Role.WINDOW, office_id=self.office_id)
        return {
            "post": "window" if window else "official",
            "office": self.office_id,
            "staff": by.staff_no if window else "",
        }

    @verb(
        label="提交申请",
        source=NEW,
        target=State.SUBMITTED,
        who=policies.is_applicant,
        ground="行政许可法 第二十九条",
    )
    def submit(self, *, by, at, filing: dict, **_):
        """The applicant files; the day of receipt is fixed whatever the exchange does."""
        self.submitted_at = self.last_at = at
        return Told(
            public={"edition": str(self.edition_id), "content": self.edition.content_digest, **filing},
            private={},
        )

    @verb(
        label="要求补正", source=State.SUBMITTED, target=State.CORRECTION, who=policies.is_window_clerk, needs=("items",),
        ground="行政许可法 第三十二条第一款第四项",
    )  # fmt: skip
    def ask_to_complete(self, *, by, at, items: list[dict], **_):
        """The window tells once, and all of it, what is missing."""
        if self.corrected_at is not None:
            raise Refused("补正要求只能一次提出，这一件已经提过；材料仍不齐的，请作出不予受理决定并说明理由")
        return Told(public={"count": len(items)}, private=_hand(by, items=items))

    @verb(label="提交补正", source=State.CORRECTION, target=State.SUBMITTED, who=policies.is_applicant)
    def supplement(self, *, by, at, filing: dict, **_):
        """The applicant supplies what was asked for."""
        return Told(public=filing, private={})

    @verb(
        label="受理", source=State.SUBMITTED, target=State.HANDLING, who=policies.is_window_clerk,
        ground="行政许可法 第三十二条第一款第五项",
    )  # fmt: skip
    def accept(self, *, by, at, note="", **_):
        """The window takes the case in: the clock starts and the inner net takes over."""
        return Told(public=engine.leave_first(self), private=_hand(by, note=note))

    @verb(
        label="不予受理", source=State.SUBMITTED, target=State.DECLINED, who=policies.is_window_clerk, needs=("reasons",),
        ground="行政许可法 第三十二条",
    )  # fmt: skip
    def decline(self, *, by, at, reasons, **_):
        """The window refuses to take the case in, in writing, with reasons and remedies."""
        return Told(public={}, private=_hand(by, reasons=reasons))

    @verb(
        label="提交意见",
        source=[State.HANDLING, State.PAUSED],
        who=policies.is_on_step,
        needs=("outcome", "note"),
    )
    def advance(self, *, by, at, step, outcome, note, **_):
        """An official closes the step of his post with an outcome and an opinion; another branch may stand still."""
        run = engine.run_for(self, step, by=by)
        engine.refuse_shortcut(run, outcome, paused=self.state == State.PAUSED)
        return Told(public=engine.leave(self, run, outcome), private=_hand(by, note=note))

    @verb(
        label="暂停计时", source=State.HANDLING, target=State.PAUSED, who=policies.is_inspecting, needs=("ground", "days"),
        ground="行政许可法 第四十五条",
    )  # fmt: skip
    def pause(self, *, by, at, step, ground, days: int, note="", **_):
        """A special procedure begins; the applicant is told its length in writing, else the clock does not stop."""
        engine.run_for(self, step, by=by)
        return Told(
            public={"ground": Special(ground).value, "days": int(days), "step": step},
            private=_hand(by, note=note),
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
        return Told(public={}, private=_hand(by, note=note))

    @verb(
        label="准予", source=State.HANDLING, target=State.GRANTED, who=policies.is_deciding, needs=("note",),
        ground="行政许可法 第三十八条第一款",
    )  # fmt: skip
    def grant(self, *, by, at, note, **_):
        """The head decides for the applicant; the decision goes out to the outer net."""
        return Told(public=engine.decide(self, "grant", by=by), private=_hand(by, note=note))

    @verb(
        label="不予", source=State.HANDLING, target=State.REFUSED, who=policies.is_deciding, needs=("reasons", "note"),
        ground="行政许可法 第三十八条第二款",
    )  # fmt: skip
    def refuse(self, *, by, at, reasons, note, **_):
        """The head decides against, with reasons, and tells the remedies."""
        return Told(
            public=engine.decide(self, "refuse", by=by), private=_hand(by, note=note, reasons=reasons)
        )

    @verb(
        label="送达", source=[State.GRANTED, State.REFUSED], target=State.CONCLUDED, who=policies.is_deliverer,
        ground="行政许可法 第四十四条",
    )  # fmt: skip
    def deliver(self, *, by, at, way, **_):
        """The decision reaches the applicant: fetched online, or handed over at the window."""
        return Told(public={"way": way}, private=_hand(by) if by.staff_no else {})

    @verb(
        label="撤回申请", source=[State.SUBMITTED, State.CORRECTION, State.HANDLING, State.PAUSED], target=State.WITHDRAWN,
        who=policies.is_applicant,
    )  # fmt: skip
    def withdraw(self, *, by, at, **_):
        """The applicant takes the application back, at any time before the decision."""

    @verb(label="评价", source=[State.CONCLUDED, State.DECLINED], who=policies.is_applicant, needs=("score",))
    def rate(self, *, by, at, score: int, **_):
        """The applicant rates the service, once; a rating is never changed (GB/T 39735-2020 一事一评)."""
        if self.rating is not None:
            raise Refused("这一件已经评价过，一件事评价一次")
        if score not in range(1, 6):
            raise Refused("请从五个评价里选一个")
        return Told(public={"score": score}, private={})

    def project(self, event):
        from . import projection

        projection.apply(self, event)

    @classmethod
    def opening(cls, *, edition: Edition, applicant, number: str, demo: bool = False) -> "Case":
        """A case that nobody has filed yet; `submit` opens it."""
        return cls(
            edition=edition, office=edition.power.office, applicant=applicant, number=number, demo=demo,
        )  # fmt: skip


def _hand(by, **said) -> dict:
    """Who acted and what was said, for this zone alone."""
    return {"staff": by.staff_no, "name": by.name, **{key: value for key, value in said.items() if value}}


Case._meta.get_field("state").choices = STATE_CHOICES
