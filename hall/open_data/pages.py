"""The page of the open data, the description of the interface for programs, and the whole catalogue as a file."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hall.catalogue.public_mark import mark
from hall.open_data import files
from hall.open_data.answers import QUESTIONS, published
from hall.open_data.open_data import VERSION, api
from ledger import clock
from ledger.clock import civil_day

# What a search engine is asked to leave alone; everything personal is behind a login in any case.
NOT_FOR_ROBOTS = (
    "/account/", "/apply/", "/cases/", "/drafts/", "/login/", "/own/", "/progress/", "/register/", "/search/", "/window/",
)  # fmt: skip


@login_not_required
@require_safe
def open_data(request):
    context = {
        "questions": questions(),
        "version": VERSION,
        "limit": QUESTIONS,
        "base": request.build_absolute_uri("/open/v1"),
        "shapes": shapes(),
    }
    return render(request, "hall/open_data.html", context)


@login_not_required
@require_safe
@published
def schema(request):
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
@published
def whole(request, kind):
    if kind not in files.KINDS:
        raise Http404
    today = civil_day(clock.now())
    state = mark().etag(today, files.COLUMNS).strip('"')
    path = files.file(kind, state=state, on=today)
    name = f"权力清单-{today}.{kind}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=files.TYPES[kind])


@login_not_required
@require_safe
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cache
def described() -> dict:
    """The OpenAPI document, drawn up once from the questions themselves."""
    return dict(api.get_openapi_schema(path_prefix="/open/v1/"))


def questions() -> list[dict]:
    """Each question in words: its address, what it answers, what may be asked with it."""
    found = []
    for path, methods in described()["paths"].items():
        asked = methods["get"]
        content = asked["responses"][200]["content"]["application/json"]["schema"]
        found.append(
            {
                "path": path,
                "summary": asked["summary"],
                "parameters": [_parameter(each) for each in asked["parameters"]],
                "shape": content["$ref"].rsplit("/", 1)[-1],
            }
        )
    return found


def _parameter(given: dict) -> dict:
    schema = given["schema"]
    return {
        "name": given["name"],
        "is_part": given["in"] == "path",
        "words": schema.get("description") or ("标识" if given["in"] == "path" else ""),
        "default": schema.get("default", ""),
    }


def shapes() -> list[dict]:
    """Each shape an answer can have, field by field."""
    found = []
    for name, shape in described()["components"]["schemas"].items():
        fields = [
            {"name": field, "words": facts.get("description", ""), "kind": _kind(facts)}
            for field, facts in shape.get("properties", {}).items()
        ]
        if fields:
            found.append({"name": name, "words": shape.get("description", ""), "fields": fields})
    return found


def _kind(facts: dict) -> str:
    """文字，整数，是否，日期，一列… as people say it."""
    if "anyOf" in facts:
        return "，或者".join(_kind(each) for each in facts["anyOf"])
    if "$ref" in facts:
        return facts["$ref"].rsplit("/", 1)[-1]
    if facts.get("type") == "array":
        return f"{_kind(facts['items'])} 的列表"
    return KINDS.get(facts.get("format") or facts.get("type"), "")


KINDS = {
    "string": "文字", "integer": "整数", "boolean": "true 或 false", "object": "对象", "null": "没有（null）",
    "uuid": "标识", "date": "日期", "date-time": "时间",
}  # fmt: skip
