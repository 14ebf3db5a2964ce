"""What the crawl walks through: one of everything a page can show, made by the demonstration's people and by verbs."""

import io
import re
import uuid
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from exchange import blobs
from hall import demo_applicants
from hall.accounts import applicants
from hall.apply import agency, agency_licences, draft_files, drafts
from ledger import clock
from ledger.clock import civil_day
from powers.campaigns import campaigning
from powers.people import seed
from powers.people.offices import Office
from powers.people.people import User, login_key
from powers.revisions.adjustments import Kind
from powers.revisions.revisions import Revision
from supervision import sweep
from supervision.cards import Card
from tests import factories
from tests.conftest import in_zone
from workflow.applying import Way
from workflow.calendar import drafts as calendar_drafts
from workflow.calendar.holiday_rows import HolidayRow, entry_of
from workflow.entries import Entry
from workflow.materials import filings, owing
from workflow.papers.papers import print_pending
from workflow.states import State
from workflow.talk import talking
from workflow.turns import mandates

OWNER = "13800000317"
NOBODYS = uuid.UUID(int=1)
FORM = {
    "v": 1,
    "sections": [
        {"code": "place", "title": "场所", "questions": [{"code": "name", "label": "名称", "kind": "text", "required": True}]}
    ],
}  # fmt: skip


class World:
    def __init__(self):
        _settle()
        self.office = Office.objects.get(name="南京市卫生健康委员会")
        self.citizen = User.objects.get(login=login_key(OWNER))
        materials = [*factories.MATERIALS, factories.PROMISABLE]
        self.edition = factories.edition(
            at=self.office, form=FORM, name="公共场所卫生许可", materials=materials
        )
        self.staff = factories.Staff(self.office)
        self.case = self.another_case(State.CONCLUDED)
        with in_zone("outer"):
            print_pending()
            paper = self.case.papers.first().pdf()
        with in_zone("inner"):
            for data in (factories.PDF, paper):
                blobs.put(data, media_type="application/pdf")
        self.message = self._message()
        self.others = {state: self.another_case(state) for state in State if state != State.PAUSED}
        self.entered, self.corrected = self._entered("entered"), self._entered("corrected")
        with in_zone("outer"):
            factories.STEPS["ask"](factories.fresh(self.corrected), self.staff, clock.now())
        self.owing = self._owing()
        self.late_case()
        self.card = Card.objects.first()
        self.draft, self.file = self._draft()
        self.questioned = self._questioned()
        self.behalf, self.altering = self._behalf(), self._altering()
        self.revision = self._revision()
        self.campaign = self._campaign()
        self.calendar = self._calendar()

    def another_case(self, state, **facts):
        walk = {"zone": in_zone, "applicant": self.citizen, "edition_": self.edition, "staff": self.staff}
        return factories.case_at(state, **walk, **facts)[0]

    def late_case(self):
        """Accepted two months ago and left lying, so that it has cards."""
        self.another_case(State.HANDLING, demo=True, at=clock.now() - timedelta(days=60))
        sweep.sweep(at=clock.now())

    def grow(self):
        """Three more of whatever lists show."""
        for _ in range(3):
            for state in (State.SUBMITTED, State.CORRECTION, State.HANDLING, State.GRANTED, State.CONCLUDED):
                self.another_case(state)
            self.late_case()

    def _entered(self, token):
        """An application that the window entered for somebody."""
        entry = Entry(kind="person", way=Way.LETTER, account=None, paper={"m1": 1})
        told = {
            "party": factories.party(),
            "answers": {},
            "materials": [],
            "token": token,
            "entry": entry,
        }
        with in_zone("outer"):
            return filings.submit(self.edition, by=self.staff.window, at=clock.now(), **told)

    def _owing(self):
        """A case that was accepted without a material that may come later."""
        item = factories.edition(at=self.office, materials=[factories.LATER], name="护士执业注册")
        told = {"party": factories.party(), "answers": {}, "materials": [], "token": "owing"}
        with in_zone("outer"):
            owed = {"m3": owing.last_day(item, factories.LATER, on=civil_day(clock.now()))}
            case = filings.submit(item, by=self.citizen, at=clock.now(), owed=owed, **told)
            factories.fresh(case).accept(by=self.staff.window, at=clock.now())
        return case

    def _draft(self):
        box = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(box, "PNG")
        with in_zone("outer"):
            draft = drafts.start(self.edition, by=self.citizen, at=clock.now())
            upload = SimpleUploadedFile("身份证明.png", box.getvalue())
            return draft, draft_files.add(draft, code="m2", upload=upload, at=clock.now())

    def _behalf(self):
        """A draft that is filled in for somebody else."""
        told = {"name": "李建国", "id_number": factories.id_number(serial=77), "phone": "13800000999"}
        with in_zone("outer"):
            return agency.begin(self.edition, by=self.citizen, at=clock.now(), details=told)

    def _altering(self):
        """A draft that asks to change the licence of somebody else."""
        told = {**factories.party(), "id_kind": "", "agent_id": ""}
        asks = {"kind": "person", "details": told, "alterations": {"address": "中山北路 9 号"}}
        with in_zone("outer"):
            return agency_licences.begin(self.case.licence.number, by=self.citizen, at=clock.now(), **asks)

    def _questioned(self):
        """What somebody filed as the citizen's agent; the citizen says that he did not ask him to."""
        other = User.objects.get(login=login_key("13800000425"))
        with in_zone("outer"):
            draft = agency.begin(
                self.edition, by=other, at=clock.now(), details=applicants.party(self.citizen)
            )
            draft.answers = {"name": "某某"}
            case = drafts.file_application(draft, at=clock.now())
            claim = applicants.identity(self.citizen)
            mandates.doubt(case, by=self.citizen, at=clock.now(), claim=claim, word="never")
        return case

    def _message(self):
        box = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(box, "PNG")
        upload = SimpleUploadedFile("图纸.png", box.getvalue())
        with in_zone("inner"):
            blobs.put(box.getvalue(), media_type="image/png")
        with in_zone("outer"):
            return talking.ask(self.case, by=self.citizen, at=clock.now(), text="这样画对吗？", upload=upload)

    def _revision(self):
        power = self.edition.power
        revision = Revision(
            power=power, office=power.office, power_class=power.power_class, level=power.level, base=power.current,
            kind=Kind.CHANGE, content=power.current.content(),
        )  # fmt: skip
        revision.open(by=User.objects.get(login="catalogue"), at=clock.now())
        return revision

    def _campaign(self):
        facts = {"by": User.objects.get(login="staffing"), "now": clock.now}
        return campaigning.begin(self.office.area, name="清理规范", offices=[self.office], **facts)

    def _calendar(self):
        """A year that waits for a second person."""
        days = entry_of([HolidayRow("国庆节", date(2027, 10, 1), date(2027, 10, 7))])
        facts = {
            "place": "",
            "title": "国办发明电〔2026〕9 号",
            "source": "official",
            "year": 2027,
            "days": days,
        }
        return calendar_drafts.enter(**facts, by=User.objects.get(login="system"), at=clock.now())

    def path(self, address: str) -> str:
        """An address with what it asks for: something that is there, wherever the world has it."""
        found = self._arguments(address)
        address = address.replace("(home)", "")
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(found[part[1]]), address)

    def _arguments(self, address: str) -> dict:
        found = {
            "kind": "enterprise",
            "code": "plain",
            "step": "examine",
            "pk": NOBODYS,
            "number": 1,
            "form": "csv",
        }
        for beginning, facts in self._things().items():
            if address.startswith(beginning):
                found |= facts
        return found

    def _things(self) -> dict[str, dict]:
        case, paper = self.case, self.case.papers.first()
        of_case = {"number": case.number}
        return {
            "guide/": {"pk": self.edition.power_id},
            "apply/": {"pk": self.edition.power_id},
            "powers/": {"pk": self.edition.power_id, "version": 1},
            "open/v1/catalogue.": {"kind": "csv"},
            "open/v1/powers": {"id": self.edition.power_id},
            "open/v1/editions": {"id": self.edition.pk},
            "sitemap-": {"section": "class-01"},
            "powers/items/": {"pk": self.edition.power_id},
            "powers/revisions/": {"pk": self.revision.pk},
            "powers/campaigns/": {"pk": self.campaign.pk, "verb": "gather", "act": "keep_rest"},
            "powers/campaigns/offices/": {"pk": self.campaign.returns.get().pk},
            "powers/campaigns/items/": {"pk": self.campaign.returns.get().items.first().pk},
            "powers/revisions/<uuid:pk>/form/": {"code": "place"},
            "powers/revisions/<uuid:pk>/flow/try/": {"passage": "-apply", "paper": "submission_receipt"},
            "drafts/": {"pk": self.draft.pk, "number": self.file.pk, "code": "place"},
            "drafts/<uuid:pk>/undertakings/": {"code": "m3"},
            "drafts/<uuid:pk>/behalf/": {"pk": self.behalf.pk},
            "drafts/<uuid:pk>/alterations/": {"pk": self.altering.pk},
            "licences/behalf/": {"act": "change"},
            "cases/": of_case,
            "window/": of_case,
            "window/register/": {"pk": self.edition.power_id},
            "window/register/filed/": {"number": self.entered.number},
            "window/register/filed/<str:number>/supplement/": {"number": self.corrected.number},
            "window/register/filed/<str:number>/owed/": {"number": self.owing.number},
            "cases/<str:number>/behalf/": {"number": self.questioned.number},
            "window/register/mandates/<str:number>/": {"number": self.questioned.number},
            "cases/<str:number>/owed/": {"number": self.owing.number},
            "desk/cases/": of_case,
            "licences/": {"pk": case.licence.pk},
            "desk/undertakings/": {"pk": case.undertakings.get().pk},
            "desk/licences/": {"pk": case.licence.pk, "code": "revoke"},
            **{f"{room}/<str:number>/materials/": {"pk": case.materials.first().pk} for room in ROOMS},
            **{f"{room}/<str:number>/papers/": {"pk": paper.pk} for room in ROOMS},
            "cases/<str:number>/messages/<uuid:pk>/": {"pk": self.message.pk},
            **{f"{room}/<str:number>/talk/<uuid:pk>/": {"pk": self.message.pk} for room in ROOMS[1:]},
            "cases/<str:number>/supplement/": {"number": self.others[State.CORRECTION].number},
            "cases/<str:number>/withdraw/": {"number": self.others[State.SUBMITTED].number},
            "desk/cases/<str:number>/turns/": {
                "number": self.others[State.HANDLING].number,
                "code": "consult",
            },
            "window/<str:number>/answer/": {"number": self.others[State.SUBMITTED].number},
            "board/cards/": {"number": self.card.number},
            "powers/imports/": {"pk": 1},
            "calendar/": {"pk": self.calendar.pk},
        }


ROOMS = ("cases", "window", "desk/cases")


def _settle() -> None:
    """The demonstration's people, in one database as the tests have it."""
    for zone in ("outer", "inner"):
        with in_zone(zone):
            seed.seed()
    with in_zone("outer"):
        demo_applicants.seed()
