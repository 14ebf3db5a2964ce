"""The file of a case that is over: whole, the same each time, checkable by anybody, given out for a purpose that is kept."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from django.urls import reverse

from exchange import blobs
from ledger import clock
from ledger.events import Event
from ledger.verify import verify
from tests import factories
from tests.factories import BACKEND
from workflow.desk import case_file
from workflow.materials import filings, readings
from workflow.materials.readings import Reading
from workflow.papers.papers import print_pending
from workflow.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(zone):
    """A concluded case as the inner net has it, its papers printed."""
    case, staff = factories.case_at(State.CONCLUDED, zone=zone)
    with zone("inner"):
        blobs.put(factories.PDF, media_type="application/pdf")
        print_pending()
        yield factories.fresh(case), staff


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def written(case) -> bytes:
    box = io.BytesIO()
    case_file.write(case, box)
    return box.getvalue()


def test_it_holds_every_event_paper_and_material_and_its_list_fits(over):
    case, _ = over
    files = opened(written(case))
    listed = dict(
        line.split("\t")[::2]
        for line in files["卷内目录.txt"].decode("utf-8-sig").splitlines()
        if "\t" in line
    )
    listed.pop("文件")
    assert set(listed) == set(files) - {"卷内目录.txt"}
    assert all(sha256(files[name]).hexdigest() == told for name, told in listed.items())
    assert sum(name.startswith("文书/") for name in files) == case.papers.count() > 2
    assert sum(name.startswith("材料/") for name in files) == case.materials.count() > 0
    assert files[next(name for name in files if name.startswith("材料/"))] == factories.PDF
    assert case.party.name in files["全程记录.txt"].decode("utf-8-sig")


def test_its_events_can_be_checked_by_the_rule_it_tells(over):
    case, _ = over
    lines = [json.loads(line) for line in opened(written(case))["events.jsonl"].decode().splitlines()]
    before = ""
    for line in lines:
        assert line["digest"] == sha256(b"\0" + line["sealed"].encode()).hexdigest()
        sealed = json.loads(line["sealed"])
        assert sealed["prev"] == before
        if line["private"] is not None:
            assert sealed["private"] == sha256(b"\0" + line["private"].encode()).hexdigest()
        before = line["digest"]
    assert len(lines) == Event.objects.of(case.pk).count()


def test_a_rating_is_not_told_and_the_chain_holds_past_it(over, zone):
    case, staff = over
    with zone("outer"):
        filings.rate(
            factories.fresh(case),
            by=case.applicant,
            at=clock.now(),
            score=1,
            tags=("1-8",),
            comment="态度恶劣",
        )
        factories.fresh(case).answer_rating(by=staff.window, at=clock.now(), answer="已经批评")
    files = opened(written(factories.fresh(case)))
    lines = [json.loads(line) for line in files["events.jsonl"].decode().splitlines()]
    assert [line["withheld"] for line in lines if "withheld" in line] == ["对服务的评价"] * 2
    assert len(lines) == Event.objects.of(case.pk).count()
    after, before = lines[1:], lines
    assert all(
        json.loads(late["sealed"])["prev"] == early["digest"]
        for early, late in zip(before, after, strict=False)
        if "sealed" in late
    )
    text = b"".join(files.values()).decode("utf-8", "ignore")
    assert (
        "评价了" not in text and "态度恶劣" not in text and "已经批评" not in text and '"score"' not in text
    )


def test_the_same_case_gives_the_same_bytes(over):
    assert written(over[0]) == written(over[0])


def test_what_is_not_here_stands_in_the_list_with_the_reason(over):
    case, _ = over
    case.papers.filter(pk=case.papers.first().pk).update(sha256="f" * 64)
    case.materials.all().update(sha256="e" * 64)
    files = opened(written(factories.fresh(case)))
    told = files["卷内目录.txt"].decode("utf-8-sig")
    assert told.count("请过几分钟再下载") >= 1 + case.materials.count()
    assert not any(name.startswith("材料/") for name in files)


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\a.pdf", "a\x00b.pdf", "...", "表：一？.pdf"])
def test_no_name_in_it_is_a_path(name):
    plain = case_file._plain(name)
    assert plain and not set(plain) & set('\\/:*?"<>|\x00') and not plain.startswith(".")


def test_the_head_takes_it_and_the_purpose_is_kept(over, client):
    case, staff = over
    client.force_login(staff.head, backend=BACKEND)
    assert "下载案卷" in client.get(reverse("desk_case", args=[case.number])).content.decode()
    answer = client.post(reverse("desk_file", args=[case.number]), {"purpose": "court"})
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    assert "events.jsonl" in opened(b"".join(answer.streaming_content))
    reading = Reading.objects.get(way="original")
    seen = list(readings.seen_by(staff.head, since=reading.at, until=clock.now()))
    assert seen[-1].proven and "行政诉讼" in seen[-1].purpose and verify().sound


def test_without_a_purpose_nothing_leaves(over, client):
    case, staff = over
    client.force_login(staff.head, backend=BACKEND)
    for said in ({}, {"purpose": "curiosity"}):
        answer = client.post(reverse("desk_file", args=[case.number]), said, follow=True)
        assert "用在哪里" in answer.content.decode() and not Reading.objects.filter(way="original").exists()


def test_a_handler_does_not_take_it(over, client):
    case, staff = over
    client.force_login(staff.handler, backend=BACKEND)
    assert "下载案卷" not in client.get(reverse("desk_case", args=[case.number])).content.decode()
    assert client.post(reverse("desk_file", args=[case.number]), {"purpose": "court"}).status_code == 403


def test_a_case_that_goes_on_has_no_file(zone, client):
    case, staff = factories.case_at(State.HANDLING, zone=zone)
    with zone("inner"):
        client.force_login(staff.head, backend=BACKEND)
        answer = client.post(reverse("desk_file", args=[case.number]), {"purpose": "court"}, follow=True)
        assert "还没有办结" in answer.content.decode()
