"""The pages of the to-do list: the list, one act on many of its cases, the views an official keeps, and what was done."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ledger import clock
from ledger.clock import civil_day
from powers.people import deputies
from powers.people.pages import home_of
from powers.people.people import HANDLING_ROLES, Role
from workflow.desk import many, saved_views, todo, todo_steps, unmanned
from workflow.desk.saved_views import SavedView
from workflow.desk.todo_filter import Filter
from workflow.rooms import enter


@require_GET
def todo_list(request):
    """The list as it is asked for; asked for nothing, the view that the person lets open first.

    It is the first page of this net: whoever handles no cases is led to where his own work begins.
    """
    if not request.user.holds(*HANDLING_ROLES):
        return redirect(home_of(request.user))
    views = list(request.user.saved_views.all())
    first = next((view for view in views if view.is_first), None)
    if first and first.query and not request.GET:
        return redirect(f"{reverse('desk_todo')}?{first.query}")
    wanted, today = Filter.of(request.GET), civil_day(clock.now())
    posts = todo.posts_of(request.user, wanted)
    context = {
        "page": todo.page(request.user, wanted=wanted, today=today), "wanted": wanted, "today": today,
        "counts": todo.counts(request.user, wanted=wanted, today=today), "views": views,
        "people": many.people_on(posts), "choices": _choices(request.user, wanted),
        "deputations": deputies.touching(request.user, on=today), "unmanned": unmanned.seen_by(request.user),
    }  # fmt: skip
    return render(request, "desk/todo.html", context)


def _choices(user, wanted: Filter) -> dict:
    """What there is to choose from: this person's offices, posts and steps, and whether he may look at the whole office."""
    posts = todo.posts_of(user, Filter(whole=wanted.whole))
    names = {post.office_id: post.office.name for post in user.posts}
    roles = sorted({role for _, role in posts})
    return {
        "offices": sorted({(place, names[place]) for place, _ in posts}),
        "steps": todo_steps.names(todo.posts_of(user, wanted)),
        "posts": [(role, Role(role).label) for role in roles],
        "may_see_all": user.holds(Role.REVIEWER, Role.HEAD),
        "leads": user.holds(Role.HEAD),
        "colleague": wanted.whose if wanted.whose not in ("", "mine", "free") else "",
    }


@require_POST
def many_at_once(request):
    """One act on the cases that were ticked, or on all that a colleague has in hand; a line for each."""
    enter(request.user, "desk")
    said = request.POST
    asked = many.Asked(said.get("act", ""), said.get("to", ""), said.get("note", "")[:2000])
    if asked.act == "hand_over":
        results = many.hand_over(request.user, holder=said.get("holder", ""), to=asked.to, now=clock.now)
    else:
        results = many.act_on(request.user, asked, said.getlist("run"), now=clock.now)
    done = sum(not each.refusal for each in results)
    context = {
        "results": results, "done": done, "refused": len(results) - done, "act": many.ACTS[asked.act],
        "back": Filter.of(QueryDict(said.get("back", "")[:400])).but(),
    }  # fmt: skip
    return render(request, "desk/many.html", context)


@require_POST
def keep_view(request):
    enter(request.user, "desk")
    query = Filter.of(QueryDict(request.POST.get("query", "")[:400])).but()[1:]
    view = saved_views.keep(request.user, name=request.POST.get("name", ""), query=query)
    messages.success(request, f"已存为视图“{view.name}”")
    return redirect(f"{reverse('desk_todo')}?{query}")


@require_POST
def change_view(request):
    """Let a view open first or not, or drop it."""
    enter(request.user, "desk")
    key = request.POST.get("view", "")
    view = get_object_or_404(SavedView, pk=int(key) if key.isdecimal() else 0, user=request.user)
    if request.POST.get("act") == "drop":
        view.delete()
        messages.success(request, f"已删去视图“{view.name}”")
        return redirect(f"{reverse('desk_todo')}?whose=")
    saved_views.open_first(view, first=request.POST.get("act") == "first")
    return redirect(f"{reverse('desk_todo')}?{view.query}")


@require_GET
def done_list(request):
    enter(request.user, "desk")
    page = todo.done_by(request.user, after=request.GET.get("after", ""))
    may_see_all = request.user.holds(Role.REVIEWER, Role.HEAD)
    return render(request, "desk/done.html", {"page": page, "may_see_all": may_see_all})
