"""The applicant as named in a case: kept encrypted, shown masked unless the reader handles the case (PIPL art. 6, 51)."""

from django.db import models

from ledger.vault import SealedJSONField


class Party(models.Model):
    """details: {name, id_kind, id_number, phone, legal_person, agent}; all text."""

    case = models.OneToOneField("workflow.Case", models.PROTECT, related_name="party")
    kind = models.CharField(max_length=10)
    details = SealedJSONField()

    def __str__(self):
        return self.masked_name

    @property
    def name(self) -> str:
        return self.details["name"]

    @property
    def masked_name(self) -> str:
        return self.name if self.kind == "enterprise" else mask_name(self.name)

    @property
    def masked_id(self) -> str:
        number = self.details.get("id_number", "")
        return number if self.kind == "enterprise" else mask_id(number)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.details.get("phone", ""))


def mask_name(name: str) -> str:
    """张三 → 张*; two or more hidden characters stay as many stars, at most two."""
    return name[:1] + "*" * min(max(len(name) - 1, 1), 2) if name else ""


def mask_id(number: str) -> str:
    """First and last character stay."""
    return f"{number[:1]}{'*' * (len(number) - 2)}{number[-1:]}" if len(number) > 2 else "*" * len(number)


def mask_phone(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "*" * len(phone)
