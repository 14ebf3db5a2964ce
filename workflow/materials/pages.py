"""What officials see of a material on both nets: a page of it, its words, a copy, the original, two versions side by side.

Each leaves a reading, and each is the same in both rooms (window and desk).
"""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from exchange import blobs, scans
from ledger import clock
from ledger.one_moment import one_moment
from ledger.verbs import Refused
from workflow.materials import downloads, pictures, readings
from workflow.materials.comparison import compare
from workflow.materials.readings import Way, What
from workflow.materials.viewer import Pose, Viewer, earlier, viewer
from workflow.rooms import case_in

COMPARISON = {"window": "window/compare.html", "desk": "desk/compare.html"}


def drawn(request, load: Callable, draw: Callable, *, room: str, first=lambda case: True) -> tuple:
    """A case's page with its viewer, all read as of one moment; returns the case that `load` found, and the answer.

    A document that is shown as words is looked at. That is kept after the moment, in which nothing is written, and before the
    page leaves. `first` says whether the first material is opened unasked.
    """
    with one_moment():
        case = load()
        found = viewer(case, request.GET, room=room, by=request.user, at=clock.now(), first=first(case))
        _read_words(found)
        answer = draw(case, found)
    if found and found.lines:
        _note(request, case, found.shown, Way.LOOK)
    return case, answer


def _read_words(found: Viewer | None) -> None:
    if found and found.stands == scans.Scan.CLEAN and pictures.kind_of(found.shown) == "docx":
        try:
            found.lines.extend(pictures.words(found.shown))
        except (blobs.Missing, Refused):
            found.lines.clear()


@require_GET
def fetch(request, number, pk, place) -> HttpResponse:
    """A copy with the reader's mark, or the file as it was handed in, for checking signatures and seals."""
    case = case_in(request, number, place)
    material = get_object_or_404(case.materials, pk=pk)
    way = Way.ORIGINAL if "original" in request.GET else Way.COPY
    marked = pictures.mark(request.user, case, at=clock.now()) if way == Way.COPY else None
    answer = downloads.material(material, marked=marked)
    _note(request, case, material, way)
    return answer


@require_GET
def page(request, number, pk, place) -> HttpResponse:
    """One page as a picture."""
    case = case_in(request, number, place)
    material = get_object_or_404(case.materials, pk=pk)
    pose = Pose.read(request.GET, pages=material.details.get("pages") or 1)
    answer = downloads.page(material, pose, marked=pictures.mark(request.user, case, at=clock.now()))
    _note(request, case, material, Way.LOOK)
    return answer


@require_GET
def side_by_side(request, number, pk, place) -> HttpResponse:
    """A corrected material and its earlier version."""
    case = case_in(request, number, place)
    materials = list(case.materials.all())
    after = get_object_or_404(case.materials, pk=pk)
    before = earlier(after, materials)
    if before is None:
        raise Refused("这份材料没有更早的版本，不用比较")
    for material in (before, after):
        scans.refuse_unsafe(material.sha256)
        _note(request, case, material, Way.LOOK)
    pages = max(m.details.get("pages") or 1 for m in (before, after))
    context = {
        "case": case, "before": before, "after": after, "pages": pages, "pose": Pose.read(request.GET, pages=pages),
        "found": downloads.arrived(compare, before, after),
        "before_drawn": pictures.is_drawn(before), "after_drawn": pictures.is_drawn(after),
    }  # fmt: skip
    return render(request, COMPARISON[place], context)


@require_GET
def fetch_paper(request, number, pk, place) -> HttpResponse:
    case = case_in(request, number, place)
    paper = get_object_or_404(case.papers, pk=pk)
    readings.note(case, by=request.user, what=What.PAPER, item=paper.pk, way=Way.COPY, at=clock.now())
    return downloads.paper(paper)


def _note(request, case, material, way: Way) -> None:
    readings.note(case, by=request.user, what=What.MATERIAL, item=material.pk, way=way, at=clock.now())
