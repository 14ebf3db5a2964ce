"""An opinion half written on a step, kept for the official who writes it until the step ends or he throws it away.

It is no opinion: it has no event, decides nothing, and nobody else ever reads it, not even who stands in for him. What he
wrote may speak of the applicant, so it is kept encrypted (个人信息保护法 第五十一条). Refused: keeping words on a step that is
not open or is not his to do.
"""

from django.db import models, transaction

from ledger.vault import SealedJSONField
from ledger.verbs import Refused, StaleSubject, WrongZone
from ledger.zone import Zone, here
from powers.people.people import User
from workflow.engine import StepRun, run_for

FIELDS = ("outcome", "note", "reasons", "falsehood")
LONGEST = 2000


class HalfOpinion(models.Model):
    run = models.ForeignKey(StepRun, models.CASCADE, related_name="half_written")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    content = SealedJSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "by"], name="half_opinion_once")]

    def __str__(self):
        return f"{self.run_id} {self.at:%Y-%m-%d}"


@transaction.atomic
def keep(case, step: str, *, by, at, said) -> HalfOpinion | None:
    """Keep what he has written so far in place of what was kept before; nothing written keeps nothing."""
    if here() != Zone.INNER:
        raise WrongZone("意见只在政务内网写")
    run = run_for(case, step, by=by)
    words = {name: said.get(name, "").strip() for name in FIELDS}
    if max(map(len, words.values())) > LONGEST:
        raise Refused(f"意见写到 {LONGEST} 字以内，太长的没有存上")
    # The step may be ending at this moment: what is kept after it ended would lie there for ever.
    if not StepRun.objects.select_for_update().filter(pk=run.pk, closed_at=None).exists():
        raise StaleSubject("这个环节已经办完了，请看最新情况")
    if not any(words.values()):
        forget(run, by=by)
        return None
    return HalfOpinion.objects.update_or_create(run=run, by=by, defaults={"content": words, "at": at})[0]


def of(run, *, by) -> HalfOpinion | None:
    """What this person has half written on the step; nobody gets what another wrote."""
    return HalfOpinion.objects.filter(run=run, by=by).first()


def forget(run, *, by) -> None:
    HalfOpinion.objects.filter(run=run, by=by).delete()


def project(closed: list) -> None:
    """With its step an opinion half written ends too, whoever wrote it; part of the event's transaction."""
    if closed and here() == Zone.INNER:
        HalfOpinion.objects.filter(run__in=closed).delete()
