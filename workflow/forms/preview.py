"""Trying a draft form: the pages an applicant would see, judged as his would be. Nothing is written.

What was typed so far travels in the page itself, so that questions of later sections arise as they would. A form with faults
cannot be tried; whoever may see the revision may try it.
"""

import json

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ledger import canon
from ledger.verbs import Refused
from powers.catalogue import Edition
from powers.flow.editor import drafted, may_write
from powers.forms.item_forms import faults
from workflow.forms import typed
from workflow.forms.answers import section_form, shown
from workflow.forms.arising import arising, section_arises
from workflow.forms.drawing import drawn
from workflow.forms.row_acts import act_on_rows
from workflow.materials.materials import wanted

MOST_CARRIED = 200_000
ENDS = "核对提交"


@require_http_methods(["GET", "HEAD", "POST"])
def try_form(request, pk):
    revision = drafted(request.user, pk)
    form = revision.content["form"]
    problems = faults(form)
    if problems or not form:
        raise Refused("申请表还不能试填：" + ("；".join(problems[:3]) or "还没有写，请先编辑申请表"))
    if request.method == "POST" and request.POST.get("do") != "restart":
        return _judged(request, revision, form)
    return _page(request, revision, told={}, code=request.GET.get("section", ""))


def _judged(request, revision, form: dict):
    """The page as sent: drawn again with its faults, or the next one."""
    told = _carried(request.POST.get("carried", ""))
    section = next((each for each in form["sections"] if each["code"] == request.POST.get("section")), None)
    if section is None:
        return _page(request, revision, told=told, code=ENDS)
    told |= typed.read(section, request.POST) | _chosen(request, section)
    acted = act_on_rows(section, told, request.POST.get("do", ""))
    bound = section_form(section, data=told, form=form)
    if acted or not bound.is_valid():
        again = section_form(section, initial=told, form=form) if acted else bound
        return _page(
            request, revision, told=told, code=section["code"], bound=again, status=200 if acted else 422
        )
    codes = [each["code"] for each in _asked(form, told)]
    place = codes.index(section["code"]) + 1 if section["code"] in codes else 0
    return _page(request, revision, told=told, code=codes[place] if place < len(codes) else ENDS)


def _chosen(request, section: dict) -> dict:
    """Uploads of a try keep their names only."""
    uploads = [question["code"] for question in section["questions"] if question["kind"] == "upload"]
    return {
        code: [file.name for file in request.FILES.getlist(code)] for code in uploads if code in request.FILES
    }


def _carried(text: str) -> dict:
    if len(text) > MOST_CARRIED:
        return {}
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _asked(form: dict, told: dict) -> list[dict]:
    asked = arising(form, told)
    return [section for section in form["sections"] if section_arises(section, asked)]


def _page(request, revision, *, told: dict, code: str, bound=None, status=200):
    form = revision.content["form"]
    asked = _asked(form, told)
    section = next((each for each in asked if each["code"] == code), None)
    section = section or (asked[0] if code != ENDS and asked else None)
    names = [each["title"] for each in asked] + [ENDS]
    context = {
        "revision": revision,
        "may_write": may_write(request.user, revision),
        "section": section,
        "heading": section["title"] if section else "提交前请核对",
        "names": names,
        "current": names.index(section["title"]) + 1 if section else len(names),
        "carried": json.dumps(canon.tidy(told), ensure_ascii=False),
    }
    if section:
        shown_form = bound or section_form(section, initial=told, form=form)
        context |= {"form": shown_form, "questions": drawn(shown_form), "accept": ""}
    else:
        context |= _summary(revision, told)
    return render(request, "forms/try.html", context, status=status)


def _summary(revision, told: dict) -> dict:
    """The last page: everything in words, and the materials these answers call for."""
    content = revision.content
    sections = shown(content["form"], told)
    needed = wanted(_edition(content), told)
    return {
        "sections": [(title, [(label, words, "") for label, words in rows]) for title, rows in sections],
        "materials": [m for m in needed if m.get("form") != "在线填写"],
    }


def _edition(content: dict) -> Edition:
    """The draft's content as the edition it would be, not saved."""
    return Edition(form=content["form"], materials=content["materials"])
