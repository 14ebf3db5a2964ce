"""What a word is taken for: a sound, a saying, a code; and what is offered when nothing was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powers.search.guess import guess, near_part, one_apart
from powers.search.search import count, search
from powers.search.sounds import cuts, initials, ways
from powers.search.spellings import meant_by

from .conftest import row


def names(query, **options):
    return [edition.name for edition in search(query, **options).editions]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("护士执业注册", {"hszyzc"}),
        ("银行", {"yh", "yx"}),
        ("六合", {"lh"}),
        ("行政给付", {"xzjf", "xzgf", "hzjf", "hzgf"}),
    ],
)
def test_a_character_of_several_readings_is_read_in_each_of_the_common_ones(name, letters):
    assert {initials(way) for way in ways(name)} == letters


def test_a_name_of_many_readings_is_kept_to_a_few():
    assert len(ways("重行长会调传藏乐" * 3)) == 8


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("xian", ("xian",)),
        ("xian", ("xi", "an")),
        ("hushizh", ("hu", "shi", "zh")),
        ("fangan", ("fang", "an")),
    ],
)
def test_letters_divide_into_syllables_in_every_way(typed, cut):
    assert cut in cuts(typed)


def test_letters_that_are_no_syllables_divide_in_no_way():
    assert cuts("hszyzc") == []


@pytest.mark.django_db
def test_names_are_found_by_their_first_letters_and_by_their_syllables_from_any_character_on(load):
    load(row(), row(name="银行账户核准"), row(name="大厦消防验收"))
    for typed in ("hszyzc", "zyzc", "hushi", "hushizhiyezhuce", "zhiyezh", "HSZY"):
        assert names(typed) == ["护士执业注册"], typed
    for typed in ("yhzh", "yinhang", "yinxing"):
        assert names(typed) == ["银行账户核准"], typed
    assert names("xiafang") == names("shayan") == []
    assert names("daxia") == names("dasha") == ["大厦消防验收"]


@pytest.mark.django_db
def test_what_people_call_an_office_finds_its_items_and_can_be_turned_off(load):
    load(
        row(),
        row(name="企业设立登记", office="市市场监督管理局", basis="《公司法》第七条", result_name="营业执照"),
    )
    for said in ("市监局", "市场监管局", "工商局", "sjj", "市市监局"):
        assert names(said) == ["企业设立登记"], said
    for said in ("卫健委", "市卫健委", "卫计委", "wjw"):
        assert names(said) == ["护士执业注册"], said
    for letters in (
        "wsjkwyh",
        "swsjkwyh",
        "njswsjkwyh",
        "weishengjiankangweiyuanhui",
        "weishengjian",
        "NJSWJW",
    ):
        assert names(letters) == ["护士执业注册"], letters
    assert names("glqwsjkwyh") == [] and meant_by("glqwsjkwyh") == ("鼓楼区卫生健康委员会",)
    assert names("市监局 登记") == ["企业设立登记"]
    assert names("市监局", exact=True) == [] and count("市监局", exact=True) == 0


def test_every_saying_means_something_else_than_itself_and_every_department_has_one():
    assert meant_by("人社局") == ("人力资源和社会保障局",)
    assert meant_by("开宾馆") == ("旅馆业", "公共场所卫生")
    assert meant_by("办结婚") == ("婚姻登记",)
    assert meant_by("护士") == meant_by("取水许可") == ()


@pytest.mark.django_db
def test_a_code_is_found_whole_and_by_its_beginning(load):
    load(row(), row(name="乙"), row(name="丙", power_class="行政处罚", case_type=""))
    assert names("320123002000") == ["乙"]
    assert names("3201230010") == ["护士执业注册"]
    assert len(names("320123")) == 2 and len(names("3202")) == 1
    full = search("乙").editions[0].power
    code = f"{full.office_id}3320123002000"
    assert names(code) == names(code.lower()) == ["乙"]
    assert len(names(code[:18])) == 3


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("市监局", "市兼局", True), ("市监局", "市监", True), ("市监", "市监局", True), ("市监局", "监市局", True),
     ("市监局", "市监局", False), ("市监局", "市局监理", False), ("甲", "", True), ("甲乙", "乙甲", True)],
)  # fmt: skip
def test_one_sign_apart(one, other, near):
    assert one_apart(one, other) is near


@given(st.text("甲乙丙", max_size=5), st.text("甲乙丙", max_size=5))
def test_one_sign_apart_is_what_one_edit_makes(one, other):
    signs = "甲乙丙"
    edits = {one[:i] + one[i + 1 :] for i in range(len(one))}
    edits |= {one[:i] + sign + one[i:] for i in range(len(one) + 1) for sign in signs}
    edits |= {one[:i] + sign + one[i + 1 :] for i in range(len(one)) for sign in signs}
    edits |= {one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in range(len(one) - 1)}
    assert one_apart(one, other) is (other in edits and one != other)


@pytest.mark.parametrize(
    ("word", "name", "part"),
    [
        ("护土执业", "护士执业注册", "护士执业"),
        ("护执业注", "护士执业注册", "护士执业注"),
        ("完全不同", "护士执业注册", ""),
    ],
)
def test_the_part_of_a_name_that_was_meant(word, name, part):
    assert near_part(word, name) == part


@pytest.mark.django_db
def test_the_nearest_is_offered_when_nothing_was_found_and_finds_something(real_catalogue):
    for typed, meant in (
        ("市兼局", "市监局"), ("市监句", "市监局"),
        ("卫建委", "卫健委"), ("护土执业注册", "护士执业注册"), ("护士直业", "护士执业"),
        ("机动车架驶证", "机动车驾驶证"), ("婚因登记", "婚姻登记"), ("取水许科 处罚", ""),
        ("公安局 烟化爆竹", "公安局 烟花爆竹"),
    ):  # fmt: skip
        assert (typed, guess(typed)) == (typed, meant)
        assert not meant or names(meant)
    assert guess("完全没有的词") == guess("") == guess("许科") == ""
