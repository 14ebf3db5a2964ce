"""When a stored file may be shown: not before the scan, not after a finding, and the outage in between loses nothing."""

import io
from datetime import timedelta

import pytest

from exchange import alarms, blobs, scans
from exchange.blobs import Scan, StoredBlob
from ledger import clock
from ledger.events import Event
from tests import factories
from tests.exchange import fake_clamd
from tests.exchange.fake_clamd import EICAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def daemon(settings):
    with fake_clamd.clamd() as server:
        settings.CLAMD = server.address
        yield server


def scan_of(name):
    return StoredBlob.objects.get(pk=name).scan


def test_nothing_is_shown_before_the_scan_and_everything_clean_after_it(daemon):
    name = blobs.put(b"a scan of a certificate")
    with pytest.raises(scans.Withheld, match="还没有查毒"):
        scans.refuse_unsafe(name)
    assert scans.sweep(at=clock.now()) >= 1
    scans.refuse_unsafe(name)
    assert scan_of(name) == Scan.CLEAN


def test_while_the_scanner_is_away_files_wait_and_the_alarm_rings_until_it_is_back(settings):
    settings.CLAMD = fake_clamd.NOBODY
    assert scans.of_upload(io.BytesIO(b"words"), at=clock.now()) == (Scan.WAITING, "")
    name = blobs.put(b"words")
    assert scans.sweep(at=clock.now()) == 0 and scan_of(name) == Scan.WAITING
    assert alarms.is_open("scanner")
    with fake_clamd.clamd() as server:
        settings.CLAMD = server.address
        scans.sweep(at=clock.now())
    assert scan_of(name) == Scan.CLEAN and not alarms.is_open("scanner")


def test_a_virus_in_an_upload_is_found_before_it_is_kept(daemon):
    assert scans.of_upload(io.BytesIO(EICAR), at=clock.now()) == (Scan.INFECTED, fake_clamd.FOUND)


def test_what_is_found_later_is_withdrawn_once_with_an_event_for_each_case(daemon, zone):
    daemon.knows_eicar = False
    with zone("outer"):
        case = factories.submitted()
        name = case.materials.first().sha256
        scans.sweep(at=clock.now())
        assert scan_of(name) == Scan.CLEAN
        later = clock.now()
        StoredBlob.objects.filter(pk=name).update(scanned_at=later - timedelta(days=2))
        daemon.says = f"{fake_clamd.FOUND} FOUND"
        scans.sweep(at=later)
        StoredBlob.objects.filter(pk=name).update(scanned_at=later - timedelta(days=2))
        scans.sweep(at=later)
    events = Event.objects.filter(kind="withdrawal")
    assert [e.body["material"] for e in events] == [m.code for m in case.materials.filter(sha256=name)]
    assert events[0].body["finding"] == fake_clamd.FOUND and events[0].body["case"] == str(case.pk)
    with pytest.raises(scans.Withheld, match="查出病毒"):
        case.materials.first().read()
    assert alarms.is_open("infected")


def test_a_file_that_was_clean_a_minute_ago_is_not_asked_about_again(daemon):
    blobs.put(b"words")
    scans.sweep(at=clock.now())
    asked = daemon.asked
    scans.sweep(at=clock.now())
    assert daemon.asked == asked


def test_one_file_the_scanner_cannot_judge_does_not_stop_the_others(settings):
    with fake_clamd.clamd(most=1000) as server:
        settings.CLAMD = server.address
        large, small = blobs.put(b"x" * 300_000), blobs.put(b"small")
        scans.sweep(at=clock.now())
    assert (scan_of(large), scan_of(small)) == (Scan.WAITING, Scan.CLEAN)


def test_without_a_scanner_files_are_shown_but_for_those_found_bad(settings):
    settings.CLAMD = ""
    name, bad = blobs.put(b"words"), blobs.put(b"bad words")
    StoredBlob.objects.filter(pk=bad).update(scan=Scan.INFECTED)
    scans.refuse_unsafe(name)
    with pytest.raises(scans.Withheld):
        scans.refuse_unsafe(bad)
    assert scans.sweep(at=clock.now()) == 0


def test_a_file_that_arrives_from_the_other_net_waits_for_the_scanner_of_this_one(daemon):
    data = b"from the other net"
    name = blobs.sha256(data).hexdigest()
    blobs.expect([{"h": name, "n": len(data), "ct": "text/plain"}], at=clock.now())
    assert blobs.keep_announced(StoredBlob.objects.get(pk=name), data)
    with pytest.raises(scans.Withheld):
        scans.refuse_unsafe(name)
