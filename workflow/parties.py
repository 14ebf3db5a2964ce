"""The applicant as named in a case: kept encrypted, shown masked unless the reader handles the case (PIPL art. 6, 51).

He is found again by keyed fingerprints of his whole name and of his number, written with the row on whatever way it is
written; a part of a name finds nothing. What is spelled otherwise only (spaces, full-width letters, the dot of a Uyghur name)
is the same name.
"""

import re
from unicodedata import normalize

from django.db import models

from ledger import vault
from ledger.vault import SealedJSONField
from powers.items.identity_documents import tidy, word_of

DOTS = re.compile(r"[•‧∙⋅・･.]")


NAME, NUMBER = "workflow_party.name", "workflow_party.id_number"


def plain_name(name: str) -> str:
    return DOTS.sub("·", re.sub(r"\s", "", normalize("NFKC", name))).casefold()


def name_key(name: str) -> str:
    """The fingerprint of a name; empty for none."""
    return vault.lookup(plain, where=NAME) if (plain := plain_name(name)) else ""


def number_key(number: str) -> str:
    """The fingerprint of a citizen number, a credit code or the number of another paper; empty for none."""
    return vault.lookup(plain, where=NUMBER) if (plain := tidy(number)) else ""


def name_keys(name: str) -> list[str]:
    """What rows may have kept of a name, under the key of today and those of before."""
    return vault.lookups(plain_name(name), where=NAME)


def number_keys(number: str) -> list[str]:
    return vault.lookups(tidy(number), where=NUMBER)


class KeyField(models.CharField):
    """A fingerprint of something in `details`, made anew whenever the row is written."""

    def __init__(self, *, of: str = "name", **facts):
        self.of = of
        super().__init__(**{"max_length": 64, "blank": True, "default": "", **facts})

    def deconstruct(self):
        name, path, args, facts = super().deconstruct()
        return name, path, args, {**facts, "of": self.of}

    def pre_save(self, instance, add):
        key = (name_key if self.of == "name" else number_key)(instance.details.get(self.of, ""))
        setattr(instance, self.attname, key)
        return key


class Party(models.Model):
    """details: {name, id_kind, id_number, phone, legal_person, agent, agent_kind, agent_id}; all text.

    Of an agent with a letter of authority who filed online also agent_phone, and of an enterprise that is one the 经办人 by
    whom it acts: {handler, handler_kind, handler_id}.
    """

    case = models.OneToOneField("workflow.Case", models.PROTECT, related_name="party")
    kind = models.CharField(max_length=10)
    details = SealedJSONField()
    name_key = KeyField(of="name")
    number_key = KeyField(of="id_number")

    class Meta:
        indexes = [
            models.Index(fields=["name_key"], name="party_by_name"),
            models.Index(fields=["number_key"], name="party_by_number"),
        ]

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
    def id_word(self) -> str:
        return word_of(self.details.get("id_kind", ""))

    @property
    def acts_by_authority(self) -> bool:
        """Whether somebody acts who must show a letter; who acts for an enterprise as its own man need not."""
        told = self.details
        return bool(told.get("agent")) and (self.kind != "enterprise" or "agent_phone" in told)

    @property
    def agent_part(self) -> str:
        return "代理人" if self.acts_by_authority else "经办人"

    @property
    def agent_word(self) -> str:
        return word_of(self.details.get("agent_kind", ""))

    @property
    def masked_agent_id(self) -> str:
        number = self.details.get("agent_id", "")
        return number if self.details.get("handler") else mask_id(number)

    @property
    def masked_handler_id(self) -> str:
        return mask_id(self.details.get("handler_id", ""))

    @property
    def handler_word(self) -> str:
        return word_of(self.details.get("handler_kind", ""))

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.details.get("phone", ""))


def mask_name(name: str) -> str:
    """张三 → 张*; two or more hidden characters stay as many stars, at most two."""
    return name[:1] + "*" * min(max(len(name) - 1, 1), 2) if name else ""


def mask_id(number: str) -> str:
    """First and last character stay; of 军字第1234567号 those of the figures, since the words around them tell little."""
    head, told, rest = number.partition("字第")
    if told:
        return f"{head}{told}{mask_id(rest.removesuffix('号'))}号"
    return f"{number[:1]}{'*' * (len(number) - 2)}{number[-1:]}" if len(number) > 2 else "*" * len(number)


def mask_phone(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "*" * len(phone)
