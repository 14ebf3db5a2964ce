"""An official's own names for what he often asks of the to-do list; one of them may open first. Nobody else sees them."""

from django.db import models, transaction

from ledger.verbs import Refused
from powers.people.people import User

MOST = 12


class SavedView(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    name = models.CharField("名称", max_length=20)
    query = models.CharField(max_length=400)
    is_first = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="view_name_once"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_first=True), name="view_first_once"
            ),
        ]

    def __str__(self):
        return self.name


def keep(user, *, name: str, query: str) -> SavedView:
    """Keep a filter under a name; the same name takes the new filter."""
    name = name.strip()
    if not name:
        raise Refused("请给这个视图起个名字，例如“今天要办的”")
    if len(name) > 20:
        raise Refused("视图的名字写到 20 个字以内")
    if not user.saved_views.filter(name=name).exists() and user.saved_views.count() >= MOST:
        raise Refused(f"最多存 {MOST} 个视图，请先删去不用的")
    return user.saved_views.update_or_create(name=name, defaults={"query": query})[0]


@transaction.atomic
def open_first(view: SavedView, *, first: bool) -> None:
    """This view opens first, or none does."""
    view.user.saved_views.filter(is_first=True).update(is_first=False)
    view.user.saved_views.filter(pk=view.pk).update(is_first=first)
