"""What a refusing page gives back reads as the form did: labels of choices, names of fields, nothing nobody typed."""

from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from config.refusals import kept
from powers import kept_words


class Asked(forms.Form):
    outcome = forms.ChoiceField(label="结论", choices=[("grant", "准予"), ("refuse", "不予")])
    place = forms.ChoiceField(label="地区", choices=[("", "请选"), ("南京市", [("320106", "鼓楼区")])])
    note = forms.CharField(label="意见")
    rows = forms.CharField(widget=forms.HiddenInput)


def refused(*bound, **typed):
    request = RequestFactory().post("/", typed)
    kept_words.remember(request, *bound)
    return [(each["label"], each["value"]) for each in kept(request)]


def test_a_choice_reads_as_its_label_and_what_nobody_typed_is_left_out():
    form = Asked(QueryDict("outcome=grant"))
    typed = {"outcome": "grant", "place": "320106", "note": "符合条件", "rows": "2", "do": "save"}
    assert refused(form, **typed) == [("结论", "准予"), ("地区", "鼓楼区"), ("意见", "符合条件")]


def test_a_value_that_is_no_choice_is_given_back_as_it_came():
    assert refused(Asked({}), outcome="别的") == [("结论", "别的")]


def test_without_a_form_the_text_is_given_back_as_it_came():
    request = RequestFactory().post("/", {"note": "写了很久的意见"})
    assert [each["value"] for each in kept(request)] == ["写了很久的意见"]
