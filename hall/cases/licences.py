"""My licences (我的证照): what I hold, until when, and asking for it to be renewed or changed.

A renewal is an application for the same item that names the licence. Asked for thirty days before the end it cannot lapse by
silence (行政许可法 第五十条); later it may still be asked for, and the page says what that means; after the end it is refused.
"""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hall.apply import drafts
from hall.apply.agency_licences import edition_for
from ledger import clock
from ledger.clock import civil_day
from workflow.licences import terms
from workflow.licences.changes import LicenceChange
from workflow.licences.licences import Licence
from workflow.licences.renewals import Renewal
from workflow.newest_first import page

PAGE = 20


@never_cache
@require_GET
def mine(request):
    today = civil_day(clock.now())
    found, following = page(own(request), by="last_at", after=request.GET.get("after", ""), size=PAGE)
    waiting = Renewal.objects.filter(licence__in=found, case__decided_at=None, case__concluded_at=None)
    renewing = {each.licence_id: each for each in waiting.select_related("case")}
    asked = LicenceChange.objects.filter(licence__in=found, case__decided_at=None, case__concluded_at=None)
    changing = {each.licence_id: each for each in asked.select_related("case")}
    rows = [
        (licence, renewing.get(licence.pk), may_renew(licence, today), *_days(licence, today))
        + (changing.get(licence.pk), may_change(licence, today))
        for licence in found
    ]
    return render(request, "hall/licences.html", {"rows": rows, "next": following})


@require_POST
def renew(request, pk):
    licence = get_object_or_404(own(request), pk=pk)
    draft = drafts.start(edition_for(licence), by=request.user, at=clock.now(), renews=licence)
    return redirect("apply", draft.pk)


def may_change(licence: Licence, today) -> bool:
    return licence.is_valid and (licence.valid_to is None or today <= licence.valid_to)


def may_renew(licence: Licence, today) -> bool:
    return licence.is_valid and licence.valid_to is not None and today <= licence.valid_to


def _days(licence: Licence, today) -> tuple:
    """The last day to ask in time, and whether it has passed."""
    by = terms.file_by(licence.valid_to) if licence.valid_to else None
    return by, by is not None and today > by


def own(request):
    """What the holder of the account holds himself; what he was granted as an agent is his principal's."""
    licences = Licence.objects.visible_to(request.user).filter(
        case__applicant=request.user, case__agency=None
    )
    return licences.select_related(
        "power__current", "power__office", "power__power_class", "office", "case__edition"
    )
