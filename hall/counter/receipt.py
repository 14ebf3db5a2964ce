"""What a visitor takes home from the counter: the number, the query code, and what happens next."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hall.apply.receipts import material_names, what_next
from hall.cases.query_codes import grouped, query_code
from ledger import clock
from workflow.rooms import case_in


@never_cache
@require_GET
def receipt(request, number):
    """Of an application that was entered at the window; whoever filed online has a receipt of his own."""
    case = case_in(request, number, "window")
    if not case.applied.is_entered:
        raise Http404
    context = {
        "case": case,
        "code": grouped(query_code(case.pk)),
        "steps": what_next(case, at=clock.now()),
        "files": len(case.application.get("files", ())),
        "copies": sum(case.applied.paper.values()),
        "material_names": material_names(case),
        "paper": next((p for p in case.papers.all() if p.kind == "submission_receipt"), None),
    }
    return render(request, "hall/counter_receipt.html", context)
