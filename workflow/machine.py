"""A case on application (依申请), from submission to conclusion.

Its verbs stand in the order of its life in three files: `reception` (outer net), `handling` (inner net), `deciding`. Each
names its ground in law. A verb's body says what the act means, for both zones (`public`) and for this zone alone
(`private`); the dates and rows that follow from it are set by `workflow.projection`, the same in both zones.
"""

from functools import cached_property

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ledger import statements
from ledger.events import Event
from ledger.verbs import Machine
from powers.catalogue import Edition
from powers.people.offices import Office
from powers.people.people import HANDLING_ROLES, Role, User
from workflow import engine, entries, policies
from workflow.calendar.recomputing import Recomputing
from workflow.deciding import Deciding
from workflow.engine import StepRun
from workflow.handling import Handling
from workflow.materials.materials import named
from workflow.reception import Reception
from workflow.states import OWNER, STATE_CHOICES, SUPPLEMENTED, State
from workflow.turns.consulting import Consultation


def _with_others(offices: set[str]) -> Q:
    """Cases of other offices that a branch of the joint procedure or a question brought to one of these."""
    branches = StepRun.objects.filter(case=OuterRef("pk"), office__in=offices)
    asked = Consultation.objects.filter(case=OuterRef("pk"), office__in=offices)
    return Q(Exists(branches)) | Q(Exists(asked)) if offices else Q(pk__in=())


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The cases this person may open: applicants their own, officials those of the offices they hold posts in."""
        if not user.is_authenticated:
            return self.none()
        if user.is_applicant:
            return self.filter(applicant=user)
        own = Q(office__in=user.offices_as(Role.WINDOW, *HANDLING_ROLES))
        return self.filter(own | _with_others(user.offices_as(*HANDLING_ROLES)))

    def with_edition(self):
        """With what every act reads: the edition and its power, the office, the party."""
        return self.select_related("edition__power__office", "edition__power__power_class", "office", "party")

    def whole(self):
        """With everything the page of one case reads."""
        return self.with_edition().select_related("hearing").prefetch_related(*ROWS)

    def open(self):
        return self.filter(concluded_at=None)


# What points at a case and its page reads whole.
ROWS = ("runs", "clocks", "stops", "materials", "papers", "consultations__office", "debts")


class Case(Reception, Handling, Deciding, Recomputing, Machine):
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
    extension_asked = models.PositiveSmallIntegerField("申请延期", null=True)
    extended_days = models.PositiveSmallIntegerField("延期", null=True)
    last_at = models.DateTimeField("最近一步")

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["office", "state", "submitted_at", "id"], name="case_window"),
            models.Index(fields=["applicant", "-submitted_at"], name="case_mine"),
            models.Index(fields=["last_at"], name="case_latest"),
            models.Index(fields=["submitted_at"], name="case_filed"),
            models.Index(
                fields=["office", "-concluded_at", "-id"],
                condition=Q(concluded_at__isnull=False),
                name="case_finished",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def stage(self) -> State:
        return State(self.state)

    @cached_property
    def application(self) -> dict:
        """What was filed first: the answers, the files, how it came; a cached read for one request."""
        filing = _APPLICATION.first(self.pk)
        return filing.content if filing else {}

    @cached_property
    def history(self) -> list[Event]:
        """What was done so far, oldest first; a cached read for one request, until the next act."""
        return _EVENTS(self.pk)

    @property
    def applied(self) -> entries.Applied:
        return entries.of_filing(self.application)

    @property
    def on_paper(self) -> list[tuple[str, int]]:
        """The materials that came as originals on paper: name and copies."""
        names = {m["code"]: m["name"] for m in named(self.edition)}
        return [(names.get(code, "其他材料"), copies) for code, copies in self.applied.paper.items()]

    @cached_property
    def open_runs(self):
        """The steps that are open now; a cached read for one request."""
        return [run for run in engine.runs_of(self) if run.closed_at is None]

    @cached_property
    def runs_done(self):
        return [run for run in engine.runs_of(self) if run.closed_at is not None]

    @property
    def office_label(self) -> str:
        """The state as officials read it: a case whose correction has come is told apart from a new one."""
        supplied = self.state == State.SUBMITTED and self.corrected_at is not None
        return SUPPLEMENTED if supplied else self.stage.label

    def actor_for(self, by) -> dict:
        """Who acts, as both zones may know it: the post and the office; a staff number only from the window."""
        if policies.is_applicant(by, self):
            return {"post": "applicant", "office": "", "staff": ""}
        if not by.posts:
            return {"post": by.post, "office": "", "staff": ""}
        if by.holds(Role.WINDOW, office_id=self.office_id):
            return {"post": "window", "office": self.office_id, "staff": by.staff_no}
        offices = by.offices_as(*HANDLING_ROLES)
        own = self.office_id if self.office_id in offices or not offices else min(offices)
        return {"post": "official", "office": own, "staff": ""}

    def narrowed(self, said):
        """What is done on one step is about that step: another branch of the case may be the person's own."""
        runs = [run for run in self.open_runs if run.code == said["step"]] if "step" in said else []
        return policies.AtStep(self, runs) if runs else self

    def project(self, event):
        from workflow import projection

        self.__dict__.pop("history", None)
        projection.apply(self, event)

    @classmethod
    def opening(cls, *, edition: Edition, applicant, number: str, demo: bool = False) -> "Case":
        """A case that nobody has filed yet; `submit` opens it."""
        return cls(
            edition=edition, office=edition.power.office, applicant=applicant, number=number, demo=demo,
        )  # fmt: skip


def _filings():
    return Case.filings.rel.related_model


_EVENTS = statements.Kept(lambda subject: Event.objects.of(subject), lambda: Event._meta.get_field("subject"))
_APPLICATION = statements.Kept(
    lambda case: _filings().objects.filter(case=case, kind="application")[:1],
    lambda: _filings()._meta.get_field("case"),
)
Case._meta.get_field("state").choices = STATE_CHOICES
