"""A file of a draft, of an application or of a correction: looking at it again, and taking it out.

The button that takes a file out stands in the form of the uploads, so files that were just chosen there come along and are
kept, not lost.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hall.apply import putting_off
from hall.apply.apply import load, moved_on
from hall.apply.draft_requirements import of_draft
from hall.apply.materials import receive
from hall.cases.owed_pages import listed_of
from workflow.materials import downloads


@never_cache
@require_GET
def file(request, pk, number):
    """One's own file again: pictures in the page, all else as an attachment."""
    found = get_object_or_404(load(request, pk).files, pk=number)
    return downloads.material(found, inline=True)


@require_POST
def remove(request, pk, number):
    draft = load(request, pk)
    found = get_object_or_404(draft.files, pk=number)
    found.delete()
    messages.success(request, f"已经删掉“{found.file_name}”")
    listed = listed_of(draft.case) if draft.is_correction else of_draft(draft)
    refusals = receive(request, draft, listed)
    refusals |= {} if draft.is_correction else putting_off.note(request, draft, listed)
    for refusal in refusals.values():
        messages.error(request, refusal)
    return moved_on(draft) if draft.is_correction else redirect("apply_materials", pk)
