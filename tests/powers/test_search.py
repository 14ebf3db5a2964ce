import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from powers.catalogue import Edition
from powers.search.index import SearchEntry
from powers.search.search import search
from powers.search.words import plain, words_of

from .conftest import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(load):
    water = {"office": "市水务局", "audience": "法人", "result_name": "批准文书"}
    report = load(
        row(),
        row(
            name="取水许可",
            **{**water, "theme": "水务气象", "basis": "《取水条例》第二条", "materials": "取水申请书"},
        ),
        row(name="城市供水企业停止供水审批", **{**water, "theme": "公用事业", "materials": ""}),
        row(
            name="医疗机构执业登记",
            power_class="行政确认",
            materials="卫生技术人员名录",
            audience="自然人;法人",
        ),
        row(name="对擅自取水的处罚", **{**water, "power_class": "行政处罚", "case_type": "", "theme": ""}),
    )
    assert report.refusals == []


def names(query="", **filters):
    return [edition.name for edition in search(query, **filters).editions]


def test_one_two_and_more_characters_find_exactly_what_holds_them(shelf):
    assert set(names("取水")) == {"取水许可", "对擅自取水的处罚"}
    assert names("停止供水") == ["城市供水企业停止供水审批"]
    assert set(names("业")) == {"护士执业注册", "城市供水企业停止供水审批", "医疗机构执业登记"}


def test_pairs_that_only_occur_apart_are_no_hit(shelf):
    """供水许可's pairs 供水, 水许, 许可 all occur in the catalogue, the word does not."""
    assert names("供水许可") == []


def test_names_come_before_offices_and_these_before_the_rest_and_short_names_first(shelf):
    assert names("取水")[0] == "取水许可"
    assert names("卫生") == ["护士执业注册", "医疗机构执业登记"]
    assert names("水务局")[0] == "取水许可"


def test_every_word_must_occur_somewhere(shelf):
    assert names("水务局 处罚") == ["对擅自取水的处罚"]
    assert names("水务局 医疗") == []


def test_codes_laws_themes_and_materials_are_found_and_width_and_case_do_not_matter(shelf):
    assert names("３２０１２３００１０００") == ["护士执业注册"]
    assert names("取水条例") == ["取水许可"]
    assert names("公用事业") == ["城市供水企业停止供水审批"]
    assert names("技术人员名录") == ["医疗机构执业登记"]


def test_filters_narrow_what_is_found(shelf):
    assert names(power_class="02") == ["对擅自取水的处罚"]
    assert names("水", applicable=True, audience="enterprise", theme="水务气象") == ["取水许可"]
    assert "取水许可" not in names(audience="person")
    assert len(names(area="320100", level=3)) == 5
    assert names(area="320500") == []
    with pytest.raises(TypeError):
        search("水", colour="red")


@pytest.mark.parametrize("query", ["%", "_", "水%", "'", '"; --', "\x00", "没有这个词", "水" * 500])
def test_signs_with_a_meaning_in_sql_mean_themselves(shelf, query):
    assert names(query) == ([] if query.strip("\x00") else names())


def test_pages_follow_by_key_without_gap_or_repetition(shelf):
    seen, after = [], ""
    while True:
        page = search("", limit=2, after=after)
        seen += page.editions
        after = page.after
        if not after:
            break
    assert len(seen) == 5
    assert set(seen) == set(Edition.objects.in_force())


def test_a_forged_place_starts_from_the_beginning(shelf):
    assert search("", after="forged").editions == search("").editions


def test_a_page_costs_a_query_for_each_nearness_and_one_for_its_editions(
    shelf, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        for edition in search("取水许可").editions:
            assert edition.power.office.name
            assert edition.power.power_class.name
    with django_assert_max_num_queries(3):
        assert len(search("").editions) == 5


def test_a_new_edition_leaves_no_terms_of_the_old_one_behind(shelf, load):
    load(
        row(
            name="取水许可",
            office="市水务局",
            theme="其他",
            basis="《水法》第七条",
            materials="",
            audience="法人",
        )
    )
    assert names("水务气象") == []
    assert names("其他") == ["取水许可"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM powers_search_tokens")
        assert cursor.fetchone() == (SearchEntry.objects.count(),)


def lines_of(edition) -> list[str]:
    """What a person reads of an item, line by line."""
    power = edition.power
    place = [
        power.office.name,
        power.office.short_name,
        edition.theme,
        power.power_class.name,
        power.basic_code,
    ]
    basis = [f"{article['law']} {article['article']}" for article in edition.basis]
    materials = [material["name"] for material in edition.materials]
    return [plain(line) for line in (edition.name, *place, *basis, edition.result_name, *materials)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="取水许可供企业护士 a%", max_size=6))
def test_found_is_what_a_plain_reading_finds(shelf, query):
    words = [word for word in words_of(query) if not word.isascii() or not word.isalpha()]
    read = {
        edition.name
        for edition in Edition.objects.in_force().select_related("power__office", "power__power_class")
        if all(any(word in line for line in lines_of(edition)) for word in words)
    }
    assert {edition.name for edition in search(" ".join(words)).editions} == read
