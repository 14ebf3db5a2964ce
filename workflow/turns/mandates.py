"""委托: the authority of an agent in one case, which the applicant may deny or withdraw and the window ends.

被代理人取消委托的，委托代理终止 (民法典 第一百七十三条第二项); what somebody did without authority binds nobody who does not
ratify it (第一百七十一条). Two steps, because an account is not proven to be its holder's: whoever has one with the
applicant's number may say 不是我委托的 or 撤回委托, once, and that alone changes nothing, or a stranger who registered with the
number could turn an agent out. It is told to window and desk. The window checks who speaks, writes how, and ends the authority
or finds that it stands; it may also end it on the word of an applicant or agent who comes without an account. From the end on
the case is nobody's online, which the database keeps: the agent neither sees it nor acts, and the window serves the applicant.
Refused: a second objection.
"""

from django.db import IntegrityError, models, transaction

from ledger.vault import SealedJSONField
from ledger.verbs import NEW, Machine, Refused, Told, verb
from ledger.zone import Zone, here
from powers.items.identity_documents import known_as
from powers.people.people import hand
from workflow import listeners, policies
from workflow.machine import Case

GROUND = "民法典 第一百七十三条"
SAID = "您已经说过，窗口正在核对；请带证件到窗口，或者打窗口的电话"


class Word(models.TextChoices):
    """What an applicant says of who filed in his name; the last is the agent's own word, at the window."""

    NEVER = "never", "不是申请人委托的"
    WITHDRAWN = "withdrawn", "申请人撤回委托"
    RESIGNED = "resigned", "代理人辞去委托"


class Standing(models.TextChoices):
    DOUBTED = "doubted", "有异议，窗口正在核对"
    CONFIRMED = "confirmed", "窗口核对过，委托有效"
    ENDED = "ended", "委托已经终止"


def is_known_as_applicant(user, mandate) -> bool:
    """An account with the applicant's number that is not the one that filed; whose it is nobody has proved."""
    case = mandate.case
    same = bool(mandate.claim) and mandate.claim == known_as(case.party.details)
    return bool(user.is_applicant and same and case.applicant_id not in (None, user.pk))


def is_window_clerk(user, mandate) -> bool:
    return policies.is_window_clerk(user, mandate.case)


class Mandate(Machine):
    """One authority that was called into question or ended; of one that nobody questioned there is no row."""

    KIND = "mandate"
    OWNER = dict.fromkeys((NEW, *Standing.values), Zone.OUTER)

    case = models.OneToOneField(Case, models.PROTECT, related_name="mandate")
    word = models.CharField("说的是", max_length=10, choices=Word, blank=True)
    said_at = models.DateTimeField("提出异议", null=True)
    settled_at = models.DateTimeField("核对", null=True)
    words = SealedJSONField(default=dict)
    claim = ""

    def __str__(self):
        return f"{self.case_id} {self.state}"

    @property
    def standing(self) -> str:
        return Standing(self.state).label

    @property
    def is_doubted(self) -> bool:
        return self.state == Standing.DOUBTED

    @property
    def is_ended(self) -> bool:
        return self.state == Standing.ENDED

    def actor_for(self, by) -> dict:
        if by.is_applicant:
            return {"post": "unproven", "office": "", "staff": ""}
        return self.case.actor_for(by)

    @verb(
        label="提出委托异议",
        source=NEW,
        target=Standing.DOUBTED,
        who=is_known_as_applicant,
        needs=("word",),
        ground=GROUND,
    )
    def doubt_mandate(self, *, by, at, word, **_):
        """Somebody with the applicant's number says that he never gave the authority, or takes it back."""
        if word not in (Word.NEVER, Word.WITHDRAWN):
            raise Refused("请选不是我委托的，或者撤回委托")
        return Told(public=self._about(word=Word(word).value), private={})

    @verb(
        label="终止委托", source=[NEW, Standing.DOUBTED, Standing.CONFIRMED], target=Standing.ENDED, who=is_window_clerk,
        needs=("word", "note"), ground=GROUND,
    )  # fmt: skip
    def end_mandate(self, *, by, at, word, note, **_):
        """The window has seen who speaks: the authority is over."""
        return Told(public=self._about(word=Word(word).value), private=hand(by, note=note))

    @verb(
        label="委托有效", source=Standing.DOUBTED, target=Standing.CONFIRMED, who=is_window_clerk, needs=("note",),
        ground="民法典 第一百六十五条",
    )  # fmt: skip
    def confirm_mandate(self, *, by, at, note, **_):
        """The window has asked the applicant: the authority stands."""
        return Told(public=self._about(), private=hand(by, note=note))

    def _about(self, **more) -> dict:
        return {"case": str(self.case_id), **more}

    def project(self, event):
        self.word = event.body.get("word", self.word)
        if event.verb == "doubt_mandate":
            self.said_at = event.at
        else:
            self.settled_at = event.at
            said = event.private_body
            self.words = {"note": said["note"]} if "note" in said else {}
        listeners.tell(self.case, event)
        if event.verb == "end_mandate" and here() == Zone.OUTER:
            self.case.applicant = None
            Case.objects.filter(pk=self.case_id).update(applicant=None)


Mandate._meta.get_field("state").choices = Standing.choices


def of_case(case: Case) -> Mandate:
    """The one of a case, or a new one on which nothing has been said."""
    found = Mandate.objects.filter(case=case).first()
    if found is None:
        return Mandate(case=case, demo=case.demo)
    found.case = case
    return found


def doubt(case: Case, *, by, at, claim: str, word: str) -> None:
    """Say it, once; `claim` is what the account says its holder is known by."""
    mandate = of_case(case)
    if mandate.seq:
        raise Refused(SAID if mandate.is_doubted else f"{mandate.standing}；还有异议的，请带证件到窗口")
    mandate.claim = claim
    try:
        with transaction.atomic():
            mandate.doubt_mandate(by=by, at=at, word=word)
    except IntegrityError as error:
        raise Refused(SAID) from error
