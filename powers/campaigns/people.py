"""Who may do what in a clean-up campaign, and in whose name: the posts of a revision, each at its own stage.

Four eyes as everywhere in the catalogue: a person acts on a campaign, a return or an item at one stage and at no other, for
as long as it lives. A reviewing office answers for its own area and the areas below.
"""

from django.db import models

from ledger.verbs import Machine, Told
from powers.people.offices import area_prefix
from powers.people.people import Role, hand

DEPARTMENT = {"office": Role.CATALOGUE, "signing": Role.HEAD}
REVIEW = {"staffing": Role.STAFFING, "legal": Role.LEGAL_OFFICE, "approval": Role.GOVERNMENT}
STAGE_ROLES = {**DEPARTMENT, **REVIEW}


class Handled(Machine):
    """A subject of a campaign that knows who has acted on it at which stage. Subclasses say `area_code`, and `office_id`."""

    hands = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    @property
    def area_code(self) -> str:
        raise NotImplementedError

    def actor_for(self, by) -> dict:
        stage = self.hands.get(str(by.pk))
        if stage is None:
            return {"post": by.post, "office": ""}
        return {"post": STAGE_ROLES[stage].value, "office": office_as(by, self, stage)}

    def _said(self, by, stage: str, *, public: dict | None = None, **words) -> Told:
        """Who acted and what was said stays on the inner net; what is public is sealed."""
        self.hands = {**self.hands, str(by.pk): stage}
        return Told(public=public or {}, private=hand(by, **words))


def acts(user, subject: Handled, stage: str) -> bool:
    """Whether this person holds the post of a stage for this subject and has not acted at another."""
    if subject.hands.get(str(user.pk), stage) != stage:
        return False
    role = STAGE_ROLES[stage]
    if stage in DEPARTMENT:
        return user.holds(role, office_id=subject.office_id)
    return any(
        post.role == role and subject.area_code.startswith(area_prefix(post.office.area_id))
        for post in user.posts
    )


def office_as(user, subject: Handled, stage: str) -> str:
    """The office in whose name a person acts at a stage."""
    if stage in DEPARTMENT:
        return subject.office_id
    return next(post.office_id for post in user.posts if post.role == STAGE_ROLES[stage])


def is_staffing(user, subject) -> bool:
    return acts(user, subject, "staffing")


def is_legal(user, subject) -> bool:
    return acts(user, subject, "legal")


def is_government(user, subject) -> bool:
    return acts(user, subject, "approval")


def is_clerk(user, subject) -> bool:
    return acts(user, subject, "office")


def is_head(user, subject) -> bool:
    return acts(user, subject, "signing")
