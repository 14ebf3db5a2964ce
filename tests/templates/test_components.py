"""Every component with sample data: what it shows, that it escapes, and that a screen reader finds its texts."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

EVIL = "<script>alert('x')</script>"


def draw(source, **context):
    return Template("{% load hall_ui %}" + source).render(Context(context))


class Form(forms.Form):
    name = forms.CharField(
        label="经营面积", help_text="包括贮存区域", error_messages={"required": "请填面积，例如 85.5"}
    )
    story = forms.CharField(label="说明", required=False, widget=forms.Textarea)
    mode = forms.ChoiceField(
        label="怎么接待顾客？",
        choices=[("1", "只有堂食"), ("2", "都有")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一种"},
    )
    area = forms.ChoiceField(label="所在区", choices=[("a", "鼓楼区")])
    agree = forms.BooleanField(label="我看过并同意", error_messages={"required": "请先勾选同意"})
    paper = forms.FileField(label="布局图", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mode"].choice_hints = {"2": "平台上要公示许可证"}


class Reader(HTMLParser):
    """The ids, what refers to them, and the attributes of each control."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.references, self.controls = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids |= {attrs["id"]} if "id" in attrs else set()
        self.references |= set(attrs.get("aria-describedby", "").split())
        self.references |= {attrs["for"]} if "for" in attrs else set()
        if attrs.get("href", "").startswith("#"):
            self.references.add(attrs["href"][1:])
        if tag in ("input", "select", "textarea", "button"):
            self.controls.append((tag, attrs))


def everything(form):
    tags = "".join(f"{{% field form.{name} cards=True %}}" for name in form.fields)
    return draw("{% error_summary form %}" + tags, form=form)


@pytest.mark.parametrize("data", [None, {}, {"name": "1", "mode": "2", "area": "a", "agree": "1"}])
def test_every_label_description_and_error_link_leads_to_something_on_the_page(data):
    page = Reader(everything(Form(data)))
    assert page.references
    assert page.references <= page.ids


def test_no_control_is_marked_required_since_the_browser_would_speak_for_the_page():
    assert all("required" not in attrs for _, attrs in Reader(everything(Form({}))).controls)


def test_a_field_with_an_error_says_it_in_the_summary_and_at_the_field_and_marks_the_control():
    html = everything(Form({}))
    assert html.count("请填面积，例如 85.5") == 2
    assert "有 4 处需要修改" in html
    control = dict(Reader(html).controls[0][1])
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_name-hint id_name-err"


def test_a_field_left_empty_is_answered_with_what_to_do_even_where_the_form_found_no_words():
    html = everything(Form({}))
    assert html.count("请选所在区") == 2
    assert "必填" not in html


def test_an_error_of_the_whole_form_stands_in_the_summary_without_a_link():
    form = Form({"name": "1", "mode": "2", "area": "a", "agree": "1"})
    form.add_error(None, "手机号和密码对不上")
    assert "<strong>手机号和密码对不上</strong>" in draw("{% error_summary form %}", form=form)


def test_a_form_without_errors_has_no_summary_and_no_counted_title():
    form = Form({"name": "1", "mode": "2", "area": "a", "agree": "1"})
    assert draw("{% error_summary form %}{% error_title form %}", form=form).strip() == ""


def test_the_title_of_a_page_with_errors_counts_those_of_all_its_forms():
    assert (
        draw("{% error_title one none two %}", one=Form({}), two=Form({}), none=None) == "有 8 处需要修改："
    )


def test_what_was_typed_is_kept_and_escaped():
    html = everything(Form({"name": EVIL, "mode": "2", "story": EVIL}))
    assert EVIL not in html
    assert html.count("&lt;script&gt;") == 2
    assert re.search(r'<input type="radio"[^>]*value="2" checked>', html)


def test_a_choice_carries_its_line_of_help():
    assert "都有<small>平台上要公示许可证</small>" in draw("{% field form.mode %}", form=Form())


def test_each_kind_of_control_gets_its_class():
    html = draw("{% field form.name width='s' affix='平方米' %}", form=Form())
    assert 'class="input w-s"' in html and "<span>平方米</span>" in html
    assert 'class="drop"' in draw("{% field form.paper %}", form=Form())
    assert 'class="select"' in draw("{% field form.area %}", form=Form())
    assert 'rows="3"' in draw("{% field form.story rows=3 %}", form=Form())


def test_an_optional_field_says_so_when_asked_to():
    assert "可不填" in draw("{% field form.story opt='auto' %}", form=Form())
    assert "可不填" not in draw("{% field form.name opt='auto' %}", form=Form())


@pytest.mark.parametrize("kind", ["ok", "warn", "bad", "mute", "info"])
def test_a_lamp_is_a_shape_and_words(kind):
    html = draw("{% light lamp %}", lamp=Thing(kind=kind, words="剩 5 天"))
    assert f"light--{kind}" in html and f"light__shape--{kind}" in html and "剩 5 天" in html


def test_lamps_differ_in_shape_and_not_only_in_colour():
    shapes = {
        re.sub(r"light__shape--\w+", "", draw("{% light_shape kind %}", kind=kind))
        for kind in ("ok", "warn", "bad", "mute", "info")
    }
    assert len(shapes) == 5


def test_a_card_carries_its_word():
    assert draw("{% card_mark 'red' %}") == '<span class="card-mark card-mark--red">红牌</span>'
    assert "黄牌" in draw("{% card_mark 'yellow' %}")


def test_words_of_tags_are_escaped():
    lamp = Thing(kind="ok", words=EVIL)
    html = draw("{% light lamp %}{% tag 'ok' evil 'check' %}{% icon evil %}", lamp=lamp, evil=EVIL)
    assert EVIL not in html


def test_dates_and_numbers_are_written_as_the_guide_says():
    at = datetime(2026, 4, 6, 23, 5, tzinfo=UTC)
    assert draw("{% zh_date d %}", d=date(2026, 4, 7)) == "4 月 7 日（周二）"
    assert draw("{% zh_date at year=True %}", at=at) == "2026 年 4 月 7 日（周二）"
    assert draw("{% zh_datetime at %}", at=at) == "4 月 7 日 7:05"
    assert draw("{% short_date at %}", at=at) == "04-07"
    assert draw("{% short_datetime at %}", at=at) == "04-07 07:05"
    assert draw("{% zh_date none %}{% short_date none %}{% zh_datetime none %}", none=None) == ""
    assert draw("{% case_no n %}", n="3201062603260317") == "3201 0626 0326 0317"


def test_the_bar_stays_inside_its_frame():
    assert 'width="100" height="8"/></svg>' in draw("{% bar 250 'bad' %}")
    assert 'class="v v--ok" width="62.5"' in draw("{% bar 62.5 'ok' %}")
    assert 'width="0"' in draw("{% bar none %}", none=None)


def test_a_sparkline_starts_low_for_the_smallest_and_ends_high_for_the_largest_number():
    html = draw("{% spark numbers %}", numbers=[1, 2, 3])
    assert 'd="M0.0 28.0L50.0 16.0L100.0 4.0"' in html
    assert "nan" not in draw("{% spark flat %}{% spark none %}", flat=[3, 3], none=[])


def test_progress_counts_the_steps_in_words_for_a_phone():
    html = draw("{% progress steps 2 %}", steps=["主体信息", "经营场所", "核对"])
    assert "第 2 步，共 3 步：经营场所" in html
    assert html.count("已填完") == 1


def test_a_locked_task_is_no_link():
    rows = [
        {"label": "上传材料", "url": "/m/", "kind": "info", "words": "填写中"},
        {"label": "核对后提交", "url": "", "kind": "", "words": "还不能开始"},
    ]
    html = draw("{% tasks rows %}", rows=rows)
    assert html.count("<a ") == 1 and 'class="is-locked"' in html


def test_facts_check_answers_and_crumbs_escape_their_values():
    rows = [("地址", EVIL)]
    html = draw("{% facts rows %}", rows=rows)
    html += draw("{% sum rows %}", rows=[("地址", EVIL, "/edit/"), ("备注", "", "")])
    html += draw("{% crumbs '首页' '/' evil %}", evil=EVIL)
    assert EVIL not in html
    assert "没有填" in html and "修改<span" in html and 'aria-current="page"' in html


def test_the_timeline_marks_where_the_case_stands():
    rows = [
        Thing(
            kind="done",
            title="受理",
            at=datetime(2026, 3, 30, 1, 10, tzinfo=UTC),
            text=EVIL,
            links=[("通知书", "/p/")],
        ),
        Thing(kind="now", title="审查", when="进行中"),
    ]
    html = draw("{% line rows %}", rows=rows)
    assert "3 月 30 日 9:10" in html and 'aria-current="step"' in html and EVIL not in html


def test_rating_has_five_faces_and_none_chosen():
    class Rating(forms.Form):
        score = forms.ChoiceField(
            label="满意吗",
            widget=forms.RadioSelect,
            choices=[(str(n), f"{n} 分") for n in (5, 4, 3, 2, 1)],
        )

    html = draw("{% rate form.score %}", form=Rating())
    assert html.count("rate__face") == 5 and "checked" not in html
    assert len(set(re.findall(r'd="([^"]+)"/></svg>', html))) == 5


def test_the_pager_keeps_the_filters_and_is_silent_when_there_is_one_page():
    request = RequestFactory().get("/", {"light": "bad", "after": "old"})
    html = draw("{% pager following='new' %}", request=request)
    assert "?light=bad&amp;after=new" in html and "old" not in html and "回第一页" in html
    alone = draw("{% pager following='' %}", request=RequestFactory().get("/"))
    assert alone.strip() == ""
