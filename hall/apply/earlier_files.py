"""A file that an applicant has handed in before is offered again, so that nobody scans the same diploma twice.

Offered are files of the applications of his own account only, for a material of the same name, whatever the item; never what
an agent handed in for somebody else, nor to him who now acts for another. He looks and chooses; what he takes becomes a file of
the draft like an upload, and the case that had it first is untouched. Whether it is still good is for the office to say.
"""

from dataclasses import replace

from exchange.blobs import Scan, StoredBlob
from hall.apply import draft_files
from hall.apply.drafts import Draft
from hall.apply.requirements import Requirement
from ledger.verbs import Refused
from workflow.materials.materials import Material, requirements_of

LOOKED_BACK, MOST = 12, 3


def offered(draft: Draft, listed: list[Requirement]) -> list[Requirement]:
    """The list with what was handed in before for each material that has no file yet."""
    found = _offers(draft, listed)
    return [replace(each, earlier=found.get(each.code, [])) for each in listed]


def take(draft: Draft, told: str, listed: list[Requirement], *, at) -> str:
    """Put an offered file into the draft; its name. `told` is "code:key" as the button has it."""
    code, _, key = told.rpartition(":")
    material = next((each for each in _offers(draft, listed).get(code, []) if str(each.pk) == key), None)
    if material is None:
        raise Refused("这份文件现在不能再用，请重新上传")
    draft_files.add_again(draft, code=code, material=material, at=at)
    return material.file_name


def _offers(draft: Draft, listed: list[Requirement]) -> dict[str, list[Material]]:
    """Code → the newest files, each once."""
    asked = {each.name: each.code for each in listed if not each.files and not each.online}
    if draft.for_another or not asked:
        return {}
    found: dict[str, list[Material]] = {}
    for material in _own(draft):
        code = asked.get(_name(material), "")
        held = found.setdefault(code, [])
        if code and len(held) < MOST and material.sha256 not in {each.sha256 for each in held}:
            held.append(material)
    return found


def _own(draft: Draft) -> list[Material]:
    """The files of his latest applications, newest first, without those that the scanner found bad."""
    cases = draft.user.cases.filter(agency=None).order_by("-submitted_at", "-pk")
    bad = StoredBlob.objects.filter(scan=Scan.INFECTED)
    held = Material.objects.filter(case__in=cases.values("pk")[:LOOKED_BACK])
    held = held.exclude(sha256__in=bad.values("sha256")).select_related("case__edition")
    return list(held.order_by("-case__submitted_at", "-pk"))


def _name(material: Material) -> str:
    named = (m["name"] for m in requirements_of(material.case.edition) if m["code"] == material.code)
    return next(named, "")
