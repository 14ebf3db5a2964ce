"""Taking the file of a case that is over: by a reviewer or the head of its office, for a purpose that is kept."""

import tempfile

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ledger import clock
from ledger.verbs import Refused
from powers.people.people import Role
from workflow.desk import case_file
from workflow.materials import readings
from workflow.rooms import case_in
from workflow.states import CLOSED

IN_MEMORY = 8 * 1024 * 1024
PURPOSES = [
    ("archive", "归档"),
    ("review", "行政复议，提交证据和依据"),
    ("court", "行政诉讼，提交证据和依据"),
    ("inspection", "监督检查"),
    ("applicant", "申请人依法查阅"),
]


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(
        label="用在哪里", choices=[("", "请选"), *PURPOSES],
        error_messages={"required": "请选案卷用在哪里，会和下载记录一起保存", "invalid_choice": "请从列表里选用在哪里"},
    )  # fmt: skip


def may_take(user, case) -> bool:
    """The file goes out whole, with every name in it, so the post that answers for the case takes it, and only at the end."""
    return case.state in CLOSED and user.holds(Role.REVIEWER, Role.HEAD, office_id=case.office_id)


@require_POST
def take(request, number):
    case = case_in(request, number, "desk")
    if case.state not in CLOSED:
        raise Refused("这一件还没有办结，办结以后才有案卷")
    if not may_take(request.user, case):
        raise PermissionDenied
    form = PurposeForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["purpose"][0])
        return redirect("desk_case", number=number)
    readings.note(
        case, by=request.user, what=readings.What.CASE, way=readings.Way.ORIGINAL, at=clock.now(),
        purpose=dict(PURPOSES)[form.cleaned_data["purpose"]],
    )  # fmt: skip
    # Closed by the response, which sends it piece by piece.
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    case_file.write(case, file)
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=f"案卷{case.number}.zip")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
