"""The open interface (开放数据接口), version 1: the catalogue for programs. Every question is a GET, every list paged by key.

Its description is an OpenAPI document; the page that explains it is ours (open_pages), because the library's own needs scripts
that the hall's content policy does not let run, and speaks English.
"""

from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Query
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError

from hall.catalogue.records import Look, day_of, found
from hall.open_data import views
from hall.open_data.answers import published, refused
from hall.open_data.asked import AFTER, CLASS, FORMAT, LEVEL, LIMIT, OFFICE, ON, STANDING, THEME, WORDS
from hall.open_data.shapes import (
    ChangePage,
    ClassList,
    EditionList,
    EditionShape,
    Failure,
    OfficePage,
    PowerPage,
    PowerShape,
)
from hall.open_data.tables import listed
from ledger import clock
from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.catalogue import Edition, Power, PowerClass
from powers.force import latest
from powers.people.offices import Level, Office
from powers.revisions.change_log import catalogue_log, change_log

VERSION = "1.1.0"
FAILURES = dict.fromkeys((400, 404, 405, 422, 429), Failure)
api = NinjaAPI(
    title="江苏省行政权力清单开放数据接口",
    version=VERSION,
    description="只读，不用登记，谁都可以用。数据和网上政务大厅公布的清单是同一份。",
    urls_namespace="open",
    docs_url=None,
    openapi_url=None,
)


def question(path: str, shape, summary: str):
    """A question of the interface, with what all of them have in common.

    What was not published is not filled in: the content of an edition must read as it was sealed.
    """

    def decorate(view):
        asked = api.get(path, response={200: shape, **FAILURES}, summary=summary, exclude_unset=True)
        return asked(decorate_view(published)(view))

    return decorate


def today():
    return civil_day(clock.now())


@question("/powers", PowerPage, "事项清单：现行的，某一天的，或者已经取消的")
def powers(
    request, q: str = WORDS, power_class: str = CLASS, office: str = OFFICE, level: Level | None = LEVEL,
    theme: str = THEME, on: str = ON, standing: str = STANDING, after: str = AFTER, limit: int = LIMIT, format: str = FORMAT,
):  # fmt: skip
    look = Look(today(), on=day_of({"on": on}, today=today()), standing=standing)
    filters = {"power_class": power_class, "office": office, "level": level, "theme": theme}
    page = found(look, q, after=after, limit=limit, **filters)
    return listed(
        request, [views.power(e, on=look.day) for e in page.editions], after=page.after, format=format
    )


@question("/powers/{uuid:id}", PowerShape, "一个事项")
def power(request, id: UUID):
    last = latest().select_related("power__office", "power__power_class").filter(power=id)
    last = last.prefetch_related("power__suspensions")
    return views.power(get_object_or_404(last), on=today())


@question("/powers/{uuid:id}/editions", EditionList, "一个事项的全部版本，新的在前")
def editions(request, id: UUID):
    held = get_object_or_404(Power.objects.prefetch_related("suspensions"), pk=id)
    return {"items": [views.brief(each, on=today()) for each in held.editions.defer(*Edition.DOCUMENTS)]}


@question("/editions/{uuid:id}", EditionShape, "一个版本，连同发布的全部内容")
def edition(request, id: UUID):
    shown = get_object_or_404(Edition.objects.select_related("power__office"), pk=id)
    log = change_log(shown.power)
    for entry in log:
        entry.edition.power = shown.power
    return views.whole(shown, log, on=today())


@question("/changes", ChangePage, "清单的变更，新的在前")
def changes(
    request,
    after: int = Query(0, ge=0, le=2**63 - 1, description="上一页最后一条的顺序号"),
    limit: int = LIMIT,
    format: str = FORMAT,
):
    log = catalogue_log(before=after, limit=limit + 1)
    following = str(log[limit - 1].pk) if len(log) > limit else ""
    return listed(request, [views.change(each) for each in log[:limit]], after=following, format=format)


HELD = Count("power", filter=Q(power__current__isnull=False))


@question("/classes", ClassList, "权力类别")
def classes(request, format: str = FORMAT):
    rows = PowerClass.objects.annotate(powers=HELD).values("code", "name", "on_application", "powers")
    return listed(request, list(rows), format=format)


@question("/offices", OfficePage, "实施主体")
def offices(request, after: str = AFTER, limit: int = LIMIT, format: str = FORMAT):
    rows = Office.objects.filter(powers__isnull=False, code__gt=after).select_related("area").order_by("code")
    rows = rows.annotate(held=Count("powers", filter=Q(powers__current__isnull=False), distinct=True))
    page = list(rows.distinct()[: limit + 1])
    facts = [
        {"code": o.code, "name": o.name, "short_name": o.short_name, "phone": o.phone, "address": o.address,
         "area": {"code": o.area_id, "name": o.area.name}, "powers": o.held}
        for o in page[:limit]
    ]  # fmt: skip
    return listed(request, facts, after=page[limit - 1].code if len(page) > limit else "", format=format)


@api.exception_handler(Http404)
def not_found(request, error):
    return refused(404, "没有找到，请核对标识")


@api.exception_handler(HttpError)
def not_read(request, error):
    return refused(error.status_code, "请求的格式不对，请对照接口说明改正后再发")


@api.exception_handler(Refused)
def not_answered(request, error):
    return refused(422, str(error))


@api.exception_handler(ValidationError)
def not_understood(request, error):
    names = "、".join(dict.fromkeys(str(each["loc"][-1]) for each in error.errors))
    return refused(422, f"参数 {names} 写得不对，请看接口说明里它能取的值")
