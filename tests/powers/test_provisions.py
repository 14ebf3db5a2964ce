"""The register of provisions: entered, completed, amended, repealed; loaded from a file; kept by both databases."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from ledger import clock
from ledger.clock import civil_day
from ledger.events import Event
from ledger.verbs import NotAllowed, Refused
from powers.people.people import CLOCK, REGISTRAR, Role
from powers.provisions import cascade, intake
from powers.provisions.citations import Citation, cited
from powers.provisions.intake import PACKAGED
from powers.provisions.laws import Law, LawKind, article_of, kind_of, numeral, plain_article, plain_name
from powers.provisions.provisions import Provision
from tests import factories

HEADINGS = list(intake.COLUMNS.values())
DAY = timedelta(days=1)


@pytest.fixture
def legal_officer(db):
    return factories.official(Role.LEGAL_OFFICE, at=factories.office("市司法局"))


def entered(law="护士条例", article="第八条", **facts) -> Provision:
    provision = Provision.drawn_up(Law.named(law), article, **facts)
    cascade.enter(provision, by=REGISTRAR, at=clock.now())
    return provision


def today() -> date:
    return civil_day(clock.now())


def fresh(provision) -> Provision:
    return Provision.objects.select_related("law").get(pk=provision.pk)


@pytest.mark.parametrize(
    ("name", "number", "kind"),
    [
        ("中华人民共和国护士法", "", LawKind.LAW),
        ("中华人民共和国民法典", "", LawKind.LAW),
        ("中华人民共和国户口登记条例", "", LawKind.LAW),
        ("护士条例", "", LawKind.REGULATION),
        ("城市市容和环境卫生管理条例", "", LawKind.REGULATION),
        ("人力资源市场暂行条例", "", LawKind.REGULATION),
        ("中华人民共和国道路交通安全法实施条例", "", LawKind.REGULATION),
        ("江苏省城市市容和环境卫生管理条例", "", LawKind.LOCAL),
        ("南京市机动车停车管理条例", "", LawKind.LOCAL),
        ("江苏省行政权力事项清单管理办法", "苏政办发〔2022〕22号", LawKind.DOCUMENT),
        ("国务院对确需保留的行政审批项目设定行政许可的决定", "国务院令第412号", LawKind.DECISION),
        ("中国公民民族成份登记管理办法", "国家民委、公安部令第2号", LawKind.RULE),
        ("无证无照经营查处办法", "国务院令第684号", LawKind.REGULATION),
        ("食品经营许可和备案管理办法", "", LawKind.UNCLEAR),
    ],
)
def test_the_title_tells_the_level_and_what_it_leaves_open_stays_open(name, number, kind):
    assert kind_of(name, number) == kind


def test_one_article_has_one_spelling():
    assert plain_article("第35条") == "第三十五条"
    assert plain_article("（国务院令第412号）附件第101项") == "(国务院令第412号)附件第101项"
    assert article_of("第三十二条第一款第四项") == "第三十二条"
    assert article_of("第十条之一第二款") == "第十条之一"
    assert plain_name(" 《护士条例》 ") == "护士条例"
    assert [numeral(n) for n in (8, 10, 15, 35, 100, 105, 110, 1260)] == [
        "八", "十", "十五", "三十五", "一百", "一百零五", "一百一十", "一千二百六十",
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_article_is_entered_once():
    entered()
    with pytest.raises(Refused, match="已经登记过"):
        entered("《护士条例》", "第8条第一款")
    assert Law.objects.count() == 1


@pytest.mark.django_db
def test_what_stands_open_is_filled_once_and_stays():
    provision = entered()
    assert not provision.is_checked
    provision.complete(
        by=REGISTRAR, at=clock.now(), text="申请护士执业注册……", effective_from=date(2008, 5, 12)
    )
    assert fresh(provision).is_checked
    with pytest.raises(Refused, match="请办“修改”"):
        fresh(provision).complete(by=REGISTRAR, at=clock.now(), text="别的")
    with pytest.raises(Refused, match="2008-05-12"):
        fresh(provision).complete(by=REGISTRAR, at=clock.now(), effective_from=date(2010, 1, 1))


def test_an_amended_article_is_followed_by_its_new_wording(legal_officer):
    old = entered(text="旧文")
    day = today() + DAY
    new = cascade.amend(old, by=legal_officer, at=clock.now(), day=day, ground="国务院令第 1 号", text="新文")
    old = fresh(old)
    assert (old.state, old.effective_to, old.ground) == ("amended", day, "国务院令第 1 号")
    assert (new.state, new.effective_from, new.text, new.follows) == ("standing", day, "新文", old)
    entry = [{"law": "护士条例", "article": "第八条"}]
    assert cited(entry, on=today())[0]["provision"] == str(old.pk)
    assert cited(entry, on=day)[0]["provision"] == str(new.pk)


def test_a_citation_that_names_its_version_keeps_it(legal_officer):
    old = entered()
    cascade.amend(old, by=legal_officer, at=clock.now(), day=today(), ground="修改", text="新文")
    entry = {"law": "护士条例", "article": "第八条", "provision": str(old.pk)}
    assert cited([entry], on=today()) == [entry]


def test_only_the_legal_office_amends_and_a_ground_is_needed(legal_officer):
    provision = entered()
    facts = {"at": clock.now(), "day": today(), "text": ""}
    for stranger in (CLOCK, REGISTRAR, factories.official(Role.STAFFING, at=factories.office())):
        with pytest.raises(NotAllowed):
            cascade.amend(provision, by=stranger, ground="修改", **facts)
    with pytest.raises(Refused, match="请写明依据"):
        cascade.amend(provision, by=legal_officer, ground="", **facts)
    assert fresh(provision).state == "standing"


def test_an_end_comes_after_the_beginning(legal_officer):
    provision = entered(effective_from=today())
    with pytest.raises(Refused, match="失效日期要在这以后"):
        cascade.repeal([provision], by=legal_officer, at=clock.now(), day=today(), ground="废止")


def test_the_event_tells_the_post_and_the_name_stays_inside(legal_officer):
    provision = entered()
    cascade.repeal([provision], by=legal_officer, at=clock.now(), day=today(), ground="废止")
    event = Event.objects.of(provision.pk).last()
    assert event.actor["post"] == "legal_office"
    assert legal_officer.name not in event.sealed
    assert event.private_body["name"] == legal_officer.name


def test_what_cited_an_article_before_it_was_entered_is_tied_to_it(load):
    from .conftest import row

    report = load(row())
    assert report.unregistered == {"《护士条例》第八条": 2}
    assert not Citation.objects.exclude(provision=None).exists()
    provisions = [entered(), entered("中华人民共和国行政许可法", "第三十八条")]
    tied = Citation.objects.exclude(provision=None)
    assert [(each.law, each.provision) for each in tied] == [
        ("护士条例", provisions[0]), ("行政许可法", provisions[1]),
    ]  # fmt: skip


def rows(write, *lines):
    return write(*lines, headings=HEADINGS, name="laws.csv")


def loaded(path):
    return intake.load(path, by=REGISTRAR, now=clock.now)


@pytest.mark.django_db
def test_a_file_enters_completes_and_changes_nothing_twice(write):
    open_row = ["护士条例", "", "", "第八条", "", "", ""]
    full = ["护士条例", "行政法规", "国务院令第517号", "第八条", "条文", "2008-05-12", ""]
    assert loaded(rows(write, open_row)).entered == 1
    assert loaded(rows(write, full)).completed == 1
    assert loaded(rows(write, full)).unchanged == 1
    assert loaded(rows(write, open_row)).unchanged == 1
    provision = Provision.objects.get()
    assert (provision.text, provision.law.number) == ("条文", "国务院令第517号")


@pytest.mark.django_db
def test_bad_rows_of_a_file_are_named_and_the_others_stand(write):
    path = rows(
        write,
        ["", "", "", "第八条", "", "", ""],
        ["甲法", "条例", "", "第八条", "", "", ""],
        ["甲法", "", "", "有关规定", "", "", ""],
        ["甲法", "", "", "第八条", "", "2026/8/15", ""],
        ["甲法", "", "", "第九条", "", "2026-08-15", "2026-08-15"],
        ["甲法", "", "", "第十条", "条" * 8001, "", ""],
        ["乙条例", "", "", "第一条", "", "2000-01-01", "2020-01-01"],
    )
    report = loaded(path)
    assert [(r.row, r.column) for r in report.refusals] == [
        (2, "法律名称"), (3, "级别"), (4, "条款"), (5, "施行日期"), (6, "失效日期"), (7, "条文"),
    ]  # fmt: skip
    assert "请写成 2026-08-15" in report.refusals[3].reason
    assert (report.entered, report.ended) == (1, 1)
    assert Provision.objects.get().state == "repealed"


@pytest.mark.django_db
def test_a_file_never_overwrites_what_was_looked_up(write):
    entered(text="原文")
    report = loaded(rows(write, ["护士条例", "", "", "第八条", "改过的", "", ""]))
    assert "请办“修改”" in report.refusals[0].reason
    assert Provision.objects.get().text == "原文"


@pytest.mark.django_db
def test_the_command_loads_the_packaged_register_and_refuses_the_outer_net(capsys, zone):
    call_command("load_provisions")
    assert "登记 452，补录 0" in capsys.readouterr().out
    call_command("load_provisions", str(PACKAGED))
    assert "登记 0，补录 0，失效 0，未变 452" in capsys.readouterr().out
    assert not Provision.objects.exclude(text="").exists()
    with zone("outer"), pytest.raises(CommandError, match="在内网登记"):
        call_command("load_provisions")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM powers_provision",
        "UPDATE powers_provision SET article = '第九条'",
        "UPDATE powers_provision SET text = '别的'",
        "UPDATE powers_provision SET effective_from = '2020-01-01'",
        "UPDATE powers_provision SET effective_to = '2020-01-01'",
        "UPDATE powers_provision SET state = 'repealed'",
    ],
)
def test_raw_sql_cannot_change_a_provision(db, statement):
    entered(text="原文", effective_from=date(2008, 5, 12))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        connection.check_constraints()


def test_raw_sql_cannot_bring_a_repealed_provision_back(legal_officer):
    provision = entered()
    cascade.repeal([provision], by=legal_officer, at=clock.now(), day=today(), ground="废止")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE powers_provision SET effective_to = NULL")
