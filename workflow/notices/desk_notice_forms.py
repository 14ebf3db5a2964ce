"""What an official wants to be told, on the page and by short message."""

import re

from django import forms

from workflow.notices.desk_notices import Kind
from workflow.parties import mask_phone


class ChoiceForm(forms.Form):
    """`had` is the number that is kept; an empty field leaves it, `forget` takes it away."""

    wanted = forms.MultipleChoiceField(choices=Kind.choices, required=False)
    by_sms = forms.MultipleChoiceField(choices=Kind.choices, required=False)
    phone = forms.CharField(
        label="手机号", required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    forget = forms.BooleanField(label="删去手机号", required=False)

    def __init__(self, *args, had: str | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.had = had
        self.fields["phone"].help_text = (
            f"现在是 {mask_phone(had)}，不改就留空；加密保存，只用来发这些短信"
            if had
            else "加密保存，只用来发这些短信"
        )

    def clean_phone(self):
        phone = re.sub(r"[\s\-]", "", self.cleaned_data["phone"]).removeprefix("+86")
        if phone and not re.fullmatch(r"1[3-9]\d{9}", phone):
            raise forms.ValidationError("请填 11 位手机号，例如 138 0000 0317")
        return phone

    def clean(self):
        said = super().clean()
        said["kept"] = None if said.get("forget") else said.get("phone") or self.had
        if said.get("by_sms") and not said["kept"] and "phone" not in self.errors:
            self.add_error("phone", "要发短信，请填手机号")
        return said

    def chosen(self, name: str) -> list[tuple[Kind, bool]]:
        picked = self[name].value() or ()
        return [(kind, kind.value in picked) for kind in Kind]
