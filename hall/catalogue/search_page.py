"""Searching the hall: items that can be applied for and powers, by words. A number of a case is sent to its progress."""

import re

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hall.catalogue import items
from hall.catalogue.highlights import highlighted
from hall.catalogue.pages import listing
from powers.search.facets import facets
from powers.search.guess import guess

SCOPES = (("", "全部"), ("apply", "可以网上办的"))


@login_not_required
@require_safe
def search(request):
    number = re.sub(r"[\s\-]", "", request.GET.get("q", ""))
    if re.fullmatch(r"\d{16}", number):
        return redirect(f"{reverse('progress')}?{urlencode({'number': number})}")
    scope = "apply" if request.GET.get("scope") == "apply" else ""
    context = listing(request, base={"applicable": True} if scope else None)
    context["hits"] = [(edition, highlighted(edition, context["q"])) for edition in context["page"].editions]
    context |= {"scope": scope, "scopes": _scopes(context, scope)}
    if not context["count"]:
        context |= {"hot": items.popular(limit=4), "guess": guess(context["q"]) if context["q"] else ""}
        context["anywhere"] = facets(context["q"], exact=context["exact"]).count
    return render(request, "hall/search.html", context)


def _scopes(context: dict, scope: str) -> list[dict]:
    """Everything, or what people can apply for, with how many; the other filters stay."""
    counted = context["numbers"].by["applicable"]
    numbers = {"": counted.total(), "apply": counted[True]}
    return [
        {
            "name": name,
            "count": numbers[key],
            "url": f"?{urlencode({'q': context['q'], 'scope': key} | context['wanted'])}",
            "on": key == scope,
        }
        for key, name in SCOPES
    ]
