"""Whose posts a person may use today: the own ones, and beside them those of colleagues the person stands in for (代理).

Read from the days themselves, so that a deputy's right ends at midnight whether or not any task has run. A lent post counts
only while the absent colleague still holds it and both have their accounts, and only for somebody who holds a post of his
own in the same office and is no administrator. An own post stands first: who may do a thing by himself does it for himself.
"""

from collections.abc import Callable
from copy import copy

from django.apps import apps
from django.db.models import Exists, OuterRef

from ledger import clock, statements
from ledger.clock import civil_day
from ledger.zone import Zone, here

WITH = ("user", "office", "office__area")
STANDING = "standing"


def posts_today(user) -> list:
    """The own posts, then the lent ones; one read. Deputies are known on the inner net alone."""
    if user.is_applicant or here() != Zone.INNER:
        return sorted(_OWN(user.pk), key=lambda post: post.pk)
    found = sorted(_OWN_AND_LENT(user.pk, civil_day(clock.now())), key=lambda post: post.pk)
    mine = [post for post in found if post.user_id == user.pk]
    places = {post.office_id for post in mine}
    if any(post.is_administrator for post in mine):
        return mine
    return mine + [post for post in found if post.user_id != user.pk and post.office_id in places]


def _posts():
    return apps.get_model("powers", "Post").objects.filter(active=True).select_related(*WITH)


def _lent(user, today):
    administers = _posts().administrators().filter(user=OuterRef("user"))
    return _posts().filter(
        ~Exists(administers), user__is_active=True, deputations__deputy=user, deputations__state=STANDING,
        deputations__from_on__lte=today, deputations__to_on__gte=today,
    )  # fmt: skip


_OWN = statements.Kept(lambda user: _posts().filter(user=user), lambda: _field("Post", "user"))
_OWN_AND_LENT = statements.Kept(
    lambda user, today: _posts().filter(user=user).union(_lent(user, today), all=True),
    lambda: _field("Post", "user"),
    lambda: _field("Deputation", "from_on"),
)


def _field(model: str, name: str):
    return apps.get_model("powers", model)._meta.get_field(name)


def own(user) -> list:
    """The posts a person holds in his own right."""
    return [post for post in user.posts if post.user_id == user.pk]


def lent(user) -> list:
    """The posts of colleagues for whom a person stands in today."""
    return [post for post in user.posts if post.user_id != user.pk]


def wearing(user, posts: list):
    """The same person with some of the posts only."""
    seen = copy(user)
    seen.posts = posts
    return seen


def hands(user, run) -> set[str]:
    """The staff numbers in whose hand a step counts as this person's: the own, and of those stood in for on its post."""
    return {user.staff_no} | {post.user.staff_no for post in _lent_for(user, run)}


def for_whom(user, run):
    """The colleague for whom this person works on a step; None for an own one."""
    there = _lent_for(user, run)
    held = next((post.user for post in there if post.user.staff_no == run.holder), None)
    is_own = any(post.office_id == run.office_id and post.role == run.lane for post in own(user))
    return held or (there[0].user if there and not is_own else None)


def _lent_for(user, run) -> list:
    return [post for post in lent(user) if post.office_id == run.office_id and post.role == run.lane]


def on_behalf(user, allowed: Callable) -> dict:
    """For whom a person does what only a lent post allows: kept beside his own name in the private part of the event."""
    borrowed = lent(user)
    if not borrowed or allowed(wearing(user, own(user))):
        return {}
    by_itself = (post for post in borrowed if allowed(wearing(user, [post])))
    absent = next(by_itself, borrowed[0]).user
    return {"for": absent.staff_no, "for_name": absent.name}
