"""The desk's pages of deputies: those I have, those I am, for the head those of the office; appointing one, and ending it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from ledger.clock import civil_day
from powers.people.deputies import LENDABLE, Deputation, is_leader, lendable_posts
from powers.people.people import Post, Role
from powers.people.standing_in import own
from workflow.desk.deputy_forms import DeputyForm
from workflow.rooms import enter

SHOWN = 20


@require_GET
def overview(request):
    enter(request.user, "desk")
    user, today = request.user, civil_day(clock.now())
    offices = [post.office_id for post in own(user) if post.role == Role.HEAD]
    whole = Deputation.objects.whole()
    context = {
        "given": _told(whole.filter(post__user=user), today=today), "today": today,
        "received": _told(whole.filter(deputy=user), today=today),
        "may_appoint": bool(lendable_posts(user)), "leads": bool(offices),
    }  # fmt: skip
    if offices:
        others = whole.filter(post__office__in=offices).exclude(post__user=user).exclude(deputy=user)
        context |= {"offices": _told(others, today=today), "colleagues": _colleagues(offices, user)}
    return render(request, "desk/deputies.html", context)


def _told(rows, *, today) -> list:
    """The newest, each with what stands of it today and whether there is something left to end."""
    return [
        {
            "row": row,
            "words": row.standing_words(on=today),
            "is_open": row.state == "standing" and today <= row.to_on,
        }
        for row in rows[:SHOWN]
    ]


def _colleagues(offices, user) -> list:
    lendable = Post.objects.filter(office__in=offices, role__in=LENDABLE, active=True)
    people = {post.user for post in lendable.exclude(user=user).select_related("user")}
    return sorted(people, key=lambda each: each.staff_no)


@require_http_methods(["GET", "POST"])
def appoint(request):
    """Ask for what a deputation needs, then appoint: for oneself, or with `for` in the address for a colleague."""
    enter(request.user, "desk")
    absent, posts = _absent(request)
    typed = request.POST if request.method == "POST" else None
    form = DeputyForm(typed, posts=posts, today=civil_day(clock.now()))
    if form.is_bound and form.is_valid() and form.appoint(by=request.user):
        messages.success(request, "代理人已指定，到期自动结束")
        return redirect("desk_deputies")
    context = {"form": form, "absent": absent}
    return render(request, "desk/deputy.html", context, status=422 if form.is_bound else 200)


def _absent(request):
    """Whose posts are lent, and which: the own, or those of a colleague in the offices that this person heads."""
    number = request.GET.get("for", "")
    if not number:
        posts = lendable_posts(request.user)
        absent = None
    else:
        found = Post.objects.filter(user__staff_no=number, active=True, role__in=LENDABLE)
        posts = [
            post for post in found.select_related("user", "office") if is_leader(request.user, post.office_id)
        ]
        absent = posts[0].user if posts else None
    if not posts:
        raise Http404
    return absent, posts


@require_POST
def end(request, pk):
    """End one before its day; one that this person may not end is absent."""
    enter(request.user, "desk")
    found = get_object_or_404(Deputation.objects.whole(), pk=pk)
    if not Deputation.end.verb.who(request.user, found):
        raise Http404
    found.end(by=request.user, at=clock.now())
    messages.success(request, f"{found.deputy.name}代{found.post.user.name}的代理已结束")
    return redirect("desk_deputies")
