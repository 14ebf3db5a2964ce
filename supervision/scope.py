"""What an inspector may see: 政府监察 all offices of the area and below, 部门监察 the own office and those under it.

The same rule as `workflow.policies.is_inspector_of`, as a query. Time and flow only; the content of a case is not shown here.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from ledger.verbs import NotAllowed
from powers.people.offices import Area, Office, area_prefix
from powers.people.people import INSPECTOR_ROLES, Role


def offices_of(user) -> QuerySet[Office]:
    """The offices this person inspects; none for everybody who is no inspector."""
    seen = Q(pk__in=[])
    for post in user.posts:
        if post.role in INSPECTOR_ROLES:
            seen |= Q(pk=post.office_id) | Q(parent=post.office_id)
        if post.role == Role.GOVERNMENT_INSPECTOR:
            seen |= Q(area__code__startswith=area_prefix(post.office.area_id))
    return Office.objects.filter(seen).order_by()


def counted_by(user) -> QuerySet[Office]:
    """The offices whose figures this person may see: those he heads, and those he inspects."""
    heads = user.offices_as(Role.HEAD)
    return Office.objects.filter(Q(pk__in=heads) | Q(pk__in=offices_of(user).values("pk"))).order_by()


@dataclass(frozen=True)
class Scope:
    """The offices on one board: all that the inspector sees, or the part he chose."""

    all: QuerySet[Office]
    chosen: str = ""

    @cached_property
    def offices(self) -> QuerySet[Office]:
        """As a subquery of the board's reads."""
        if not self.chosen:
            return self.all.values("pk")
        return self.all.filter(Q(pk=self.chosen) | Q(area__code__startswith=area_prefix(self.chosen))).values(
            "pk"
        )

    @cached_property
    def areas(self) -> list[Area]:
        return list(Area.objects.filter(offices__in=self.all).distinct().order_by("code"))

    @cached_property
    def by_area(self) -> bool:
        return len(self.areas) > 1 and not self.chosen

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        """What the inspector may narrow the board to: areas where there are several, else offices."""
        if len(self.areas) > 1:
            return [(area.code, area.name) for area in self.areas]
        return list(self.all.order_by("name").values_list("code", "name")[:200])


def scope_of(user, *, chosen: str = "") -> Scope:
    if not user.is_authenticated or not user.holds(*INSPECTOR_ROLES):
        raise NotAllowed("电子监察只给监察人员看，需要的话，请本机关的系统管理员为您设置监察岗位")
    return _narrowed(offices_of(user), chosen)


def counting_scope(user, *, chosen: str = "") -> Scope:
    if not user.is_authenticated or not user.holds(Role.HEAD, *INSPECTOR_ROLES):
        raise NotAllowed("办件统计给本机关负责人和监察人员看，需要的话，请本机关的系统管理员设置岗位")
    return _narrowed(counted_by(user), chosen)


def _narrowed(offices: QuerySet[Office], chosen: str) -> Scope:
    """What is none of the choices narrows nothing."""
    scope = Scope(offices, chosen)
    return scope if not chosen or chosen in dict(scope.choices) else Scope(offices)
