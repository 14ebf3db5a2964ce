"""Who may do what to a revision: the department drafts and signs, the staffing office and the legal office review, the
government approves.

Four eyes at every stage: a person acts at one stage of a revision and at no other, for as long as it lives. A reviewing
office reviews the powers of its own area and of the areas below.
"""

from functools import reduce
from operator import or_

from django.db.models import Q

from powers.people.offices import area_prefix
from powers.people.people import Role
from powers.revisions.adjustments import APPROVED_BY_GOVERNMENT

DEPARTMENT = {"draft": Role.CATALOGUE, "signing": Role.HEAD}
REVIEW = {"staffing": Role.STAFFING, "legal": Role.LEGAL_OFFICE, "approval": Role.GOVERNMENT}
STAGE_ROLES = {**DEPARTMENT, **REVIEW}
CATALOGUE_ROLES = tuple(STAGE_ROLES.values())


def is_drafter(user, revision) -> bool:
    return _is_free(user, revision, "draft") and user.holds(Role.CATALOGUE, office_id=revision.office_id)


def may_open(user, revision) -> bool:
    """The department by itself, or the clock when the law lays a duty on the department."""
    return is_drafter(user, revision) or is_clock(user)


def is_signer(user, revision) -> bool:
    return _is_free(user, revision, "signing") and user.holds(Role.HEAD, office_id=revision.office_id)


def is_staffing(user, revision) -> bool:
    return _reviews(user, revision, "staffing")


def is_legal(user, revision) -> bool:
    return _reviews(user, revision, "legal") and revision.kind not in APPROVED_BY_GOVERNMENT


def is_legal_before_government(user, revision) -> bool:
    return _reviews(user, revision, "legal") and revision.kind in APPROVED_BY_GOVERNMENT


def is_government(user, revision) -> bool:
    return _reviews(user, revision, "approval")


def is_judging(user, revision) -> bool:
    """Whoever has the revision before them may send it back; what waits for its day, the staffing office or the clock."""
    if revision.state == "ready":
        return is_clock(user) or _reviews(user, revision, "staffing")
    if revision.state == "signing":
        return is_signer(user, revision)
    return _reviews(user, revision, revision.state)


def is_clock(user, revision=None) -> bool:
    return getattr(user, "post", "") == "clock"


def within_sight(user) -> Q:
    """The revisions a person may read: those of the own department, and for reviewers those of the areas they answer for."""
    seen = Q(pk__in=[])
    for role in {post.role for post in user.posts}:
        if role in CATALOGUE_ROLES:
            seen |= within_sight_as(user, role)
    return seen


def within_sight_as(user, role) -> Q:
    if role in DEPARTMENT.values():
        return Q(office__in=user.offices_as(role))
    areas = {area_prefix(post.office.area_id) for post in user.posts if post.role == role}
    return reduce(or_, (Q(office__area__code__startswith=area) for area in sorted(areas)))


def office_as(user, revision, stage: str) -> str:
    """The office in whose name a person acts at a stage."""
    if stage in DEPARTMENT:
        return revision.office_id
    return next(post.office_id for post in user.posts if post.role == REVIEW[stage])


def _reviews(user, revision, stage: str) -> bool:
    if not _is_free(user, revision, stage):
        return False
    area = revision.office.area_id
    return any(
        post.role == REVIEW.get(stage) and area.startswith(area_prefix(post.office.area_id))
        for post in user.posts
    )


def _is_free(user, revision, stage: str) -> bool:
    return revision.hands.get(str(user.pk), stage) == stage
