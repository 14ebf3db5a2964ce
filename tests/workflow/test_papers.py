"""Papers as issued: numbers without gaps, one seal, words that stay, and what does not leave the inner net."""

import hashlib
import sqlite3
from collections import Counter
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, connections, transaction

from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from tests import factories
from workflow import messages
from workflow.papers import papers
from workflow.papers.kinds import TABLE
from workflow.papers.papers import NotThereYet, Paper, PaperCounter, print_pending
from workflow.papers.seal_keys import NoSeal
from workflow.states import State

OFFICES, DRAWS = 2, 12


@pytest.fixture
def shared_by_threads(tmp_path, monkeypatch, db):
    """Threads see the same database: SQLite's test database is in memory, so all get a copy of it in a file.

    The connection to the one in memory stays open and is put back: that database lives no longer than it.
    """
    if connection.vendor != "sqlite":
        yield
        return
    memory, path = connections["default"], tmp_path / "papers.sqlite3"
    memory.ensure_connection()
    with sqlite3.connect(path) as copy:
        memory.connection.backup(copy)
    copy.close()
    monkeypatch.setitem(connections.settings, "default", {**connections.settings["default"], "NAME": path})
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections["default"] = memory


def draw(offices, found, fail_every):
    try:
        for n in range(DRAWS):
            try:
                with transaction.atomic():
                    number = papers._next_number(offices[n % OFFICES], word="许准", year=2026)
                    if n % fail_every == 0:
                        raise ZeroDivisionError
                found.append((offices[n % OFFICES].pk, number))
            except ZeroDivisionError:
                continue
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_eight_threads_draw_every_number_once_and_an_act_undone_leaves_no_gap(shared_by_threads, request):
    offices = [factories.office(name) for name in ("甲局", "乙局")]
    found: list = []
    threads = [Thread(target=draw, args=(offices, found, 3 + n % 2)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    for office in offices:
        numbers = [number for code, number in found if code == office.pk]
        assert sorted(numbers) == sorted(f"鼓卫许准〔2026〕{n}号" for n in range(1, len(numbers) + 1))
        assert PaperCounter.objects.get(office=office).last == len(numbers) > 0
    assert len(found) == sum(sum(n % (3 + t % 2) > 0 for n in range(DRAWS)) for t in range(8))


@pytest.mark.django_db
def test_a_grant_brings_the_decision_and_the_licence_and_delivery_its_proof(zone):
    case, _ = factories.case_at(State.CONCLUDED, zone=zone)
    kinds = Counter(case.papers.values_list("kind", flat=True))
    assert kinds == Counter(
        ["submission_receipt", "acceptance_notice", "grant_decision", "licence", "delivery_receipt"]
    )
    licence, proof = case.papers.get(kind="licence"), case.papers.get(kind="delivery_receipt")
    assert licence.label == "护士执业证书" and "许证〔" in licence.number
    assert proof.fields["delivered"] == [
        f"{p.number}《{p.label}》" for p in case.papers.filter(kind__in=("grant_decision", "licence"))
    ]


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("forwarded", "送达方式：转交送达。"),
        (
            "notice",
            "送达方式：公告送达，自公告之日起经过三十日即视为送达（{day.year}年{day.month}月{day.day}日）。",
        ),
    ],
)
@pytest.mark.django_db
def test_a_receipt_names_the_way_and_by_public_notice_the_day_it_counts_as_served(zone, way, words):
    case, staff = factories.case_at(State.GRANTED, zone=zone)
    with zone("outer"):
        now = clock.now()
        factories.fresh(case).deliver(by=staff.window, at=now, way=way, receiver="张三", proof="某单位，签收")
        said = case.papers.get(kind="delivery_receipt").sheet().texts()
    assert words.format(day=civil_day(now) + timedelta(days=30)) in said


@pytest.mark.django_db
def test_where_the_decision_is_the_result_no_licence_follows(zone):
    edition = factories.edition()
    edition.result_name = "准予行政许可决定书"
    case, _ = factories.case_at(State.HANDLING, zone=zone)
    case.edition.result_name = edition.result_name
    from workflow.papers.paperwork_licence import licence

    assert licence(case, Event.objects.of(case.pk).last()) is None


@pytest.mark.django_db
def test_a_paper_is_sealed_once_and_its_bytes_are_kept(zone):
    case, _ = factories.case_at(State.SUBMITTED, zone=zone)
    with zone("outer"):
        paper = case.papers.get()
        with pytest.raises(NotThereYet, match="电子印章"):
            paper.pdf()
        print_pending()
        first = case.papers.get()
        pdf = first.pdf()
        assert hashlib.sha256(pdf).hexdigest() == first.sha256
        assert b"ETSI.CAdES.detached" in pdf
        assert first.draw() == first.draw() and pdf.startswith(first.draw())
        print_pending()
        assert case.papers.get().pdf() == pdf


@pytest.mark.django_db
def test_a_paper_whose_file_is_on_the_way_says_so(zone):
    case, _ = factories.case_at(State.SUBMITTED, zone=zone)
    Paper.objects.filter(case=case).update(sha256="a" * 64)
    with pytest.raises(NotThereYet, match="转送"):
        case.papers.get().pdf()


@pytest.mark.django_db
def test_an_office_without_a_seal_issues_nothing(zone, settings):
    settings.DEMO_SEALS = False
    with zone("outer"), pytest.raises(NoSeal, match="还没有电子印章"):
        factories.submitted()
    assert not Paper.objects.exists() and not Event.objects.filter(kind="case").exists()


@pytest.mark.django_db
def test_an_issued_paper_keeps_the_wording_it_was_made_with(zone):
    case, _ = factories.case_at(State.CORRECTION, zone=zone)
    paper = case.papers.get(kind="correction_notice")
    assert paper.version == 2
    assert "书面告知后终结本次申请" in "".join(paper.sheet().texts())
    paper.version = 1
    old = "".join(paper.sheet().texts())
    assert "退回申请" in old and "终结本次申请" not in old


@pytest.mark.django_db
def test_a_paper_that_stays_inside_is_in_no_message(zone, monkeypatch):
    case, _ = factories.case_at(State.GRANTED, zone=zone)
    event = Event.objects.of(case.pk).get(verb="grant")
    with zone("inner"):
        print_pending()
        kinds = {row["kind"] for row in messages.attach(event).data["papers"]}
        assert kinds == {"grant_decision", "licence"}
        case.papers.filter(kind="licence").update(kind="legal_opinion")
        told = messages.attach(event)
    assert {row["kind"] for row in told.data["papers"]} == {"grant_decision"} and len(told.blobs) == 1
    assert [kind for kind, facts in TABLE.items() if facts.inside] == ["legal_opinion"]


@pytest.mark.django_db
def test_a_paper_to_the_applicant_names_no_official(zone):
    case, staff = factories.case_at(State.CONCLUDED, zone=zone)
    words = "".join("".join(p.sheet().texts()) for p in case.papers.all())
    assert clock.now() and [u.name for u in vars(staff).values() if getattr(u, "name", "") in words] == [
        staff.office.name
    ]
