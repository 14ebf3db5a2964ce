"""Cases found by their applicant: which spellings are one name, who finds what, and what a search leaves."""

import csv
from datetime import timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils.timezone import localtime

from exchange.outbox import Unsealed
from ledger import clock
from ledger.events import Event
from ledger.throttle import TooManyRequests
from ledger.verbs import Refused
from ledger.verify import verify
from tests import factories
from tests.factories import BACKEND
from workflow.desk import party_search
from workflow.desk.party_search import By, PartySearch
from workflow.parties import Party, name_key, number_key
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def concluded(zone):
    return factories.case_at(State.CONCLUDED, zone=zone)


@pytest.fixture
def handling(zone):
    return factories.case_at(State.HANDLING, zone=zone)


def found(user, words) -> tuple[set, set]:
    seen = party_search.search(user, words, at=clock.now())
    return {run.case.number for run in seen.runs}, {case.number for case in seen.cases}


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张三", " 张 三 "),
        ("张三", "张\u3000三"),
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉．买买提"),
        ("南京花园餐饮（江宁）有限公司", "南京花园餐饮(江宁)有限公司"),
        ("ACME 公司", "ａｃｍｅ公司"),
    ],
)
def test_what_is_only_spelled_otherwise_is_the_same_name(one, other):
    assert name_key(one) == name_key(other)


def test_another_name_or_a_part_of_it_has_another_key():
    assert len({name_key(n) for n in ("张三", "张三丰", "张", "李四", "")}) == 5
    assert number_key("32010219900101001x") == number_key("3201 0219 9001 0100 1X")
    assert name_key("张三") != number_key("张三")


def test_the_database_holds_no_name_and_no_plain_digest(concluded):
    from hashlib import sha256

    party = Party.objects.get(case=concluded[0])
    assert party.name_key == name_key("张三") != sha256("张三".encode()).hexdigest()
    assert len(party.name_key) == len(party.number_key) == 64


def test_the_head_finds_by_name_and_by_number_and_not_by_a_part(concluded):
    case, staff = concluded
    number = case.party.details["id_number"]
    for words in ("张三", " 张 三", number, f"{number[:6]} {number[6:]}"):
        assert found(staff.head, words) == (set(), {case.number})
    for words in ("张", "李四", number[:-1]):
        assert found(staff.head, words) == (set(), set())


def test_open_steps_are_found_by_who_holds_their_post_and_by_who_reviews_or_decides(handling):
    case, staff = handling
    assert found(staff.handler, "张三") == ({case.number}, set())
    assert found(staff.surveyor, "张三") == (set(), set())
    assert found(staff.head, "张三") == ({case.number}, set())


def test_other_offices_find_nothing_and_handlers_no_ended_cases(concluded):
    _, staff = concluded
    stranger = factories.official("head", at=factories.office("别的机关"))
    assert found(stranger, "张三") == found(staff.handler, "张三") == (set(), set())


def test_a_search_is_recorded_without_the_name_and_repeated_is_one(concluded):
    _, staff = concluded
    cache.clear()
    for _ in range(2):
        party_search.search(staff.head, "张三", at=clock.now())
    row = PartySearch.objects.get()
    assert (row.reader, row.by, row.found) == (staff.head, By.NAME, 1)
    event = Event.objects.of(row.pk).get()
    assert event.body == row.body and event.private_body["staff_no"] == staff.head.staff_no
    assert "张三" not in event.sealed and "张三" not in str(event.private_body)
    assert not Unsealed.objects.filter(event=event).exists()
    party_search.search(staff.head, "李四", at=clock.now())
    assert PartySearch.objects.count() == 2
    assert verify().fault is None


def test_a_search_that_finds_nothing_is_recorded_too_and_the_row_does_not_change(handling):
    party_search.search(handling[1].handler, "查无此人", at=clock.now())
    assert PartySearch.objects.get().found == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        PartySearch.objects.update(found=3)


def test_the_list_for_a_breach_names_searches_and_whether_the_ledger_bears_them_out(handling):
    _, staff = handling
    party_search.search(staff.handler, "张三", at=clock.now())
    span = [
        localtime(clock.now() + timedelta(minutes=m)).replace(tzinfo=None).isoformat(timespec="minutes")
        for m in (-5, 5)
    ]
    out = StringIO()
    call_command("readings", staff.handler.staff_no, *span, stdout=out)
    row = list(csv.reader(StringIO(out.getvalue())))[1]
    assert row[1:] == ["查找申请人", "按姓名或者名称", "", "找到 1 件", "", "对得上"]


def test_the_sixty_first_search_within_an_hour_is_refused(handling, monkeypatch):
    cache.clear()
    monkeypatch.setattr(party_search, "HOURLY", 2)
    for words in ("甲", "乙"):
        party_search.search(handling[1].handler, words, at=clock.now())
    with pytest.raises(TooManyRequests):
        party_search.search(handling[1].handler, "丙", at=clock.now())


def test_nothing_is_not_searched_for(handling):
    for words in ("", " ", "()"):
        with pytest.raises(Refused):
            party_search.search(handling[1].handler, words, at=clock.now())


def test_rows_from_before_get_their_keys(concluded):
    from django.db.models import Value

    Party.objects.update(name_key=Value(""), number_key=Value(""))
    assert found(concluded[1].head, "张三") == (set(), set())
    import_module("workflow.migrations.0028_party_keys").give_keys(apps, None)
    assert found(concluded[1].head, "张三") == (set(), {concluded[0].number})


def test_rows_written_under_an_earlier_key_are_still_found(concluded, settings):
    case, staff = concluded
    number = case.party.details["id_number"]
    settings.VAULT_KEYS = {"2": bytes(32), **settings.VAULT_KEYS}
    assert name_key("张三") != Party.objects.get(case=case).name_key
    for words in ("张三", number):
        assert found(staff.head, words) == (set(), {case.number})


def test_both_lists_start_from_the_index_of_the_key(concluded):
    """Of a handful of rows PostgreSQL takes any way; of it only the subquery is asked, with its scans switched off."""
    _, staff = concluded
    keys = [name_key("张三"), name_key("李四")]
    for by, index in ((By.NAME, "party_by_name"), (By.NUMBER, "party_by_number")):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
            asked = [party_search._of_party(by, keys)]
        else:
            asked = [
                rows(staff.head, by, keys) for rows in (party_search.open_runs, party_search.ended_cases)
            ]
        for rows in asked:
            plan = rows.explain()
            assert index in plan, plan


def test_the_page_takes_the_name_in_the_body_shows_both_lists_and_is_for_the_desk(client, concluded, zone):
    case, staff = concluded
    with zone("outer"):
        other = factories.submitted(edition_=case.edition)
        factories.fresh(other).accept(by=staff.window, at=clock.now())
    address = reverse("desk_applicant")
    with zone("inner"):
        page = signed_in(client, staff.head).get(address)
        assert page.status_code == 200 and not PartySearch.objects.exists()
        answer = client.post(address, {"applicant": "张三"})
        text = answer.content.decode()
        assert [run.case.number for run, _ in answer.context["open"]] == [other.number]
        assert [each.number for each, _ in answer.context["ended"]] == [case.number]
        assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
        assert 'value="张三"' in text
        refused = client.post(address, {"applicant": " "})
        assert refused.status_code == 422 and "请写申请人的全名" in refused.content.decode()
        assert (
            "本机关办结的"
            not in signed_in(client, staff.handler).post(address, {"applicant": "张三"}).content.decode()
        )
        inspector = factories.official("government_inspector", at=case.office)
        assert signed_in(client, inspector).post(address, {"applicant": "张三"}).status_code == 403
