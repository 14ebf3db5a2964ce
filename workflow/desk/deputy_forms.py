"""What must be said to appoint a deputy: for which posts, whom, from which day to which, for which ground."""

from datetime import timedelta

from django import forms
from django.db.models import Q

from ledger.verbs import Refused
from powers.people.deputies import MOST_DAYS, AbsenceGround, appoint_all, candidates
from powers.people.people import User
from workflow.turns.forms import pick


def day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": f"请选{label}", "invalid": "请按“2026-04-16”的样子填日期"},
    )  # fmt: skip


class DeputyForm(forms.Form):
    """`posts` are those of the absent colleague that may be lent; all of them are ticked first."""

    posts = forms.MultipleChoiceField(
        label="哪些岗位",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一个岗位", "invalid_choice": "请从列出的岗位里选"},
    )
    deputy = pick("由谁代理")
    from_on = day("从哪天起")
    to_on = day("到哪天止")
    ground = pick("事由", AbsenceGround.choices)

    def __init__(self, *args, posts: list, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.lendable = {str(post.pk): post for post in posts}
        several = len({post.office_id for post in posts}) > 1
        named = [(pk, str(p) if several else p.get_role_display()) for pk, p in self.lendable.items()]
        self.fields["posts"].choices, self.fields["posts"].initial = named, list(self.lendable)
        self.fields["deputy"].choices = [("", "请选"), *_colleagues(posts)]
        self.fields["ground"].choices = [("", "请选"), *AbsenceGround.choices]
        self.fields["from_on"].initial = today
        self.fields["to_on"].help_text = f"当天办完为止，到期自动结束；一次最多 {MOST_DAYS} 天"
        self.fields["to_on"].initial = today + timedelta(days=6)

    def appoint(self, *, by) -> bool:
        """Appoint as said; a rule that stands against it becomes a sentence of the form."""
        said = self.cleaned_data
        try:
            appoint_all(
                [self.lendable[pk] for pk in said["posts"]], by=by, deputy=User.objects.get(pk=int(said["deputy"])),
                days=(said["from_on"], said["to_on"]), ground=said["ground"],
            )  # fmt: skip
        except Refused as refusal:
            self.add_error(None, str(refusal))
        return self.is_valid()


def _colleagues(posts: list) -> list[tuple[str, str]]:
    """Everybody who may stand in for one of the posts; whether for all that are ticked, the appointment says."""
    away = {post.user_id for post in posts}
    found = Q(pk__in=())
    for office_id in {post.office_id for post in posts}:
        found |= Q(pk__in=candidates(office_id).values("pk"))
    people = User.objects.filter(found).exclude(pk__in=away).order_by("staff_no")
    return [(str(user.pk), f"{user.name}（{user.staff_no}）") for user in people]
