"""核查差评: the head of the rated office asks that a bad rating be found mistaken or malicious; supervision decides.

国办发〔2019〕51号: what is found on inquiry to be 误评 or 恶意差评 is not taken into account. Whoever decides is an inspector
of another office than the rated one, and never who asked. The rating itself stays in the ledger as it was given: it is left
out of the share of good ratings, the duty to answer it ends, and whoever rated reads why. Refused: a rating that is not bad, a
second inquiry into the same one, and a decision without its reasons. Both are made on the inner net; the outer follows.
"""

from django.db import models

from ledger.vault import SealedJSONField
from ledger.verbs import NEW, Machine, Refused, Told, verb
from ledger.zone import Zone
from powers.people.people import INSPECTOR_ROLES, Role, hand
from workflow import listeners, policies
from workflow.ratings import call_backs

GROUND = "国办发〔2019〕51号"
LONGEST = 1000


class Fault(models.TextChoices):
    MISTAKEN = "mistaken", "误评"
    MALICIOUS = "malicious", "恶意差评"


class ReviewState(models.TextChoices):
    ASKED = "asked", "等待核查"
    DROPPED = "dropped", "不予采纳"
    UPHELD = "upheld", "评价有效"


def may_ask(user, review) -> bool:
    return policies.is_head(user, review.case)


def may_decide(user, review) -> bool:
    """An inspector in whose reach the office lies and who holds no post in it (四眼)."""
    case = review.case
    if not user.staff_no or user.staff_no == review.asked_by:
        return False
    return policies.is_inspector_of(user, case.office) and not user.holds(*Role, office_id=case.office_id)


class RatingReview(Machine):
    """One inquiry into one bad rating."""

    KIND = "rating-review"
    OWNER = dict.fromkeys((NEW, *ReviewState.values), Zone.INNER)

    case = models.OneToOneField("workflow.Case", models.PROTECT, related_name="rating_review")
    fault = models.CharField("认为是", max_length=10, choices=Fault)
    asked_at = models.DateTimeField("提请")
    asked_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField("核查", null=True)
    words = SealedJSONField(default=dict)

    def __str__(self):
        return f"{self.case_id} {self.state}"

    @property
    def fault_words(self) -> str:
        return Fault(self.fault).label

    @property
    def standing(self) -> str:
        return ReviewState(self.state).label

    def actor_for(self, by) -> dict:
        if by.holds(Role.HEAD, office_id=self.case.office_id):
            return {"post": "official", "office": self.case.office_id, "staff": ""}
        post = next(post for post in by.posts if post.role in INSPECTOR_ROLES)
        return {"post": post.role, "office": post.office_id, "staff": ""}

    @verb(
        label="提请核查",
        source=NEW,
        target=ReviewState.ASKED,
        who=may_ask,
        needs=("fault", "reasons"),
        ground=GROUND,
    )
    def ask(self, *, by, at, fault, reasons, **_):
        """The head says why the rating is mistaken or malicious."""
        duty = call_backs.CallBack.objects.filter(case=self.case_id).first()
        if duty is None:
            raise Refused("只有不满意、非常不满意的评价可以提请核查")
        if RatingReview.objects.filter(case=self.case_id).exists():
            raise Refused("这个评价已经提请核查过，一个评价核查一次")
        return Told(public=self._about(fault=Fault(fault).value), private=hand(by, reasons=reasons[:LONGEST]))

    @verb(
        label="不予采纳", source=ReviewState.ASKED, target=ReviewState.DROPPED, who=may_decide, needs=("reasons",),
        ground=GROUND,
    )  # fmt: skip
    def drop_rating(self, *, by, at, reasons, **_):
        """Found mistaken or malicious: the rating stays as given and is not counted; whoever rated is told why."""
        return Told(public=self._about(), private=hand(by, reasons=reasons[:LONGEST]))

    @verb(
        label="维持评价", source=ReviewState.ASKED, target=ReviewState.UPHELD, who=may_decide, needs=("reasons",),
        ground=GROUND,
    )  # fmt: skip
    def uphold_rating(self, *, by, at, reasons, **_):
        """Neither mistaken nor malicious: it counts, and is to be answered."""
        return Told(public=self._about(), private=hand(by, reasons=reasons[:LONGEST]))

    def _about(self, **more) -> dict:
        return {"case": str(self.case_id), **more}

    def project(self, event):
        said = event.private_body
        if event.verb == "ask":
            self.fault, self.asked_at, self.asked_by = event.body["fault"], event.at, said.get("staff", "")
            self.words = {"asked": said["reasons"]} if "reasons" in said else {}
            return
        self.decided_at = event.at
        if "reasons" in said:
            self.words = {**self.words, "decided": said["reasons"]}
        if event.verb == "drop_rating":
            call_backs.drop(self.case_id, at=event.at)
            listeners.tell(self.case, event)


RatingReview._meta.get_field("state").choices = ReviewState.choices
