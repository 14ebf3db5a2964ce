"""The power that takes the place of another, as people type it: its basic code, of a power now in the catalogue."""

from django import forms

from powers.catalogue import Power


class SuccessorField(forms.CharField):
    """Gives the power, or None where nothing was typed; refuses a code that no power in force has."""

    def clean(self, value):
        code = super().clean(value).strip()
        found = Power.objects.filter(basic_code=code, current__isnull=False).first() if code else None
        if code and found is None:
            raise forms.ValidationError(f"清单里没有基本编码是“{code}”的现行事项，请核对 12 位编码")
        return found
