"""The open interface: every answer is of the shape that is published, in pages, not sent twice, counted, and read-only."""

import csv
import io
import json
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.test import Client
from jsonschema import Draft202012Validator

from ledger import canon
from powers.catalogue import Edition
from powers.search import search
from tests import factories

from .test_power_pages import lapsed, next_edition, now, struck

V1 = "/open/v1"


@pytest.fixture
def item():
    made = factories.edition(name="护士执业注册")
    search.index(made)
    return made


@pytest.fixture
def others(item):
    """One that was struck, one that lost its basis."""
    gone, baseless = (factories.edition(name=name, at=item.power.office) for name in ("已取消的", "没依据的"))
    struck(gone)
    lapsed(baseless, now().date())
    return gone, baseless


def schema_of(client, path: str, status: int = 200) -> Draft202012Validator:
    described = client.get(f"{V1}/openapi.json").json()
    answer = described["paths"][path]["get"]["responses"][str(status)]["content"]["application/json"][
        "schema"
    ]
    return Draft202012Validator({**answer, "components": described["components"]})


def every_question(item) -> list[tuple[str, str]]:
    return [
        ("/powers", "/powers"), ("/powers", "/powers?standing=ended"), ("/powers", "/powers?standing=lapsed"),
        ("/powers", "/powers?limit=1"), ("/powers", f"/powers?on={now().date()}&level=4&power_class=01&q=护士"),
        ("/powers/{id}", f"/powers/{item.power_id}"), ("/powers/{id}/editions", f"/powers/{item.power_id}/editions"),
        ("/editions/{id}", f"/editions/{item.pk}"), ("/changes", "/changes"), ("/changes", "/changes?limit=1"),
        ("/classes", "/classes"), ("/offices", "/offices"), ("/offices", "/offices?limit=1"),
    ]  # fmt: skip


def test_every_answer_has_the_shape_that_is_published(client, item, others):
    next_edition(item, details={"complaint_phone": "12345"})
    for path, asked in every_question(item):
        answer = client.get(V1 + asked)
        assert answer.status_code == 200, (asked, answer.content)
        schema_of(client, f"{V1}{path}").validate(answer.json())


def test_every_question_that_is_described_is_asked_above(client, item):
    described = client.get(f"{V1}/openapi.json").json()["paths"]
    assert set(described) == {f"{V1}{path}" for path, _ in every_question(item)}
    assert {method for each in described.values() for method in each} == {"get"}


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("/powers", "/powers?limit=0", 422),
        ("/powers", "/powers?limit=x", 422),
        ("/powers", "/powers?on=昨天", 422),
        ("/powers", "/powers?standing=all", 422),
        ("/powers/{id}", "/powers/00000000-0000-0000-0000-000000000000", 404),
        ("/editions/{id}", "/editions/00000000-0000-0000-0000-000000000000", 404),
        ("/changes", "/changes?after=-1", 422),
    ],
)
def test_what_is_asked_wrongly_is_answered_in_json_and_in_chinese(client, path, asked, status):
    answer = client.get(V1 + asked)
    assert answer.status_code == status == answer.json()["status"]
    schema_of(client, f"{V1}{path}", status).validate(answer.json())
    assert any("一" <= char <= "鿿" for char in answer.json()["message"])


def test_the_pages_of_the_powers_lead_from_one_to_the_next(client, settings, item, others):
    seen, address = [], f"{V1}/powers?limit=1&standing="
    while address:
        page = client.get(address.removeprefix(settings.PUBLIC_URL)).json()
        seen += [power["name"] for power in page["items"]]
        address = page["next"]
    assert sorted(seen) == sorted([item.name, "没依据的"])


def test_what_is_over_is_told_with_its_force(client, item, others):
    asked = ("?standing=ended", "?standing=lapsed", "?q=护士")
    answers = {each: client.get(f"{V1}/powers{each}").json()["items"] for each in asked}
    forces = {each: {p["name"]: (p["force"], p["applicable"]) for p in answers[each]} for each in asked}
    assert forces == {
        "?standing=ended": {"已取消的": ("cancelled", False)},
        "?standing=lapsed": {"没依据的": ("lapsed", False)},
        "?q=护士": {"护士执业注册": ("current", True)},
    }


def test_an_edition_comes_with_the_content_whose_fingerprint_was_sealed(client, item):
    content = Edition.objects.get(pk=item.pk).content()
    made = next_edition(item, promised_days=5)
    answer = client.get(f"{V1}/editions/{made.pk}").json()
    spelled = json.dumps(answer["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(spelled.encode()).hexdigest() == canon.digest(content | {"promised_days": 5})
    assert [change["verb"] for change in answer["changes"]] == ["publish"]


def test_nothing_is_sent_twice_until_the_catalogue_changes(client, item):
    first = client.get(f"{V1}/powers")
    tag = {"If-None-Match": first["ETag"]}
    again = client.get(f"{V1}/powers", headers=tag)
    assert again.status_code == 304 and not again.content and again["Access-Control-Allow-Origin"] == "*"
    assert (
        client.get(f"{V1}/powers", headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    )
    assert client.get(f"{V1}/powers?limit=2", headers=tag).status_code == 200
    next_edition(item)
    assert client.get(f"{V1}/powers", headers=tag).status_code == 200


def test_everybody_may_read_and_nobody_write(client, item):
    assert client.get(f"{V1}/powers")["Access-Control-Allow-Origin"] == "*"
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(f"{V1}/powers").status_code == 405


def test_who_asks_too_often_is_told_when_to_come_back(client, monkeypatch, item):
    monkeypatch.setattr("hall.open_data.answers.QUESTIONS", 2)
    cache.clear()
    answers = [client.get(f"{V1}/classes") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60" and "操作太快了" in answers[2].json()["message"]


@pytest.mark.parametrize("asked", ["/powers", "/changes", "/classes", "/offices"])
def test_a_list_is_also_a_table(client, item, others, asked):
    answer = client.get(f"{V1}{asked}?format=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    facts = client.get(V1 + asked).json()["items"]
    assert len(rows) == len(facts) and set(rows[0]) >= {
        name for name, v in facts[0].items() if not isinstance(v, dict)
    }


def test_a_table_runs_no_formula_and_names_the_next_page(client, item):
    factories.edition(name='=HYPERLINK("http://x")', at=item.power.office)
    answer = client.get(f"{V1}/powers?format=csv&limit=1")
    assert 'rel="next"' in answer["Link"]
    whole = client.get(f"{V1}/powers?format=csv").content.decode("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(io.StringIO(whole))][1] == '\'=HYPERLINK("http://x")'


def test_a_question_takes_the_same_reads_however_much_there_is(client, item, django_assert_max_num_queries):
    for n in range(5):
        factories.edition(name=f"事项{n}", at=factories.office(f"机关{n}"))
    for path, asked in every_question(item):
        with django_assert_max_num_queries(9):
            assert client.get(V1 + asked).status_code == 200, path


def read(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_whole_catalogue_is_a_file_with_every_power_there_is_or_was(client, item, others):
    lines = [json.loads(line) for line in read(client.get(f"{V1}/catalogue.jsonl")).splitlines()]
    assert {line["name"]: line["force"] for line in lines} == {
        "护士执业注册": "current",
        "已取消的": "cancelled",
        "没依据的": "lapsed",
    }
    assert lines[0]["content"]["flow_data"]["steps"]
    table = read(client.get(f"{V1}/catalogue.csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["效力"] for row in rows] == ["现行有效", "已取消", "依据已失效"]
    assert rows[0]["基本编码"] == item.power.basic_code and str(item.power_id) in rows[0]["永久网址"]


def test_the_file_is_written_once_for_each_state_of_the_catalogue(client, settings, item):
    from hall.open_data import files

    folder = files.folder()
    read(client.get(f"{V1}/catalogue.csv"))
    (first,) = folder.glob("*.csv")
    written = first.stat().st_mtime_ns
    read(client.get(f"{V1}/catalogue.csv"))
    assert first.stat().st_mtime_ns == written
    next_edition(item)
    assert b"HYPER" not in read(client.get(f"{V1}/catalogue.csv"))
    (second,) = folder.glob("*.csv")
    assert second != first
    assert client.get(f"{V1}/catalogue.exe").status_code == 404


def test_the_page_of_the_interface_tells_every_question_and_every_field(client, item):
    page = client.get("/open/").content.decode()
    described = client.get(f"{V1}/openapi.json").json()
    assert all(path in page for path in described["paths"])
    assert all(
        f'id="t-{name}"' in page
        for name, shape in described["components"]["schemas"].items()
        if shape.get("properties")
    )
    assert "<script" not in page.replace("<script src", "") and " style=" not in page


@pytest.mark.parametrize("address", ["/powers/changes/rss.xml", "/powers/changes/atom.xml"])
def test_the_changes_can_be_subscribed_to(client, item, others, address):
    answer = client.get(address)
    feed = answer.content.decode()
    assert answer["Content-Type"].startswith(("application/rss+xml", "application/atom+xml"))
    assert "取消：已取消的" in feed and "法律修改" in feed and f"/powers/{item.power_id}/editions/1/" in feed


def test_search_engines_learn_every_power_and_leave_what_is_personal(client, item, others):
    index = client.get("/sitemap.xml").content.decode()
    assert "/sitemap-pages.xml" in index and "/sitemap-class-01.xml" in index
    section = client.get("/sitemap-class-01.xml").content.decode()
    assert section.count("<url>") == 3 and f"/powers/{item.power_id}/" in section
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /cases/" in robots and "Sitemap: http" in robots
    assert client.get("/sitemap-class-99.xml").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_who_would_write_is_told_as_the_description_says(item, method):
    strict = Client(enforce_csrf_checks=True)
    for address in ("/powers", f"/powers/{item.power_id}", "/openapi.json", "/catalogue.csv"):
        answer = getattr(strict, method)(V1 + address)
        schema_of(strict, f"{V1}/powers", 405).validate(answer.json())
        assert (answer.status_code, answer.json()["status"]) == (405, 405) and "GET" in answer["Allow"]
        assert answer["Access-Control-Allow-Origin"] == "*" and "只能读" in answer.json()["message"]


@pytest.mark.parametrize(
    "address", ["/", "/nothing", "/powers/abc", "/powers/", "/catalogue.exe", "/powers/%00"]
)
def test_an_address_that_is_none_answers_as_the_description_says(client, address):
    answer = client.get(V1 + address)
    schema_of(client, f"{V1}/powers", 404).validate(answer.json())
    assert answer.status_code == answer.json()["status"] == 404 and "没有" in answer.json()["message"]


def test_a_broken_request_answers_as_the_description_says(client):
    answer = client.get(f"{V1}/powers", headers={"host": "a b"})
    schema_of(client, f"{V1}/powers", 400).validate(answer.json())
    assert answer.status_code == answer.json()["status"] == 400
    assert client.get("/nothing").headers["Content-Type"].startswith("text/html")
