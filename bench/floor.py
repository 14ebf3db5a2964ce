"""The least Django can do, as pages: one indexed row in a small template, and twenty rows in 32 KB of HTML. No middleware."""

from django.conf import settings
from django.http import HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path

from powers.people.offices import Office
from workflow.calendar.workdays import CalendarDay

SMALL = "<!doctype html><title>{{ row.name }}</title><h1>{{ row.name }}</h1><p>{{ row.phone }}</p><p>{{ row.address }}</p>"
# Seven columns, as a list of cases has: a link, words, dates. The rest of the 32 KB is markup.
SHOWN = (
    '<a href="{% url \'floor\' row.pk|date:\'Ymd\' %}">{{ row.note }}</a>',
    "{{ row.pk|date:'Y-m-d' }}", "{{ row.note }}", "{{ row.pk|date:'m-d' }}", "{{ row.note }}", "{{ row.pk|date:'n 月 j 日' }}",
    "{% if row.note %}{{ row.note }}{% else %}-{% endif %}",
)  # fmt: skip
CELLS = "".join(
    f'<td class="num nowrap" data-th="列">{words}<small>{"·" * 60}</small></td>' for words in SHOWN
)
LONG = f"<!doctype html><title>20</title><table>{{% for row in rows %}}<tr>{CELLS}</tr>{{% endfor %}}</table>"


def one_row(request, code):
    return HttpResponse(_template(SMALL).render({"row": Office.objects.get(code=code)}))


def twenty_rows(request):
    return HttpResponse(_template(LONG).render({"rows": CalendarDay.objects.order_by("pk")[:20]}))


_compiled: dict = {}


def _template(text: str):
    if text not in _compiled:
        _compiled[text] = engines["django"].from_string(text)
    return _compiled[text]


urlpatterns = [path("row/<str:code>/", one_row, name="floor"), path("rows/", twenty_rows)]


class Floor:
    """A browser that meets nothing but the floor."""

    def __init__(self):
        self.client = Client()
        self.small, self.long = f"/row/{Office.objects.first().code}/", "/rows/"

    def get(self, url: str):
        return self.client.get(url)

    def __enter__(self):
        self.bare = override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
        self.bare.enable()
        assert settings.MIDDLEWARE == []
        return self

    def __exit__(self, *_):
        self.bare.disable()
