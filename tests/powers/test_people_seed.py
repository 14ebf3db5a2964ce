from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from powers.people.establishment import area, full_name, office
from powers.people.offices import Office
from powers.people.people import HANDLING_ROLES, THREE_ADMINS, Post, Role, User
from powers.people.seed import DEMO_ACCOUNTS, DEMO_OFFICIALS, PASSWORD, seed

pytestmark = pytest.mark.django_db


def test_each_net_has_its_own_people_and_a_second_run_adds_none(zone):
    with zone("outer"):
        assert seed() > 30
        assert seed() == 0
        assert set(Post.objects.values_list("role", flat=True)) == {Role.WINDOW}
    User.objects.filter(all_posts__isnull=True).delete()
    with zone("inner"):
        assert seed() > 200
        assert seed() == 0


def test_every_office_has_a_different_person_on_every_post_of_a_flow(zone):
    with zone("inner"):
        seed()
    for each in Office.objects.filter(name__endswith="局"):
        posts = Post.objects.filter(office=each, role__in=HANDLING_ROLES)
        assert {post.role for post in posts} == set(HANDLING_ROLES)
        assert len({post.user_id for post in posts}) == len(HANDLING_ROLES)


def test_three_administrators_are_three_people(zone):
    with zone("inner"):
        seed()
    holders = Post.objects.filter(role__in=THREE_ADMINS).values_list("user_id", flat=True)
    assert len(set(holders)) == 3


def test_the_known_password_opens_every_account_of_the_table(zone):
    for name in ("inner", "outer"):
        with zone(name):
            seed()
            for account in DEMO_OFFICIALS:
                if account.zone == name:
                    user = User.objects.get(login=account.login)
                    assert user.check_password(PASSWORD)
                    assert user.staff_no
                    assert {post.role for post in user.posts} == set(account.roles)


def test_no_login_stands_twice_in_the_table():
    assert max(Counter(account.login for account in DEMO_ACCOUNTS).values()) == 1


def test_where_real_people_work_nothing_is_seeded(settings):
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="正式环境"):
        call_command("seed_people")
    assert not User.objects.exists()


def test_the_guide_names_every_account_and_the_password():
    out = StringIO()
    call_command("demo_guide", stdout=out)
    assert PASSWORD in out.getvalue()
    assert all(account.login in out.getvalue() for account in DEMO_ACCOUNTS)


def test_both_nets_give_an_unknown_office_the_same_code():
    home = area("320100")
    first = office("市未来产业促进局", within=home)
    code = first.code
    first.delete()
    assert office("市未来产业促进局", within=home).code == code


def test_an_office_is_named_in_its_area():
    assert (
        full_name("市公安局", area_name="南京市")
        == full_name("南京市公安局", area_name="南京市")
        == "南京市公安局"
    )
    assert full_name("公安局", area_name="南京市") == "南京市公安局"
    assert full_name("区民政局", area_name="鼓楼区") == "鼓楼区民政局"
