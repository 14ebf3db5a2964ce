"""What crosses between the nets about the catalogue: the events of editions, and with a publication all it publishes.

The inner net is the master. On the outer net an edition is admitted only when its content has the digest that the event
seals. An edition comes into force after the one before it went out of force, whatever order the events arrive in: one that
comes too early is not applied, and the exchange tries it again.
"""

from datetime import datetime

from exchange import kinds
from exchange.kinds import Attachments, TooEarly
from exchange.schemas import TEXT, closed_object
from ledger import canon
from ledger.events import Event
from ledger.replay import admit_from_peer, begin, follow, is_known
from powers.catalogue import Edition, Power, PowerClass
from powers.people.offices import Area, Office
from powers.publishing import CONTENT, settle

DAYS = {"type": ["integer", "null"], "minimum": 0}
FLAG = {"type": "boolean"}


def _list_of(properties: dict) -> dict:
    return {"type": "array", "maxItems": 200, "items": closed_object(properties)}


BASIS = {
    "type": "object",
    "properties": {"law": TEXT, "article": TEXT, "provision": {"type": ["string", "null"], "maxLength": 36}},
    "required": ["article", "law"],
    "additionalProperties": False,
}
# When a material is asked for: one condition on an answer of the form, or several; `forms.reach` judges them.
CONDITION = {
    "type": "object",
    "properties": {
        "question": TEXT, "is": {"type": "array", "maxItems": 40, "items": TEXT},
        **dict.fromkeys(("least", "most"), {"type": "integer"}),
    },
    "required": ["question"],
    "additionalProperties": False,
}  # fmt: skip
# What the office tells of a promise that is taken instead of a material; `undertakings` judges it.
UNDERTAKING = closed_object(
    {**dict.fromkeys(("asks", "says", "liability", "check"), TEXT), "days": {"type": "integer", "minimum": 1}}
)
_MATERIAL_TEXTS = ("code", "name", "form", "source", "note")
MATERIAL = {
    "type": "object",
    "properties": {
        **dict.fromkeys((*_MATERIAL_TEXTS, "need", "basis", "standard"), TEXT),
        **dict.fromkeys(("required", "shared"), FLAG),
        **dict.fromkeys(("originals", "copies", "wait_days"), {"type": "integer", "minimum": 0}),
        "undertaking": UNDERTAKING,
        "when": {"anyOf": [CONDITION, {"type": "array", "maxItems": 4, "items": CONDITION}]},
    },
    "required": sorted((*_MATERIAL_TEXTS, "required")),
    "additionalProperties": False,
}
CONTENT_SCHEMA = closed_object(
    {
        **dict.fromkeys(Edition.TEXTS, TEXT),
        **dict.fromkeys(Edition.FACTS, FLAG),
        **dict.fromkeys(("statutory_days", "promised_days"), DAYS),
        "basis": {"type": "array", "maxItems": 200, "items": BASIS},
        "materials": {"type": "array", "maxItems": 200, "items": MATERIAL},
        "form": {"type": "object"},
        "flow_data": {"type": "object"},
        "details": {"type": "object"},
    }
)
SCHEMA = {
    "type": "object",
    "properties": {
        "content": CONTENT_SCHEMA,
        "power": closed_object({"id": TEXT, "basic_code": TEXT, "level": {"type": "integer"}}),
        "power_class": closed_object({"code": TEXT, "name": TEXT, "on_application": FLAG}),
        "office": closed_object(
            dict.fromkeys(("code", "name", "short_name", "numbering", "phone", "address"), TEXT)
        ),
        "areas": _list_of({"code": TEXT, "name": TEXT, "level": {"type": "integer"}}),
    },
    "additionalProperties": False,
}


def register() -> None:
    kinds.register_events(kind=Edition.KIND, attach=attach, apply=apply, schema=SCHEMA)


def attach(event: Event) -> Attachments:
    """With a publication goes the edition, and the rows it hangs on."""
    if event.verb != "publish":
        return Attachments()
    edition = Edition.objects.select_related("power__power_class", "power__office").get(pk=event.subject)
    power = edition.power
    return Attachments(
        data={
            "content": edition.content(),
            "power": {"id": str(power.pk), "basic_code": power.basic_code, "level": power.level},
            "power_class": _fields(power.power_class, "code", "name", "on_application"),
            "office": _fields(power.office, *SCHEMA["properties"]["office"]["properties"]),
            "areas": [_fields(area, "code", "name", "level") for area in _line_of(power.office.area)],
        }
    )


def apply(sealed: str, data: dict, *, at: datetime) -> None:
    """Follow an edition on the other net. Once more does nothing."""
    if is_known(sealed):
        return
    event = admit_from_peer(sealed, at=at)
    if event.seq == 1:
        edition = _arriving(event, data)
        begin(edition, event)
    else:
        edition = Edition.objects.select_related("power__power_class", "power__office").get(pk=event.subject)
        follow(edition, event)
    settle(edition.power)


def _arriving(event: Event, data: dict) -> Edition:
    content, version = data["content"], event.body["version"]
    if content.keys() != CONTENT or canon.digest(content) != event.body["content"]:
        raise kinds.Misfit("edition: the content is not the one its event seals")
    power = _power(data)
    if version > 1:
        before = Edition.objects.filter(power=power, version=version - 1).only("state").first()
        if before is None or before.state == "published":
            raise TooEarly(f"{event} before the end of version {version - 1}")
    return Edition(
        pk=event.subject, power=power, version=version, effective_at=event.at, content_digest=event.body["content"],
        demo=event.demo, **content,
    )  # fmt: skip


def _power(data: dict) -> Power:
    """The power and what it hangs on, as the inner net has them now."""
    area = None
    for facts in data["areas"]:
        area = _as_told(Area, **facts, parent_id=area and area.pk)
    power_class = _as_told(PowerClass, **data["power_class"])
    office = _as_told(Office, **data["office"], area_id=area and area.pk)
    facts = {**data["power"], "power_class": power_class, "office": office}
    power, _ = Power.objects.get_or_create(
        id=facts.pop("id"), defaults={**facts, "name": data["content"]["name"]}
    )
    return power


def _as_told(model, *, code: str, **facts):
    """The row of this code as the inner net has it; it is written only where it says something else."""
    row = model.objects.filter(code=code).first()
    if row and all(getattr(row, name) == told for name, told in facts.items()):
        return row
    return model.objects.update_or_create(code=code, defaults=facts)[0]


def _line_of(area: Area) -> list[Area]:
    """The areas an area lies in, from the top down to itself."""
    return [*(_line_of(area.parent) if area.parent else []), area]


def _fields(row, *names: str) -> dict:
    return {name: getattr(row, name) for name in names}
