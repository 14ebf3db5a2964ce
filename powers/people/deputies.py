"""Deputies during absence (代理): who stands in for whom, on which post, from which day to which, for which ground.

An official appoints for his own posts; the head of the office for a colleague who is away already. Refused, and by the
database too: oneself, somebody who is not an official of the same office at work, an administrator on either side, more than
ninety days, a second deputy for the same post in the same days. A deputation names a post that its holder holds himself, so
what was lent cannot be lent on. It ends on its day by itself (`standing_in` reads the days), or earlier by a verb.
"""

from datetime import date, timedelta

from django.db import DatabaseError, models, transaction
from django.db.models import Q

from exchange import outbox
from ledger import clock, statements
from ledger.clock import civil_day
from ledger.verbs import NEW, Machine, Refused, Told, verb
from ledger.zone import Zone, here
from powers.people.people import AccountKind, Post, Role, User, hand
from powers.people.standing_in import own

# A longer absence is a change of post, made by whoever grants posts; the database holds the same number.
MOST_DAYS = 90
# The posts of the desk. An expert is chosen in person for his knowledge; the window has no steps of one's own.
LENDABLE = (Role.HANDLER, Role.SURVEYOR, Role.REVIEWER, Role.LEGAL, Role.HEAD)


class DeputationState(models.TextChoices):
    STANDING = "standing", "有效"
    ENDED = "ended", "提前结束"


class AbsenceGround(models.TextChoices):
    LEAVE = "leave", "休假"
    SICK = "sick", "病假"
    TRIP = "trip", "出差"
    TRAINING = "training", "培训"
    MEETING = "meeting", "会议或者其他公务"


def is_leader(user, office_id: str) -> bool:
    """The head of the office in his own right: what was lent to him does not let him dispose of others' posts."""
    return any(post.role == Role.HEAD and post.office_id == office_id for post in own(user))


def may_appoint(user, deputation) -> bool:
    """The holder himself, or the head of the office for another; nobody lends himself a post."""
    post = deputation.post
    if post.user_id == user.pk:
        return any(each.pk == post.pk for each in own(user))
    return is_leader(user, post.office_id) and deputation.deputy_id != user.pk


def may_end(user, deputation) -> bool:
    """The absent, the deputy who gives it back, or the head of the office."""
    people = (deputation.post.user_id, deputation.deputy_id)
    return user.pk in people or is_leader(user, deputation.post.office_id)


class DeputationQuerySet(models.QuerySet):
    def whole(self):
        return self.select_related("post__user", "post__office", "deputy")

    def standing(self, *, on: date):
        """What runs on a day or will run after it."""
        return self.filter(state=DeputationState.STANDING, to_on__gte=on)

    def running(self, *, on: date):
        return self.standing(on=on).filter(from_on__lte=on)

    def during(self, start: date, end: date):
        return self.filter(state=DeputationState.STANDING, from_on__lte=end, to_on__gte=start)


class Deputation(Machine):
    """One post of one absent official, lent to one deputy for some days."""

    KIND = "deputation"
    OWNER = {NEW: Zone.INNER, **dict.fromkeys(DeputationState.values, Zone.INNER)}

    post = models.ForeignKey(Post, models.PROTECT, related_name="deputations")
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputations")
    from_on = models.DateField("从哪天起")
    to_on = models.DateField("到哪天止")
    ground = models.CharField("事由", max_length=10, choices=AbsenceGround)
    ended_at = models.DateTimeField("提前结束", null=True)

    objects = DeputationQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "pk"]
        indexes = [models.Index(fields=["deputy", "to_on"], name="deputation_of_deputy")]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__lte=models.F("to_on")), name="deputation_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=AbsenceGround.values), name="deputation_for_a_ground"
            ),
        ]

    def __str__(self):
        return f"{self.deputy}代{self.post.user}"

    def is_running(self, *, on: date) -> bool:
        return self.state == DeputationState.STANDING and self.from_on <= on <= self.to_on

    def standing_words(self, *, on: date) -> str:
        """What stands of it on a day, in words."""
        if self.state == DeputationState.ENDED:
            return DeputationState.ENDED.label
        if on < self.from_on:
            return "还没有开始"
        return "正在代理" if on <= self.to_on else "已到期"

    def actor_for(self, by) -> dict:
        return {"post": "official", "office": self.post.office_id}

    @verb(label="指定代理人", source=NEW, target=DeputationState.STANDING.value, who=may_appoint)
    def appoint(self, *, by, at, **_):
        """The post is lent from a day to a day."""
        refuse_unfit(self, by=by, on=civil_day(at))
        days = {"from": self.from_on.isoformat(), "to": self.to_on.isoformat(), "ground": self.ground}
        absent = {"absent": self.post.user.staff_no, "absent_name": self.post.user.name}
        deputy = {"deputy": self.deputy.staff_no, "deputy_name": self.deputy.name}
        return Told(public={**days, "role": self.post.role}, private=hand(by, **absent, **deputy))

    @verb(
        label="结束代理",
        source=DeputationState.STANDING.value,
        target=DeputationState.ENDED.value,
        who=may_end,
    )
    def end(self, *, by, at, **_):
        """It ends now, before its day."""
        if self.to_on < civil_day(at):
            raise Refused("这次代理已经到期，不用再结束")
        return Told(public={}, private=hand(by))

    def project(self, event):
        # Names and posts of officials are this net's own business.
        outbox.keep_here(event)
        if event.verb == "end":
            self.ended_at = event.at


def refuse_unfit(deputation: Deputation, *, by, on: date) -> None:
    """Each rule with its own sentence; the database holds those that do not depend on the day it is done."""
    post, start, end = deputation.post, deputation.from_on, deputation.to_on
    others = Deputation.objects.exclude(pk=deputation.pk).during(start, end)
    if start < on:
        raise Refused("代理不能从过去的日子算起，请从今天或者以后的一天开始")
    if post.user_id != by.pk and start != on:
        raise Refused("替同事指定代理人，只用于他已经离岗的，从今天起；以后的请他自己指定")
    if end < start:
        raise Refused("结束的日子不能早于开始的日子")
    if end - start >= timedelta(days=MOST_DAYS):
        raise Refused(f"一次最多代理 {MOST_DAYS} 天，更长的请调整岗位")
    if post.role not in LENDABLE:
        raise Refused(f"{post.get_role_display()}不能由别人代理")
    _refuse_deputy(deputation, others)
    if others.filter(post=post).exists():
        raise Refused(f"{post.user.name}的{post.get_role_display()}在这些日子里已经有人代理，请先结束原来的")


def _refuse_deputy(deputation: Deputation, others) -> None:
    post, deputy = deputation.post, deputation.deputy
    if deputy.pk == post.user_id:
        raise Refused("不能请自己代理，请选一位同事")
    if not candidates(post.office_id).filter(pk=deputy.pk).exists():
        raise Refused("代理人要是本机关在岗的工作人员，管理员不能代理，请另选一位")
    if Post.objects.administrators().filter(user=post.user_id).exists():
        raise Refused("管理员的岗位不能由别人代理")
    # No chain: a colleague who is away himself would have to pass on what he was lent.
    if others.filter(post__user=deputy).exists():
        raise Refused(f"{deputy.name}在这些日子里自己也请人代理，请另选一位")


def touching(user, *, on: date) -> list[Deputation]:
    """What runs on a day for this person, as the absent or as the deputy; deputies are known on the inner net alone."""
    if here() != Zone.INNER:
        return []
    return _TOUCHING(user.pk, on)


_TOUCHING = statements.Kept(
    lambda user, on: Deputation.objects.running(on=on).filter(Q(deputy=user) | Q(post__user=user)).whole(),
    lambda: Deputation._meta.get_field("deputy"),
    lambda: Deputation._meta.get_field("from_on"),
)


def candidates(office_id: str):
    """Who may stand in for a post of an office: its officials with an account and a post of their own, no administrators."""
    people = User.objects.filter(kind=AccountKind.OFFICIAL, is_active=True)
    there = people.filter(all_posts__office=office_id, all_posts__active=True)
    return there.exclude(pk__in=Post.objects.administrators().values("user")).distinct().order_by("staff_no")


def lendable_posts(user) -> list[Post]:
    """The own posts for which a person may have a deputy."""
    return [post for post in own(user) if post.role in LENDABLE]


def appoint_all(
    posts: list[Post], *, by, deputy: User, days: tuple[date, date], ground: str
) -> list[Deputation]:
    """One deputy for several posts of one official: each post with its own event, all or none."""
    made = [
        Deputation(post=post, deputy=deputy, from_on=days[0], to_on=days[1], ground=ground) for post in posts
    ]
    try:
        with transaction.atomic():
            for deputation in made:
                deputation.appoint(by=by, at=clock.now())
    except DatabaseError as error:
        # Somebody else appointed between our look and our writing: the database saw it.
        if "powers: " not in str(error):
            raise
        raise Refused("这个岗位刚刚有了变动，请看最新情况再指定") from error
    return made
