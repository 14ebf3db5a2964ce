"""An agent names a licence of his principal and what he asks for: to renew it, or to change it."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hall import throttle
from hall.accounts.applicants import identity
from hall.accounts.registration_forms import text_field
from hall.apply import agency_licences
from hall.apply.agency_forms import EnterprisePrincipalForm, PersonPrincipalForm
from hall.cases.licence_change_pages import ChangeForm
from ledger import clock
from ledger.verbs import NotAllowed
from workflow.licences.holders import NotHis, plain_number


class LicenceNumberForm(forms.Form):
    number = text_field("证号", "宁卫许〔2026〕12号", hint="证件上的编号，括号和空格怎么写都可以", size=60)


class OfPersonForm(LicenceNumberForm, PersonPrincipalForm):
    field_order = ["number", *PersonPrincipalForm.field_order]


class OfEnterpriseForm(LicenceNumberForm, EnterprisePrincipalForm):
    field_order = ["number", *EnterprisePrincipalForm.field_order]


ACTS = ("renew", "change")
FORMS = {"person": OfPersonForm, "enterprise": OfEnterpriseForm}


@never_cache
@require_http_methods(["GET", "POST"])
def name_licence(request, act):
    """Which licence, whose it is, and for a change what is to be written otherwise; a wrong pair is one sentence."""
    if act not in ACTS:
        raise Http404
    if not request.user.is_applicant:
        raise NotAllowed("工作账号不能代他人申请，请用个人或者单位的账户登录")
    kind = "enterprise" if request.GET.get("kind") == "enterprise" else "person"
    typed = request.POST if request.method == "POST" else None
    form = FORMS[kind](typed, agent=identity(request.user))
    wish = ChangeForm(typed, prefix="to") if act == "change" else None
    if all(each.is_valid() for each in (form, wish) if each):
        draft = _begun(request, form, wish)
        if draft:
            return redirect("apply", draft.pk)
    context = {"act": act, "kind": kind, "form": form, "wish": wish}
    return render(request, "hall/licence_behalf.html", context, status=422 if form.is_bound else 200)


def _begun(request, form, wish):
    said = form.cleaned_data
    throttle.licence_of_another(request, number=plain_number(said["number"]))
    details = {part: text for part, text in said.items() if part != "number"}
    asks = {"kind": form.kind, "details": details, "alterations": wish.to if wish else None}
    try:
        return agency_licences.begin(said["number"], by=request.user, at=clock.now(), **asks)
    except NotHis as wrong:
        form.add_error("number", str(wrong))
        return None
