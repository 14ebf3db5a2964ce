"""What somebody typed, in the words of the form it was typed into, for a page that refuses and gives it back to copy.

A view names the forms it has bound. A choice reads as its label, each text stands under the name of its field, and what the
person never saw (hidden controls, buttons) is left out. What no form is named for is shown as it came.
"""

from django import forms


def remember(request, *bound: forms.BaseForm) -> None:
    """Should this request be refused, the fields of these forms say what was typed."""
    request.kept_forms = bound


def aloud(request, name: str, value: str) -> tuple[str, str] | None:
    """Label and words of one value; None for what nobody typed."""
    known = getattr(request, "kept_forms", ())
    for form in known:
        fields = {form.add_prefix(each): field for each, field in form.fields.items()}
        if name in fields:
            field = fields[name]
            return None if field.widget.is_hidden else (str(field.label or ""), _words(field, value))
    return None if known else ("", value)


def _words(field: forms.Field, value: str) -> str:
    labels = dict(_flat(getattr(field, "choices", ())))
    return labels.get(value, value)


def _flat(choices) -> list[tuple[str, str]]:
    """Every choice with its label, those in groups too."""
    found = []
    for value, label in choices:
        inner = label if isinstance(label, (list, tuple)) else [(value, label)]
        found += [(str(each), str(words)) for each, words in inner]
    return found
