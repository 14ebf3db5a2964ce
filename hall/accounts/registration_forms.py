"""What a person or an enterprise must tell to open an account, and the sentence for each thing that is not right.

Numbers are judged by the rule of their kind of paper; whether they are registered already is not judged here.
"""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ledger import clock
from powers.codes import credit_code_fault
from powers.items.identity_documents import CHOICES, RESIDENT, document_fault, tidy
from powers.people.people import AccountKind


def said(label: str, example: str) -> dict:
    return {"required": f"请填写{label}，例如“{example}”"}


def text_field(label: str, example: str, *, hint: str = "", complete: str = "", size: int = 80):
    widget = forms.TextInput(attrs={"autocomplete": complete or "off", "spellcheck": "false"})
    return forms.CharField(
        label=label, help_text=hint, max_length=size, widget=widget, error_messages=said(label, example)
    )


def secret_field(label: str, *, hint: str = "", complete: str = "new-password"):
    return forms.CharField(
        label=label, help_text=hint, strip=False, max_length=128, error_messages={"required": f"请填写{label}"},
        widget=forms.PasswordInput(attrs={"autocomplete": complete}),
    )  # fmt: skip


class KindField(forms.ChoiceField):
    """Which paper of identity a number is of; who says nothing means the resident identity card."""

    def clean(self, value):
        return super().clean(value or RESIDENT)


def kind_field(label: str = "证件种类", *, hint: str = "没有居民身份证的，选别的证件"):
    wrong = {"invalid_choice": "请从列出的证件种类里选一种"}
    return KindField(label=label, help_text=hint, choices=CHOICES, initial=RESIDENT, error_messages=wrong)


class DocumentNumbers:
    """Kinds and numbers of papers of identity in a form, each number judged by the rule of its kind.

    `documents` names the pairs: field of the kind, field of the number, and whose it is where two are asked for.
    """

    documents: tuple[tuple[str, str, str], ...] = ()

    def clean(self):
        told = super().clean()
        for kind, number, whose in self.documents:
            if number in told and kind in told:
                self._judge(told, kind, number, whose)
        return told

    def _judge(self, told: dict, kind: str, number: str, whose: str) -> None:
        chosen, typed = told[kind], tidy(told[number])
        told[kind], told[number] = (chosen, typed) if typed else ("", "")
        today = clock.civil_day(clock.now())
        fault = document_fault(chosen, typed, today=today) if typed else ""
        if fault:
            self.add_error(number, f"{whose}：{fault}" if whose else fault)


class RegistrationForm(forms.Form):
    """What both kinds of account need."""

    kind = ""
    phone = text_field(
        "手机号", "138 0000 0000", hint="用来登录，办件有变化时联系您", complete="tel", size=20
    )
    password = secret_field("密码", hint="至少 10 位，不要只用数字，不要用姓名和手机号")
    again = secret_field("再填一次密码")
    agreed = forms.BooleanField(
        label="我看过并同意把上面的信息用来核对身份和办理申请",
        help_text="信息加密保存，页面上只显示一部分，只有办理您申请的机关能看",
        error_messages={"required": "请先看个人信息怎么用，再勾选同意"},
    )

    def clean_phone(self):
        phone = tidy(self.cleaned_data["phone"]).removeprefix("+86")
        if not re.fullmatch(r"1[3-9]\d{9}", phone):
            raise ValidationError("手机号是 1 开头的 11 位数字，请核对")
        return phone

    def clean_password(self):
        password = self.cleaned_data["password"]
        if self.cleaned_data.get("phone", "·") in password:
            raise ValidationError("密码里不要有手机号，请换一个")
        validate_password(password)
        return password

    def clean(self):
        told = super().clean()
        if "password" in told and told.get("again") and told["again"] != told["password"]:
            self.add_error("again", "两次填的密码不一样，请重新填写")
        return told

    def details(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.cleaned_data.keys() - SECRETS}


SECRETS = {"password", "again", "agreed"}


class PersonForm(DocumentNumbers, RegistrationForm):
    kind = AccountKind.PERSON
    documents = (("id_kind", "id_number", ""),)
    name = text_field("姓名", "张小兰", hint="与证件上一样，名字里的间隔点也要填", complete="name", size=40)
    id_kind = kind_field()
    id_number = text_field(
        "证件号码", "32010619900307002X", hint="照证件填写，身份证号最后一位可能是字母 X", size=32
    )
    field_order = ["name", "id_kind", "id_number", "phone", "password", "again", "agreed"]


class EnterpriseNumbers(DocumentNumbers):
    """The numbers of a body and of who acts for it, judged alike at registration and at the counter."""

    documents = (("agent_kind", "agent_id", "经办人证件号码"),)

    def clean_id_number(self):
        code = tidy(self.cleaned_data["id_number"])
        fault = credit_code_fault(code)
        if fault:
            raise ValidationError(fault)
        return code


class EnterpriseForm(EnterpriseNumbers, RegistrationForm):
    kind = AccountKind.ENTERPRISE
    name = text_field(
        "单位名称", "南京晴川餐饮管理有限公司", hint="与营业执照或者登记证书一样", complete="organization"
    )
    id_number = text_field(
        "统一社会信用代码", "91320106MA1XK5KJ3K", hint="18 位，营业执照或者登记证书上有", size=24
    )
    legal_person = text_field("法定代表人（负责人）", "张小兰", size=40)
    agent = text_field("经办人姓名", "陈志远", hint="替单位办事、登录这个账户的人", complete="name", size=40)
    agent_kind = kind_field("经办人证件种类")
    agent_id = text_field("经办人证件号码", "32010619900307002X", hint="照证件填写", size=32)
    field_order = [
        "name", "id_number", "legal_person", "agent", "agent_kind", "agent_id", "phone", "password", "again", "agreed",
    ]  # fmt: skip


FORMS = {"person": PersonForm, "enterprise": EnterpriseForm}
