"""Case numbers: 区划 6 + 年月日 6 + 当日顺序 4; the ten-thousandth of a day is refused in words, and nothing is lost."""

from datetime import date

import pytest

from hall.accounts import applicants
from hall.apply import drafts
from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.codes import LAST_SERIAL, case_number, national_case_number
from powers.people.people import AccountKind
from tests import factories
from workflow.machine import Case
from workflow.materials.filings import DailyNumber

DAY = date(2026, 11, 26)


def test_the_last_number_of_a_day_is_given_and_the_next_is_refused_with_its_reason():
    assert case_number(area="320106", day=DAY, serial=LAST_SERIAL) == "3201062611269999"
    with pytest.raises(Refused, match=r"11 月 26 日.*9,999 件.*当日顺序号.*明天再提交"):
        case_number(area="320106", day=DAY, serial=LAST_SERIAL + 1)
    with pytest.raises(Refused, match="当日顺序号"):
        national_case_number(implementation="1" * 31, day=DAY, serial=LAST_SERIAL + 1)


@pytest.mark.django_db
def test_whoever_comes_after_the_last_number_keeps_everything_and_files_the_next_day(zone):
    edition, today = factories.edition(), civil_day(clock.now())
    DailyNumber.objects.create(area=edition.power.office.area_id, day=today, last=LAST_SERIAL)
    with zone("outer"), pytest.raises(Refused, match="您填的内容已经保存"):
        factories.submitted(edition_=edition)
    assert not Case.objects.exists() and DailyNumber.objects.get().last == LAST_SERIAL
    DailyNumber.objects.update(last=LAST_SERIAL - 1)
    with zone("outer"):
        assert factories.submitted(edition_=edition).number.endswith("9999")


@pytest.mark.django_db
def test_the_draft_of_the_one_who_was_refused_is_still_there(zone):
    edition, now = factories.edition(), clock.now()
    DailyNumber.objects.create(area=edition.power.office.area_id, day=civil_day(now), last=LAST_SERIAL)
    with zone("outer"):
        details = factories.party() | {"agent_id": ""}
        person = applicants.register(kind=AccountKind.PERSON, details=details, password="Correct-horse-7")
        draft = drafts.start(edition, by=person, at=now)
        drafts.Draft.objects.filter(pk=draft.pk).update(answers={"reason": "开办"})
        with pytest.raises(Refused, match="明天再提交"):
            drafts.file_application(drafts.Draft.objects.get(pk=draft.pk), at=now)
        kept = drafts.Draft.objects.get(pk=draft.pk)
    assert (kept.case_id, kept.answers) == (None, {"reason": "开办"})
