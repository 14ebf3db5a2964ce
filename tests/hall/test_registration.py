import pytest
from django.db import connection

from hall.accounts import applicants
from ledger import vault
from powers.codes import credit_check
from powers.people.people import User
from tests.factories import id_number

from .conftest import PASSWORD, person

PERSON = {
    "name": "张小兰", "id_number": id_number(), "phone": "138 0000 0317", "password": PASSWORD, "again": PASSWORD,
    "agreed": "on",
}  # fmt: skip


def lettered_code() -> str:
    body, weights = "32010601", (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11
    first = f"N1320106{body}" + {10: "X", 11: "0"}.get(rest, str(rest))
    return first + credit_check(first)


def enterprise(**changes) -> dict:
    told = {
        "name": "鼓楼区某村经济合作社", "id_number": lettered_code(), "legal_person": "林晴川", "agent": "周予安",
        "agent_id": id_number(serial=9),
    }  # fmt: skip
    return PERSON | told | changes


def test_a_person_registers_and_is_signed_in(client):
    answer = client.post("/register/", PERSON, follow=True)
    assert "注册好了" in answer.content.decode()
    user = User.objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.applicant.details["phone"] == "13800000317"
    assert user.name == "" and "13800000317" not in user.login


def test_what_was_told_is_not_readable_in_the_database(client):
    client.post("/register/", PERSON)
    with connection.cursor() as cursor:
        cursor.execute("select details, id_lookup from hall_applicant")
        assert all("张小兰" not in text and PERSON["id_number"] not in text for text in cursor.fetchone())


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("3201061990030700", "是 18 位"),
        ("99010619900307001X", "省级地区代码"),
        ("320106199002300011", "出生日期不存在"),
        ("320106209901010014", "出生日期不可能"),
        (id_number()[:17] + ("1" if id_number()[17] != "1" else "2"), "最后一位对不上"),
    ],
)
def test_a_wrong_citizen_number_says_what_is_wrong(client, number, words):
    answer = client.post("/register/", PERSON | {"id_number": number})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page and f'value="{number}"' in page and 'href="#id_id_number"' in page
    assert not User.objects.exists()


def test_a_credit_code_with_letters_in_front_is_right(client):
    assert client.post("/register/enterprise/", enterprise()).status_code == 302
    assert User.objects.get().applicant.is_enterprise


def test_a_wrong_credit_code_and_a_wrong_agent_are_both_named(client):
    wrong = enterprise(id_number="91320106MA1XK5KJ3I", agent_id="1")
    page = client.post("/register/enterprise/", wrong).content.decode()
    assert "没有 I、O、S、V、Z" in page and "经办人证件号码：" in page


def test_missing_fields_each_get_a_sentence_with_an_example(client):
    page = client.post("/register/", {}).content.decode()
    assert "请填写姓名，例如“张小兰”" in page.replace("&quot;", "”")
    assert "请先看个人信息怎么用，再勾选同意" in page
    assert "有 6 处需要修改" in page


def test_a_phone_or_number_that_is_known_gets_one_answer_that_does_not_say_which(client):
    person()
    same_phone = PERSON | {"id_number": id_number(serial=5)}
    same_number = PERSON | {"phone": "13900000000"}
    pages = [client.post("/register/", told).content.decode() for told in (same_phone, same_number)]
    assert all("用这些信息没有注册成功" in page for page in pages)
    assert User.objects.count() == 1


def test_a_password_that_is_weak_or_not_repeated_is_refused(client):
    assert "两次填的密码不一样" in client.post("/register/", PERSON | {"again": "other"}).content.decode()
    weak = {"password": "1234567890", "again": "1234567890"}
    assert client.post("/register/", PERSON | weak).status_code == 422
    phone = {"password": "13800000317abc", "again": "13800000317abc"}
    assert "不要有手机号" in client.post("/register/", PERSON | phone).content.decode()


def test_registering_too_often_from_one_place_is_refused_for_a_while(client):
    answers = [client.post("/register/", {}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_the_page_one_wanted_to_see_comes_after_registering(client):
    assert client.post("/register/", PERSON | {"next": "/cases/"}).url == "/cases/"


def test_a_way_on_to_another_site_is_not_followed(client):
    assert client.post("/register/", PERSON | {"next": "https://example.org/"}).url == "/"


PASSPORT = {"name": "SMITH ANNA", "id_kind": "414", "id_number": " ｅ1234 5678"}


def test_who_has_no_citizen_number_registers_with_another_paper_and_reads_its_kind(client):
    answer = client.post("/register/", PERSON | PASSPORT, follow=True)
    assert "注册好了" in answer.content.decode()
    told = User.objects.get().applicant.details
    assert (told["id_kind"], told["id_number"]) == ("414", "E12345678")
    page = client.get("/account/").content.decode()
    assert "护照" in page and "E*******8" in page and "E12345678" not in page


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        ("516", "E12345678", "H 或者 M 加 8 位数字"),
        ("residence_taiwan", id_number(), "0000 开头"),
        ("414", id_number(), "5 到 9 位字母和数字"),
        ("999", "E12345678", "请从列出的证件种类里选一种"),
    ],
)
def test_a_number_is_judged_by_the_rule_of_the_chosen_kind_and_the_choice_is_kept(
    client, kind, number, words
):
    answer = client.post("/register/", PERSON | {"id_kind": kind, "id_number": number})
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and f'value="{number}"' in page
    assert f'value="{kind}" selected' in page or kind == "999"
    assert not User.objects.exists()


def test_the_same_number_on_papers_of_two_kinds_is_two_people(client):
    person("王小明", id_kind="511", id_number="12345678")
    other = PERSON | {"id_kind": "414", "id_number": "12345678", "phone": "13900000000"}
    assert client.post("/register/", other).status_code == 302
    assert User.objects.count() == 2


def test_another_paper_with_ones_citizen_number_opens_no_second_account(client):
    person()
    again = PERSON | {"id_kind": "113", "phone": "13900000000"}
    assert "用这些信息没有注册成功" in client.post("/register/", again).content.decode()
    assert User.objects.count() == 1


def test_an_account_from_before_the_kinds_is_found_again_and_named(client):
    """Rows of before say 身份证 and are found by the number alone."""
    user = person()
    old = user.applicant
    old.details = {key: value for key, value in old.details.items() if key != "agent_kind"} | {
        "id_kind": "身份证"
    }
    old.save()
    old.refresh_from_db()
    assert (
        old.id_lookup
        == applicants.fingerprint(old.details)
        == vault.lookup(id_number(), where="applicant id")
    )
    client.force_login(user, backend="powers.backends.AccountBackend")
    assert "居民身份证" in client.get("/account/").content.decode()


def test_the_agent_of_an_enterprise_may_have_a_paper_of_another_kind(client):
    foreign = enterprise(agent_kind="553", agent_id="911124198108030024")
    assert client.post("/register/enterprise/", foreign).status_code == 302
    page = client.get("/account/").content.decode()
    assert "经办人外国人永久居留身份证" in page and "9****************4" in page
