"""How a form field is shown: label, hint, error and control belong together, for the eye and for a screen reader.

It decides the kind of control, its class, and which texts describe it. It never decides whether an answer is right. No
control carries `required`: the browser's own bubbles speak another language than the page.
"""

from django import forms

CLASSES = {"text": "input", "select": "select", "textarea": "textarea", "file": ""}


def kind_of(bound) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    for kind, widgets in (
        ("check", forms.CheckboxInput),
        ("select", forms.Select),
        ("textarea", forms.Textarea),
        ("file", forms.FileInput),
    ):
        if isinstance(widget, widgets):
            return kind
    return "text"


def control_id(bound) -> str:
    """The element an error leads to: the control, or the first of several choices."""
    return f"{bound.auto_id}_0" if kind_of(bound) == "choices" else bound.auto_id


def describe(bound, *, hint: str, source: str = "") -> dict:
    """The attributes that tie a control to the texts around it."""
    described = [f"{bound.auto_id}-hint"] if hint else []
    described += [f"{bound.auto_id}-known"] if source else []
    described += [f"{bound.auto_id}-err"] if bound.errors else []
    attributes = {"aria-describedby": " ".join(described)} if described else {}
    return attributes | ({"aria-invalid": "true"} if bound.errors else {})


def control(bound, *, kind: str, attributes: dict, width: str = "", rows: int = 0):
    """The control itself, of the class that fits its kind."""
    own = bound.field.widget.attrs.get("class", "")
    classes = [CLASSES[kind], own, f"w-{width}" if width else ""]
    more = {"class": " ".join(filter(None, classes))} | (
        {"rows": rows} if rows and kind == "textarea" else {}
    )
    return bound.as_widget(attrs={key: value for key, value in (attributes | more).items() if value})


def face(
    bound,
    *,
    hint=None,
    label=None,
    opt=False,
    cards=False,
    width="",
    affix="",
    rows=0,
    hide_label=False,
    source="",
) -> dict:
    """Everything the field's template needs."""
    bound.form.use_required_attribute = False
    kind = kind_of(bound)
    hint = bound.help_text if hint is None else hint
    attributes = describe(bound, hint=hint, source=source)
    facts = {"bound": bound, "kind": kind, "hint": hint, "label": label or bound.label, "affix": affix}
    facts |= {
        "id": bound.auto_id,
        "attributes": attributes,
        "cards": cards,
        "hide_label": hide_label,
        "source": source,
    }
    facts |= {"opt": not bound.field.required if opt == "auto" else opt, "hidden": bound.is_hidden}
    facts |= {"errors": "；".join(sentences(bound)), "described": attributes.get("aria-describedby", "")}
    if bound.is_hidden:
        return facts | {"control": bound.as_widget()}
    if kind in ("choices", "check"):
        return facts | {"options": options(bound, kind)}
    return facts | {"control": control(bound, kind=kind, attributes=attributes, width=width, rows=rows)}


def options(bound, kind: str) -> list[dict]:
    """Each choice with its line of help, taken from `choice_hints` of the form field."""
    if kind == "check":
        checked = bool(bound.value())
        return [
            {"id": bound.auto_id, "type": "checkbox", "value": "1", "checked": checked, "label": bound.label}
        ]
    hints = getattr(bound.field, "choice_hints", {})
    return [
        {
            "id": option.id_for_label,
            "type": option.data["type"],
            "value": option.data["value"],
            "checked": option.data["selected"],
            "label": option.choice_label,
            "hint": hints.get(str(option.data["value"]), ""),
        }
        for option in bound.subwidgets
    ]


def sentences(bound) -> list[str]:
    """The errors of a field. Where the form left Django's own word for an empty field, say what to do instead."""
    empty = forms.Field.default_error_messages["required"]
    acts = {"choices": "选", "select": "选", "check": "勾选", "file": "选文件："}
    instead = f"请{acts.get(kind_of(bound), '填写')}{bound.label}"
    return [instead if words == empty else words for words in bound.errors]


def faults(*form_list) -> list[dict]:
    """The errors of forms, or lists of forms, each with the control it leads to; none for what concerns a whole form."""
    found = []
    flat = [form for each in form_list for form in (each if isinstance(each, list) else [each])]
    for form in filter(None, flat):
        found += [{"target": "", "words": words} for words in form.non_field_errors()]
        for bound in form:
            target = "" if bound.is_hidden else control_id(bound)
            found += [{"target": target, "words": words} for words in sentences(bound)]
    return found
