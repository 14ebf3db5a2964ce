"""Official papers (文书): what was issued in a case, numbered without gaps per office, word and year.

A paper row is written in the transaction of the event it belongs to. Its words and pages follow from its fields and the
version of its wording, always the same; the exchange worker prints them right after, puts the seal of the office on them
once, and keeps the signed bytes. The fields name the applicant, so they are encrypted and are no part of the event.
"""

from django.conf import settings
from django.db import models

from exchange import blobs
from ledger import statements
from ledger.clock import civil_day
from ledger.vault import SealedJSONField
from ledger.verbs import Refused
from ledger.zone import here
from powers.people.offices import Office
from workflow import serials
from workflow.papers import fonts
from workflow.papers.binding import refuse_uncalled
from workflow.papers.kinds import KINDS, stays_inside
from workflow.papers.number import check_code, kind_word, paper_number
from workflow.papers.render import print_sheet
from workflow.papers.seal_keys import seal_of
from workflow.papers.sheet import Sheet, make_sheet
from workflow.papers.text import latest_version

# Each net counts its own papers; a kind that both issue has a word of its own on the inner net.
BOTH_NETS = ("withdrawal_confirmation",)


class NotThereYet(Refused):
    """The paper is issued; its file is on the way."""


class Paper(models.Model):
    class Status(models.TextChoices):
        ISSUED = "issued", "真实，现在有效"
        SUPERSEDED = "superseded", "真实，但已经换了新的"
        REVOKED = "revoked", "真实，但已经撤销"

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="papers")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField("用语版本", default=1)
    number = models.CharField("文号", max_length=60)
    office = models.ForeignKey(Office, models.PROTECT, related_name="papers")
    issued_on = models.DateField("日期")
    fields = SealedJSONField()
    check_code = models.CharField("查验码", max_length=16, unique=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    amendment = models.ForeignKey("workflow.Amendment", models.PROTECT, null=True, related_name="papers")
    status = models.CharField(max_length=12, choices=Status, default=Status.ISSUED)

    class Meta:
        ordering = ["seq", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="paper_number_once_an_office")
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(sha256=""), name="paper_unprinted")]

    def __str__(self):
        return self.number

    @property
    def inside(self) -> bool:
        """Whether the paper stays on the inner net."""
        return stays_inside(self.kind)

    @property
    def label(self) -> str:
        return self.fields.get("title") or KINDS[self.kind].label

    def pdf(self) -> bytes:
        """The paper as it was printed and sealed, once."""
        if not self.sha256:
            raise NotThereYet("这份文书正在盖电子印章，请过一会儿再下载")
        try:
            return blobs.read(self.sha256)
        except blobs.Missing:
            raise NotThereYet("这份文书的文件正在转送，请过几分钟再下载") from None

    def sheet(self) -> Sheet:
        """The paper in words and marks, for a page or the printer; refuses one that lacks mandatory content."""
        return make_sheet(
            self.kind, self.fields, number=self.number, on=self.issued_on, office=self.office.name,
            qr_text=f"{settings.PUBLIC_URL}/verify/?code={self.check_code}", demo=self.case.demo, version=self.version,
        )  # fmt: skip

    def draw(self) -> bytes:
        """The pages, without a signature; the same paper gives the same bytes."""
        return print_sheet(self.sheet(), on=self.issued_on)

    def sealed(self) -> bytes:
        """The pages under the electronic seal of the office on this net; a signature holds its time, so only once."""
        from workflow.papers.signature import sign

        return sign(self.draw(), seal_of(self.office), office=self.office.name)


class PaperCounter(models.Model):
    """The last number of an office, a word (许准, 不许…) and a year."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    word = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "word", "year"], name="one_counter_per_word_and_year")
        ]

    def __str__(self):
        return f"{self.office_id} {self.word} {self.year}: {self.last}"


def issue(case, event, *, kind: str, fields: dict, amendment=None) -> Paper:
    """Write the paper that belongs to an event of this zone, under the next number; part of the event's transaction.

    An amended paper takes the place of the old one in the case. Refuses a paper that the act does not call for, that lacks
    mandatory content, that cannot be printed or has no seal to bear, and with it the act.
    """
    if amendment is None:
        refuse_uncalled(case, event, kind)
    seal_of(case.office)
    day = civil_day(event.at)
    word = kind_word(kind, power_class=fields["power_class"]) + _own_word(kind, fields)
    number = _next_number(case.office, word=word, year=day.year)
    code = check_code(number, str(case.pk), settings.SECRET_KEY.encode())
    paper = Paper(
        case=case, seq=amendment.paper.seq if amendment else event.seq, kind=kind, number=number, office=case.office,
        issued_on=day, fields=fields, check_code=code, version=latest_version(kind), amendment=amendment,
    )  # fmt: skip
    fonts.refuse_missing(paper.sheet().texts())
    statements.insert(paper)
    return paper


def _own_word(kind: str, fields: dict) -> str:
    """Both nets count by themselves, so what a kind has on the other net too gets a word of its own."""
    if fields.get("replaces"):
        return "更"
    return "内" if kind in BOTH_NETS and here() == "inner" else ""


def print_pending(*, limit: int = 50) -> int:
    """Print and seal what is still missing. Safe to be killed anywhere: what is not noted is printed anew."""
    pending = list(Paper.objects.filter(sha256="").select_related("case", "office")[:limit])
    for paper in pending:
        sha256 = blobs.put(paper.sealed(), media_type="application/pdf")
        Paper.objects.filter(pk=paper.pk, sha256="").update(sha256=sha256)
    return len(pending)


def _next_number(office: Office, *, word: str, year: int) -> str:
    serial = serials.draw(PaperCounter, office=office.pk, word=word, year=year)
    return paper_number(office.numbering or office.short_name, word=word, year=year, serial=serial)
