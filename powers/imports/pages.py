"""The pages of import and export, for the staffing and the legal office: upload, progress, preview, what to correct."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledger import clock
from powers import wakes
from powers.catalogue import PowerClass
from powers.imports import exports, imports, lists
from powers.imports.downloading import attachment_headers
from powers.imports.template_sheet import template
from powers.people.offices import Level, Office

XLSX = exports.FORMATS["xlsx"][3]


class UploadForm(forms.Form):
    file = forms.FileField(
        label="清单文件",
        help_text="XLSX 或者 CSV，不超过 20 MB",
        error_messages={
            "required": "请选择要导入的文件，例如填好的模板",
            "empty": "这个文件是空的，请核对是不是选错了",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(
                f"“{file.name[:60]}”有 {file.size // 1024 // 1024} MB，请分成不超过 {most} MB 的文件"
            )
        if not file.name.lower().endswith((".xlsx", ".csv")):
            raise forms.ValidationError(f"“{file.name[:60]}”不是 XLSX 或者 CSV 文件，请另存为其中一种再上传")
        return file


@require_http_methods(["GET", "POST"])
def import_list(request):
    """Upload a file, and see the files before it."""
    if not request.user.holds(*imports.READERS):
        raise PermissionDenied
    form = (
        UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        job = imports.upload(file.read(), file_name=file.name, by=request.user, at=clock.now())
        wakes.work_on_imports()
        return redirect("import", pk=job.pk)
    context = {"form": form, "may_upload": imports.may_upload(request.user), **_choices(request)}
    context["jobs"] = imports.jobs_of(request.user)[:20]
    return render(request, "imports/list.html", context, status=422 if form.errors else 200)


@require_GET
def import_page(request, pk):
    job = _job(request, pk)
    kind = request.GET.get("kind", "")
    page = lists.page(job, kind=kind, after=request.GET.get("after", ""))
    context = {"job": job, "kind": kind, "page": page, "tabs": lists.tabs(job, kind=kind)}
    counts = job.counts()
    context |= {
        "may_apply": imports.may_apply(job, request.user),
        "nothing_new": not (counts["added"] or counts["changed"]),
        "to_correct": counts["refused"] or job.failed(),
    }
    return render(request, "imports/job.html", context)


@require_POST
def release(request, pk):
    job = _job(request, pk)
    imports.release(job, by=request.user, at=clock.now())
    wakes.work_on_imports()
    return redirect("import", pk=job.pk)


@require_POST
def drop(request, pk):
    imports.drop(_job(request, pk), by=request.user, at=clock.now())
    messages.success(request, "已放弃这次导入，清单没有变")
    return redirect("imports")


@require_GET
def refused_rows(request, pk, form):
    job = _job(request, pk)
    rows = lists.to_correct(job)
    return _table(rows, form=form, name=f"要改的行-{job.pk}")


@require_GET
def template_file(request):
    data = template(_area(request))
    return HttpResponse(data, content_type=XLSX, headers=attachment_headers("权力事项导入模板.xlsx"))


@require_GET
def export(request):
    wanted = {
        name: request.GET[name]
        for name in ("power_class", "office", "level", "theme", "audience")
        if request.GET.get(name)
    }
    if wanted.get("level") not in {None, *map(str, Level.values)}:
        del wanted["level"]
    area = _area(request)
    rows = exports.table(exports.editions(area=area, **wanted))
    form = request.GET.get("form", "xlsx")
    return _table(rows, form=form if form in exports.FORMATS else "xlsx", name=f"{area.name}权力事项")


def _table(rows, *, form: str, name: str):
    _, encoding, ending, media_type = exports.FORMATS[form]
    headers = attachment_headers(f"{name}.{ending}")
    if ending == "xlsx":
        return HttpResponse(exports.as_xlsx(rows), content_type=media_type, headers=headers)
    return StreamingHttpResponse(
        exports.as_csv(rows, encoding=encoding), content_type=media_type, headers=headers
    )


def _job(request, pk) -> imports.ImportJob:
    return get_object_or_404(imports.jobs_of(request.user), pk=pk)


def _area(request):
    """The area of the person's own post in the catalogue."""
    area = next((post.office.area for post in request.user.posts if post.role in imports.READERS), None)
    if area is None:
        raise PermissionDenied
    return area


def _choices(request) -> dict:
    return {
        "classes": PowerClass.objects.all(),
        "offices": Office.objects.filter(area=_area(request)),
        "levels": Level.choices,
        "formats": [(form, facts[0]) for form, facts in exports.FORMATS.items()],
    }
