"""What was handed in before is offered again, to whoever handed it in, and becomes a file like any other."""

import pytest
from django.test import Client

from exchange.blobs import Scan, StoredBlob
from hall.apply.agency import Agency
from hall.apply.draft_files import DraftFile
from tests import factories
from workflow.machine import Case
from workflow.materials.materials import Material

from .conftest import FORM, Way, person, png


def text(answer) -> str:
    return answer.content.decode()


def offer(way, code: str, material) -> str:
    return f'name="earlier" value="{code}:{material.pk}"'


def the(code: str) -> Material:
    return Material.objects.get(code=code)


def again(way) -> Way:
    """The next application of the same person for the same item."""
    return Way(way.client, way.edition).start()


def test_it_is_offered_with_its_day_and_item_and_can_be_looked_at(way):
    way.filed()
    page = text(again(way).client.get(Way(way.client, way.edition).start().at("materials/")))
    for code in ("m1", "m2"):
        assert offer(way, code, the(code)) in page
    assert page.count("您以前交过") == 2 and f"/materials/{the('m1').pk}/" in page
    assert way.client.get(f"/cases/{Case.objects.get().number}/materials/{the('m1').pk}/").status_code == 200


def test_taken_it_is_a_file_of_the_application_and_the_first_case_keeps_it(way):
    first = way.filed()
    second = again(way)
    answer = way.client.post(
        second.at("materials/"), {"earlier": f"m2:{the('m2').pk}", "file_m1": png("新表.png", "blue")}
    )
    assert answer.status_code == 302 and answer.url == second.at("materials/")
    kept = {file.code: file for file in DraftFile.objects.filter(draft=second.draft)}
    assert kept["m2"].sha256 == the("m2").sha256 and kept["m1"].file_name == "新表.png"
    page = text(way.client.get(answer.url))
    assert "已经放进“身份证.png”" in page and 'name="earlier"' not in page
    assert first.materials.count() == 2


def test_taken_twice_it_is_there_once(way):
    way.filed()
    second = again(way)
    for _ in range(2):
        way.client.post(second.at("materials/"), {"earlier": f"m2:{the('m2').pk}"})
    assert DraftFile.objects.filter(draft=second.draft).count() == 1


def test_a_material_of_the_same_name_in_another_item_is_offered_and_no_other(way):
    way.filed()
    named = [{**material, "code": f"x{n}"} for n, material in enumerate(way.edition.materials)]
    named[1] = named[1] | {"name": "别的证明"}
    other = Way(way.client, factories.edition(form=FORM, materials=named)).start()
    page = text(way.client.get(other.at("materials/")))
    assert offer(other, "x0", the("m1")) in page and page.count('name="earlier"') == 1


@pytest.mark.parametrize("told", ["m1:{m2}", "m2:{other}", "m2:", "m2:-1", "x:{m2}", ":", "m2"])
def test_what_was_not_offered_cannot_be_taken(way, told):
    first = way.filed()
    stranger = Client()
    stranger.force_login(
        person("李四", serial=2, phone="13900000001"), backend="powers.backends.AccountBackend"
    )
    Way(stranger, way.edition).filed()
    mine, theirs = first.materials.get(code="m2"), Material.objects.exclude(case=first).get(code="m2")
    second = again(way)
    answer = way.client.post(second.at("materials/"), {"earlier": told.format(m2=mine.pk, other=theirs.pk)})
    assert answer.status_code == 422 and not DraftFile.objects.filter(draft=second.draft).exists()
    assert f":{theirs.pk}" not in text(way.client.get(second.at("materials/")))


def test_a_file_that_the_scanner_found_bad_is_not_offered(way):
    way.filed()
    StoredBlob.objects.filter(sha256=the("m2").sha256).update(scan=Scan.INFECTED)
    page = text(way.client.get(again(way).at("materials/")))
    assert offer(way, "m1", the("m1")) in page and offer(way, "m2", the("m2")) not in page


def test_what_was_handed_in_for_another_is_never_ones_own(way):
    first = way.filed()
    Agency.objects.create(case=first, details={})
    page = text(again(way).client.get(Way(way.client, way.edition).start().at("materials/")))
    assert "您以前交过" not in page


def test_who_acts_for_another_is_not_offered_his_own(way):
    way.filed()
    second = again(way)
    Agency.objects.create(draft_id=second.draft, details={"name": "李四"})
    assert "您以前交过" not in text(way.client.get(second.at("materials/")))
