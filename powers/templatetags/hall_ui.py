"""The components of every page, one tag each. What a state, a lamp or a field looks like is decided here and in
`templates/parts/`, nowhere else; a page names the thing and passes its data.
"""

from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from powers import figures, form_ui, wording

register = template.Library()
for words in (
    wording.zh_date,
    wording.zh_datetime,
    wording.short_date,
    wording.short_datetime,
    wording.case_no,
):
    register.simple_tag(words)

CARD_NAMES = {"red": "红牌", "yellow": "黄牌"}


@register.simple_tag
def icon(name):
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("icons.svg"),
        name,
    )


@lru_cache(maxsize=1024)
def drawn(name: str, **words: str) -> str:
    """A component that says the same for the same few words, drawn once: a list shows it in every line."""
    return render_to_string(name, words)


@register.simple_tag
def light_shape(kind):
    return drawn("parts/light_shape.html", kind=str(kind))


@register.simple_tag
def light(lamp):
    return drawn("parts/light.html", kind=str(lamp.kind), words=str(lamp.words))


@register.inclusion_tag("parts/tag.html")
def tag(kind, words, symbol="", large=False):
    return {"kind": kind, "words": words, "symbol": symbol, "large": large}


@register.simple_tag
def card_mark(colour):
    return format_html(
        '<span class="card-mark card-mark--{}">{}</span>', colour, CARD_NAMES.get(str(colour), "")
    )


@register.inclusion_tag("parts/field.html")
def field(bound, **wishes):
    return form_ui.face(bound, **wishes)


@register.inclusion_tag("parts/rate.html")
def rate(bound):
    return form_ui.face(bound)


@register.inclusion_tag("parts/error_summary.html")
def error_summary(*forms):
    return {"faults": form_ui.faults(*forms)}


@register.simple_tag
def error_title(*forms):
    """What goes before the title of a page with errors."""
    count = len(form_ui.faults(*forms))
    return f"有 {count} 处需要修改：" if count else ""


@register.simple_tag
def bar(percent, kind=""):
    shape = '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    rects = '<rect width="100" height="8"/><rect class="v{}" width="{}" height="8"/></svg>'
    return format_html(shape + rects, f" v--{kind}" if kind else "", figures.bar_width(percent))


@register.simple_tag
def spark(numbers):
    line = figures.spark_line(numbers)
    return format_html(
        '<svg class="spark" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<path class="area" d="{}"/><path class="v" d="{}"/></svg>',
        figures.spark_area(line),
        line,
    )


def listed(rows, **wishes):
    return {"rows": rows, **wishes}


for name in ("facts", "sum", "tasks", "line", "clock"):
    register.inclusion_tag(f"parts/{name}.html", name=name)(listed)


@register.inclusion_tag("parts/progress.html")
def progress(steps, current, label="申请进度"):
    """`current` counts from 1."""
    return {
        "steps": steps,
        "current": current,
        "label": label,
        "now": steps[current - 1],
        "count": len(steps),
    }


@register.inclusion_tag("parts/crumbs.html")
def crumbs(*words_and_addresses):
    """Pairs of words and address, and the words of the page itself."""
    *pairs, here = words_and_addresses
    return {"pairs": list(zip(pairs[::2], pairs[1::2], strict=True)), "here": here}


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context, following="", previous=""):
    """Links by key that keep the filters of the list."""
    asked = context["request"].GET if "request" in context else QueryDict()
    kept = {name: values for name, values in asked.lists() if name not in ("after", "before")}
    return {
        "following": address(kept, after=following),
        "previous": address(kept, before=previous),
        "first": address(kept, is_first=True) if "after" in asked and not previous else "",
    }


def address(kept, *, is_first=False, **place):
    wanted = kept | {name: token for name, token in place.items() if token}
    is_link = is_first or any(place.values())
    return f"?{urlencode(wanted, doseq=True)}" if is_link else ""
