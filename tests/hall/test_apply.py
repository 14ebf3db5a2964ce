from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from hall.apply import drafts
from hall.apply.drafts import Draft
from powers.catalogue import Edition
from powers.people.people import REGISTRAR, AccountKind
from tests import factories
from workflow.machine import Case
from workflow.materials.filings import Filing
from workflow.states import State

from .conftest import CONTACT, PLACE, Way, now, person, png


def text(answer) -> str:
    return answer.content.decode()


def test_the_whole_way_from_the_guide_to_the_receipt(way, signed_in, item):
    assert "在线申请" in text(signed_in.get(f"/guide/{item.power_id}/"))
    way.complete()
    page = text(signed_in.get(way.at("check/")))
    assert "中山北路 12 号 1 层" in page and "85.5 平方米" in page and "网上下载" in page
    assert "张**" in page and "张小兰" not in page
    answer = way.submit()
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.number}/receipt/"
    receipt = text(signed_in.get(answer.url))
    number = case.number
    assert f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:]}" in receipt
    assert case.state == State.SUBMITTED and case.applicant.applicant.details["name"] == "张小兰"
    filing = Filing.objects.get(case=case)
    assert filing.content["answers"] == PLACE | CONTACT
    assert case.party.details["id_number"] == case.applicant.applicant.details["id_number"]
    assert sorted(m.code for m in case.materials.all()) == ["m1", "m2"]


def test_what_was_filed_is_no_longer_in_the_draft(way):
    way.filed()
    draft = Draft.objects.get()
    assert draft.answers == {} and not draft.files.exists()


def test_filing_twice_gives_the_same_case(way):
    way.complete()
    first, second = way.submit(), way.submit()
    assert first.url == second.url
    assert Case.objects.count() == 1


def test_two_clicks_that_both_read_the_open_draft_give_one_case(way):
    way.complete()
    first, second = (Draft.objects.select_related("edition__power__office", "user").get() for _ in range(2))
    numbers = {drafts.file_application(each, at=now()).number for each in (first, second)}
    assert len(numbers) == 1 and Case.objects.count() == 1


def test_a_missing_answer_is_told_and_the_others_are_kept(way):
    answer = way.start().fill("place", {"address": "", "area": "85.5"})
    page = text(answer)
    assert answer.status_code == 422
    assert "请填写详细地址，例如" in page and 'href="#id_address"' in page and 'value="85.5"' in page
    assert Draft.objects.get().answers == {"area": "85.5"}


def test_a_wrong_answer_stays_in_its_field_and_in_the_draft(way):
    page = text(way.start().fill("place", PLACE | {"area": "八十多"}))
    assert 'value="八十多"' in page and "aria-invalid" in page
    assert 'value="八十多"' in text(way.client.get(way.at("sections/place/")))


def test_one_can_stop_and_go_on_later(way, citizen):
    answer = way.start().client.post(way.at("sections/place/"), {"address": "中山", "later": "1"})
    assert answer.url == way.at("")
    again = Client()
    again.force_login(citizen, backend="powers.backends.AccountBackend")
    assert "中山" in text(again.get(way.at("sections/place/")))
    assert way.at("") in text(again.get("/cases/"))


def test_a_second_start_finds_the_same_draft(way):
    first = way.start().draft
    assert way.start().draft == first


def test_nothing_can_be_filed_before_all_is_there(way):
    way.start().fill("place", PLACE)
    assert way.submit().url == way.at("")
    assert not Case.objects.exists()
    assert "还不能开始" in text(way.client.get(way.at("")))


def test_the_promise_must_be_given(way):
    way.complete()
    answer = way.client.post(way.at("check/"), {})
    assert answer.status_code == 422 and "请先确认内容真实、有效" in text(answer)
    assert not Case.objects.exists()


def test_a_file_of_another_kind_is_refused_by_its_content_and_the_good_one_is_kept(way):
    fake = SimpleUploadedFile("身份证.pdf", b"MZ\x90\x00 this is a program", content_type="application/pdf")
    answer = way.start().upload(m1=png(), m2=fake)
    page = text(answer)
    assert answer.status_code == 422
    assert "“身份证.pdf”不是支持的格式，请转成 PDF 再传" in page and 'href="#file_m2"' in page
    assert [file.code for file in Draft.objects.get().files.all()] == ["m1"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: SimpleUploadedFile("空.pdf", b""), "是空的"),
        (lambda: png("其实是图.pdf"), "内容其实是 PNG"),
    ],
)
def test_an_empty_or_misnamed_file_says_so(way, file, words):
    # Django drops an empty file from the form; it must not pass as if nothing had been chosen.
    assert words in text(way.start().upload(m1=file(), m2=png()))


def test_a_file_that_is_too_large_is_refused(way, settings):
    settings.UPLOAD_MAX_BYTES = 50
    assert "太大" in text(way.start().upload(m1=png(), m2=png()))


def test_a_required_material_that_is_missing_is_named(way):
    answer = way.start().upload(m1=png())
    assert answer.status_code == 422 and "请上传“身份证明”" in text(answer)


def test_a_file_can_be_looked_at_and_removed(way):
    way.start().upload(m1=png())
    file = Draft.objects.get().files.get()
    seen = way.client.get(way.at(f"files/{file.pk}/"))
    assert seen["X-Content-Type-Options"] == "nosniff" and "sandbox" in seen["Content-Security-Policy"]
    way.client.post(way.at(f"files/{file.pk}/remove/"))
    assert not Draft.objects.get().files.exists()


def test_files_chosen_beside_the_one_that_is_removed_are_kept(way):
    way.start().upload(m1=png())
    file = Draft.objects.get().files.get()
    way.client.post(way.at(f"files/{file.pk}/remove/"), {"file_m2": png("身份证.png", "gray")})
    assert [kept.code for kept in Draft.objects.get().files.all()] == ["m2"]


def test_another_persons_draft_is_not_there(way, client):
    way.complete()
    file = Draft.objects.get().files.first()
    other = Client()
    other.force_login(person("李四", serial=2, phone="13900000001"), backend="powers.backends.AccountBackend")
    for page in ("", "sections/place/", "materials/", "check/", f"files/{file.pk}/", "discard/"):
        assert other.get(way.at(page)).status_code == 404
    assert other.post(way.at("sections/place/"), {"address": "别处"}).status_code == 404
    assert other.post(way.at("check/"), {"promised": "on"}).status_code == 404


def test_an_official_and_the_wrong_kind_of_account_cannot_apply(client, item):
    clerk = factories.official("window", at=item.power.office)
    client.force_login(clerk, backend="powers.backends.AccountBackend")
    assert "工作账号不能申请" in text(client.post(f"/apply/{item.power_id}/"))
    only_people = newer(item, form=item.form, for_enterprise=False)
    firm = factories.citizen(kind=AccountKind.ENTERPRISE)
    client.force_login(firm, backend="powers.backends.AccountBackend")
    answer = client.post(f"/apply/{only_people.power_id}/")
    assert answer.status_code == 403 and "由个人申请" in text(answer)


def newer(edition, *, form, **changes):
    """The next edition of the same power, in force."""
    facts = edition.content() | {"form": form} | changes
    with override_settings(ZONE="inner"):
        edition.supersede(by=REGISTRAR, at=now())
        made = Edition(power=edition.power, version=2, content_digest="1" * 64, **facts)
        made.publish(by=REGISTRAR, at=now())
    type(edition.power).objects.filter(pk=edition.power_id).update(current=made)
    return made


def test_a_new_edition_meanwhile_is_told_and_what_fits_is_carried_over(way, item):
    way.complete()
    form = {
        "v": 1,
        "sections": [
            {"code": "place", "title": "经营场所", "questions": [
                {"code": "address", "label": "详细地址", "kind": "address", "required": True},
                {"code": "rooms", "label": "房间数", "kind": "number", "required": True}]},
        ],
    }  # fmt: skip
    newest = newer(item, form=form)
    assert way.submit().url == way.at("")
    page = text(way.client.get(way.at("")))
    assert "办事指南刚刚更新了" in page
    assert "不再问“经营面积”" in page and "新增要填的“房间数”" in page and "“详细地址”的问法改了" in page
    told = text(way.client.post(way.at("renew/"), follow=True))
    assert "这 2 处和新指南对不上，要重新填：经营面积、结果怎么给您；新增了要填的：房间数" in told
    draft = Draft.objects.get()
    assert draft.edition_id == newest.pk and draft.answers == {"address": PLACE["address"]}
    assert draft.files.count() == 2


def test_what_is_typed_while_the_edition_changes_is_still_kept(way, item):
    way.start()
    newer(item, form=item.form)
    assert way.fill("place", PLACE).url == way.at("")
    assert Draft.objects.get().answers == PLACE


def test_drafts_that_nobody_came_back_to_are_forgotten(way):
    way.complete()
    assert drafts.drop_expired(at=now() + timedelta(days=89)) == 0
    drafts.drop_expired(at=now() + timedelta(days=91))
    assert not Draft.objects.exists()


def test_pages_of_the_way_ask_a_bounded_number_of_queries(way, django_assert_max_num_queries):
    way.complete()
    for page in ("", "sections/place/", "materials/", "check/"):
        with django_assert_max_num_queries(12):
            assert way.client.get(way.at(page)).status_code == 200


def test_one_persons_way_is_a_way_of_its_own(item):
    for serial, phone in ((3, "13900000003"), (4, "13900000004")):
        browser = Client()
        browser.force_login(
            person("王五", serial=serial, phone=phone), backend="powers.backends.AccountBackend"
        )
        Way(browser, item).filed()
    assert Case.objects.count() == 2 and len(set(Case.objects.values_list("applicant", flat=True))) == 2
