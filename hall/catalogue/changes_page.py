"""What changed in the catalogue (清单变更): every edition, every end, every loss of the basis, with reasons."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from powers.revisions.change_log import catalogue_log

PAGE = 30


@login_not_required
@require_safe
def changes(request):
    before = request.GET.get("after", "")
    place = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0
    found = catalogue_log(before=place, limit=PAGE + 1)
    following = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    return render(request, "hall/changes.html", {"entries": found[:PAGE], "next": following})
