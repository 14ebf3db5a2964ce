"""What the officials' lists draw by rule."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def asking(context, **otherwise):
    """The address of this list with some of `wanted` asked otherwise, from its first page."""
    return context["wanted"].but(**otherwise)
