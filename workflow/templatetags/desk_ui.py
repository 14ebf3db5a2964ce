"""What the officials' lists draw by rule."""

from django import template

from powers.people.people import HANDLING_ROLES
from workflow.notices import news
from workflow.notices.desk_notices import DeskNotice

register = template.Library()


@register.simple_tag(takes_context=True)
def asking(context, **otherwise):
    """The address of this list with some of `wanted` asked otherwise, from its first page."""
    return context["wanted"].but(**otherwise)


@register.simple_tag
def unread_notices(user) -> str | None:
    """How many notices this official has not read; None for whoever gets none."""
    if not user.is_authenticated or not user.holds(*HANDLING_ROLES):
        return None
    return news.how_many(DeskNotice.objects.unread(user))
