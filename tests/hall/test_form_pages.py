"""Filling in a form with blocks, rows and files: every step is kept, nothing is overwritten or asked twice, and nobody's
word but one's own is offered."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from hall.apply import drafts
from hall.apply.drafts import Draft
from ledger import clock as ledger_clock
from ledger.events import Event
from powers.people.people import AccountKind
from tests import factories
from tests.triggers import lifted
from workflow.machine import Case
from workflow.materials.filings import Filing
from workflow.messages import attach

from .conftest import PASSWORD, Way, now, person, png

AREA = {
    "code": "area",
    "label": "面积",
    "kind": "number",
    "required": True,
    "means": "premises.area",
    "min": 1,
    "max": 9000,
}
RICH = {
    "v": 1,
    "sections": [
        {"code": "place", "title": "场所", "questions": [
            {"code": "address", "label": "地址", "kind": "address", "within": "320000", "means": "premises.address"},
            AREA,
            {"code": "head", "label": "负责人", "kind": "person", "required": True, "means": "head"},
            {"code": "plan", "label": "平面图", "kind": "upload", "required": True, "max_files": 2},
        ]},
        {"code": "gear", "title": "设备", "questions": [
            {"code": "gear", "label": "设备", "kind": "table", "required": True, "min_rows": 1, "max_rows": 3, "row_name": "台",
             "columns": [{"code": "name", "label": "名称", "kind": "text"},
                         {"code": "cost", "label": "价格", "kind": "money"}]},
        ]},
        {"code": "large", "title": "大型场所", "questions": [
            {"code": "fire", "label": "消防验收编号", "kind": "text", "when": {"question": "area", "least": 500}},
        ]},
        {"code": "contact", "title": "联系", "questions": [
            {"code": "name", "label": "联系人", "kind": "text", "required": True, "means": "contact.name"},
            {"code": "phone", "label": "电话", "kind": "phone", "required": True, "means": "contact.phone"},
        ]},
    ],
}  # fmt: skip
NUMBER = factories.id_number(serial=7)
PLACE = {
    "address-code": "320106", "address-detail": "中山北路 12 号", "area": "85", "head-name": "李卫国", "head-id_kind": "1",
    "head-id_number": NUMBER, "head-phone": "13900000009",
}  # fmt: skip
GEAR = {"gear-rows": "1", "gear-1-name": "消毒柜", "gear-1-cost": "1,200.5"}
CONTACT = {"name": "周予安", "phone": "13900000008"}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def item():
    return factories.edition(form=RICH, name="食品经营许可")


def fill_all(way):
    way.start()
    way.fill("place", PLACE | {"plan": png("平面图.png")})
    way.fill("gear", GEAR)
    way.fill("contact", CONTACT)
    way.upload(m1=png(), m2=png("身份证.png", "gray"))
    return way


def test_a_rich_form_is_filed_and_crosses_with_its_files(way):
    fill_all(way)
    page = text(way.client.get(way.at("check/")))
    assert "江苏省南京市鼓楼区中山北路 12 号" in page and "1,200.50 元" in page and "平面图.png" in page
    assert NUMBER not in page and "13900000009" not in page and "大型场所" not in page
    way.submit()
    case = Case.objects.get()
    told = Filing.objects.get(case=case).content["answers"]
    assert told["gear"] == [{"name": "消毒柜", "cost": 120050}] and told["plan"] == ["平面图.png"]
    assert told["head"]["id_number"] == NUMBER and "fire" not in told
    assert sorted(m.code for m in case.materials.all()) == ["form.plan", "m1", "m2"]
    assert {m.requirement["name"] for m in case.materials.all()} == {"平面图", "申请表", "身份证明"}
    data = attach(Event.objects.of(case.pk)[0]).data
    assert {m["code"] for m in data["materials"]} == {"form.plan", "m1", "m2"}


def test_a_section_that_does_not_arise_is_no_step_of_the_way(way):
    way.start().fill("place", PLACE | {"plan": png()})
    assert way.fill("gear", GEAR).url == way.at("sections/contact/")
    assert "大型场所" not in text(way.client.get(way.at("")))
    way.fill("place", PLACE | {"area": "800"})
    assert "大型场所" in text(way.client.get(way.at("")))
    assert way.fill("gear", GEAR).url == way.at("sections/large/")


def test_rows_are_added_and_taken_out_without_a_script_and_without_loss(way):
    way.start()
    answer = way.fill("gear", GEAR | {"do": "add-gear"})
    assert answer.url == way.at("sections/gear/") + "#id_gear-2-name"
    page = text(way.client.get(way.at("sections/gear/")))
    assert 'value="消毒柜"' in page and 'name="gear-2-name"' in page
    two = GEAR | {"gear-rows": "2", "gear-2-name": "冰柜", "do": "drop-gear-1"}
    way.fill("gear", two)
    assert Draft.objects.get().answers["gear"] == [{"name": "冰柜"}]
    page = text(way.fill("gear", {"gear-rows": "1", "gear-1-name": "冰柜"}))
    assert "请填写第 1 台的价格，这一行不要就全部清空" in page and 'href="#id_gear-1-cost"' in page


@pytest.mark.parametrize(
    "act", ["add-", "add-none", "drop-gear-99", "drop-gear-x", "remove-99999999999999999999", "x"]
)
def test_an_act_that_names_nothing_changes_nothing(way, act):
    way.start()
    assert way.fill("gear", GEAR | {"do": act}).status_code == 302
    assert Draft.objects.get().answers["gear"][0]["name"] == "消毒柜"


def test_a_file_is_an_answer_judged_by_its_content_and_can_be_taken_out(way):
    way.start()
    answer = way.fill("place", PLACE)
    assert answer.status_code == 422 and "请上传“平面图”" in text(answer)
    fake = SimpleUploadedFile("图.pdf", b"MZ\x90\x00 this is a program", content_type="application/pdf")
    assert "不是支持的格式" in text(way.fill("place", PLACE | {"plan": fake}))
    assert way.fill("place", PLACE | {"plan": png("图.png")}).status_code == 302
    file = Draft.objects.get().files.get()
    answer = way.fill("place", PLACE | {"do": f"remove-{file.pk}", "area": "90"})
    assert answer.status_code == 302 and not Draft.objects.get().files.exists()
    assert Draft.objects.get().answers["area"] == "90"


def test_more_files_than_the_question_takes_are_refused(way):
    way.start()
    files = [png(f"{colour}.png", colour) for colour in ("white", "gray", "black")]
    assert "最多传 2 个文件" in text(way.fill("place", PLACE | {"plan": files}))
    assert Draft.objects.get().files.count() == 2


def test_a_number_is_shown_masked_and_sent_back_it_means_the_same(way):
    way.start().fill("place", PLACE | {"plan": png()})
    page = text(way.client.get(way.at("sections/place/")))
    masked = f"{NUMBER[0]}{'*' * 16}{NUMBER[-1]}"
    assert NUMBER not in page and masked in page
    assert way.fill("place", PLACE | {"head-id_number": masked}).status_code == 302
    assert Draft.objects.get().answers["head"]["id_number"] == NUMBER


def test_a_wrong_number_is_shown_as_typed_so_that_it_can_be_mended(way):
    wrong = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")
    assert f'value="{wrong}"' in text(way.start().fill("place", PLACE | {"head-id_number": wrong}))


def seen_of(way, code):
    page = text(way.client.get(way.at(f"sections/{code}/")))
    return page.split('name="seen" value="')[1].split('"')[0]


def test_two_pages_on_one_section_do_not_silently_overwrite(way):
    way.start().fill("contact", CONTACT)
    first, second = seen_of(way, "contact"), seen_of(way, "contact")
    way.fill("contact", CONTACT | {"name": "第一个窗口", "seen": first})
    answer = way.fill("contact", CONTACT | {"name": "第二个窗口", "seen": second})
    page = text(answer)
    assert answer.status_code == 409
    assert "在别的窗口保存过" in page and "第一个窗口" in page and 'value="第二个窗口"' in page
    assert Draft.objects.get().answers["name"] == "第一个窗口"
    again = page.split('name="seen" value="')[1].split('"')[0]
    assert way.fill("contact", CONTACT | {"name": "第二个窗口", "seen": again}).status_code == 302
    assert Draft.objects.get().answers["name"] == "第二个窗口"


def test_two_pages_on_different_sections_or_saying_the_same_do_not_disturb_each_other(way):
    way.start().fill("contact", CONTACT)
    one, two = seen_of(way, "contact"), seen_of(way, "gear")
    assert way.fill("contact", CONTACT | {"name": "改了", "seen": one}).status_code == 302
    assert way.fill("gear", GEAR | {"seen": two}).status_code == 302
    assert way.fill("contact", CONTACT | {"name": "改了", "seen": one}).status_code == 302
    assert Draft.objects.get().answers["name"] == "改了"


def test_what_was_typed_with_blocks_comes_back_after_the_session_ended(way):
    page = way.start().at("sections/gear/")
    way.client.logout()
    way.fill("gear", GEAR | {"gear-rows": "2", "gear-2-name": "冰柜"})
    way.client.post("/login/", {"username": "13800000317", "password": PASSWORD, "next": page})
    again = text(way.client.get(page))
    assert 'value="消毒柜"' in again and 'value="冰柜"' in again and "登录过期前填的内容" in again


def test_the_account_offers_who_to_contact(way):
    page = text(way.start().client.get(way.at("sections/contact/")))
    assert 'value="张小兰"' in page and 'value="13800000317"' in page and "您账户里登记的，不对请改" in page
    assert Draft.objects.get().answers == {}, "nothing is kept before the page is saved"


HOLDER = {"v": 1, "sections": [{"code": "who", "title": "申请人", "questions": [
    {"code": "me", "label": "申请人", "kind": "person", "required": True, "means": "holder"},
]}]}  # fmt: skip
NUMBER_ALONE = {"v": 1, "sections": [{"code": "who", "title": "申请人", "questions": [
    {"code": "me", "label": "身份证号", "kind": "id_number", "required": True, "means": "holder.id"},
]}]}  # fmt: skip


def offered(client, form: dict, user) -> str:
    client.force_login(user, backend=factories.BACKEND)
    return text(
        Way(client, factories.edition(form=form))
        .start()
        .client.get(f"/drafts/{Draft.objects.get().pk}/sections/who/")
    )


def test_a_number_is_offered_with_its_kind(client):
    page = offered(client, HOLDER, person("王小明", id_kind="414", id_number="E12345678"))
    assert 'value="2" selected' in page and 'value="E*******8"' in page


def test_a_number_of_a_kind_the_form_does_not_know_is_not_offered(client):
    page = offered(client, HOLDER, person("王小明", id_kind="114", id_number="军字第1234567号"))
    assert 'value="王小明"' in page and "军字第" not in page


def test_a_question_for_a_citizen_number_is_not_offered_another(client):
    page = offered(client, NUMBER_ALONE, person("王小明", id_kind="414", id_number="E12345678"))
    assert "E*******8" not in page and "您账户里登记的" not in page


def test_an_earlier_application_is_offered_with_its_day_and_can_be_changed(way):
    fill_all(way).submit()
    day = ledger_clock.civil_day(now())
    other = Way(way.client, factories.edition(form=RICH, name="公共场所卫生许可")).start()
    page = text(other.client.get(other.at("sections/place/")))
    assert f"上次申请填写，{day}，不对请改" in page
    assert 'value="中山北路 12 号"' in page and '<option value="320106" selected>' in page
    assert NUMBER not in page and 'value="李卫国"' in page
    page = text(other.client.get(other.at("sections/contact/")))
    assert 'value="周予安"' in page, "what was said last goes before the account"
    masked = f"{NUMBER[0]}{'*' * 16}{NUMBER[-1]}"
    sent = PLACE | {"head-id_number": masked, "address-detail": "别处 5 号", "plan": png()}
    assert other.fill("place", sent).status_code == 302
    kept = Draft.objects.get(pk=other.draft).answers
    assert kept["head"]["id_number"] == NUMBER and kept["address"]["detail"] == "别处 5 号"


def test_what_is_answered_is_not_offered_again(way):
    fill_all(way).submit()
    other = Way(way.client, factories.edition(form=RICH, name="公共场所卫生许可")).start()
    other.fill("contact", {"name": "我自己写的", "phone": ""})
    page = text(other.client.get(other.at("sections/contact/")))
    assert 'value="我自己写的"' in page and "周予安" not in page and "上次申请" not in page


def test_nothing_of_another_person_is_ever_offered(way):
    fill_all(way).submit()
    stranger = Client()
    stranger.force_login(person("李四", serial=2, phone="13900000001"), backend=factories.BACKEND)
    theirs = Way(stranger, way.edition).start()
    for code in ("place", "gear", "contact"):
        page = text(stranger.get(theirs.at(f"sections/{code}/")))
        assert not any(
            word in page for word in ("中山北路", "李卫国", "周予安", "13900000008", "张小兰", "消毒柜")
        )
    masked = f"{NUMBER[0]}{'*' * 16}{NUMBER[-1]}"
    answer = theirs.fill("place", PLACE | {"head-id_number": masked, "plan": png()})
    assert answer.status_code == 422, "a mask of a stranger's number is no number"
    assert NUMBER not in str(Draft.objects.get(pk=theirs.draft).answers)


def test_an_enterprise_is_known_by_its_account(client):
    block = {"code": "us", "label": "单位", "kind": "enterprise", "required": True, "means": "enterprise"}
    form = {"v": 1, "sections": [{"code": "s", "title": "单位", "questions": [block]}]}
    firm = person("某公司", serial=3, phone="13900000003")
    type(firm).objects.filter(pk=firm.pk).update(kind=AccountKind.ENTERPRISE)
    details = firm.applicant.details | {"legal_person": "林晴川", "agent": "周予安", "agent_id": NUMBER}
    firm.applicant.details = details | {"id_number": "91110000600037341L"}
    firm.applicant.save()
    client.force_login(type(firm).objects.get(pk=firm.pk), backend=factories.BACKEND)
    way = Way(client, factories.edition(form=form)).start()
    page = text(client.get(way.at("sections/s/")))
    assert 'value="某公司"' in page and 'value="91110000600037341L"' in page and 'value="林晴川"' in page


def test_only_the_materials_that_the_answers_call_for_are_asked_for_and_handed_in(way, item):
    when = {"question": "area", "least": 500}
    fire = {**factories.MATERIALS[1], "code": "m3", "name": "消防合格证", "when": when}
    materials = [*factories.MATERIALS, fire]
    way.edition = factories.edition(form=RICH, name="大型场所许可")

    with lifted(connection):
        type(item).objects.filter(pk=way.edition.pk).update(materials=materials)
    fill_all(way)
    assert "消防合格证" not in text(way.client.get(way.at("materials/")))
    way.fill("place", PLACE | {"area": "800"})
    page = text(way.client.get(way.at("materials/")))
    assert "消防合格证" in page and "“面积”不少于 500" in page
    assert "请上传“消防合格证”" in text(way.upload())
    way.client.post(way.at("materials/"), {"file_m3": png("消防.png", "black")})
    way.fill("place", PLACE)
    way.submit()
    assert sorted(m.code for m in Case.objects.get().materials.all()) == ["form.plan", "m1", "m2"]


def test_a_draft_tells_in_time_that_it_will_be_deleted(way, clock):
    way.start().fill("contact", CONTACT)
    assert "就要删除" not in text(way.client.get("/cases/"))
    clock.set(now() + timedelta(days=80))
    drafts.drop_expired(at=now())
    again = Client()
    again.force_login(Draft.objects.get().user, backend=factories.BACKEND)
    assert "就要删除" in text(again.get("/cases/")) and "就要删除" in text(again.get(way.at("")))
