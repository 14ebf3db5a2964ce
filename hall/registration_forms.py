"""What a person or an enterprise must tell to open an account, and the sentence for each thing that is not right.

Numbers are judged by their standards (GB 11643, GB 32100); whether they are registered already is not judged here.
"""

import re
import unicodedata

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ledger import clock
from powers.codes import credit_code_fault, id_number_fault
from powers.people import AccountKind


def said(label: str, example: str) -> dict:
    return {"required": f"请填写{label}，例如“{example}”"}


def tight(text: str) -> str:
    """Full-width figures and breathing spaces are how people type; they mean the same."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


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


def person_number(typed: str, *, whose: str = "") -> str:
    number = tight(typed)
    fault = id_number_fault(number, today=clock.civil_day(clock.now()))
    if fault:
        raise ValidationError(fault if not whose else f"{whose}：{fault}")
    return number


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
        phone = tight(self.cleaned_data["phone"]).removeprefix("+86")
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


class PersonForm(RegistrationForm):
    kind = AccountKind.PERSON
    name = text_field("姓名", "张小兰", hint="与身份证上一样，名字里的间隔点也要填", complete="name", size=40)
    id_number = text_field("身份证号", "32010619900307002X", hint="18 位，最后一位可能是字母 X", size=24)
    field_order = ["name", "id_number", "phone", "password", "again", "agreed"]

    def clean_id_number(self):
        return person_number(self.cleaned_data["id_number"])


class EnterpriseForm(RegistrationForm):
    kind = AccountKind.ENTERPRISE
    name = text_field(
        "单位名称", "南京晴川餐饮管理有限公司", hint="与营业执照或者登记证书一样", complete="organization"
    )
    id_number = text_field(
        "统一社会信用代码", "91320106MA1XK5KJ3K", hint="18 位，营业执照或者登记证书上有", size=24
    )
    legal_person = text_field("法定代表人（负责人）", "张小兰", size=40)
    agent = text_field("经办人姓名", "陈志远", hint="替单位办事、登录这个账户的人", complete="name", size=40)
    agent_id = text_field("经办人身份证号", "32010619900307002X", hint="18 位，最后一位可能是字母 X", size=24)
    field_order = [
        "name", "id_number", "legal_person", "agent", "agent_id", "phone", "password", "again", "agreed",
    ]  # fmt: skip

    def clean_id_number(self):
        code = tight(self.cleaned_data["id_number"])
        fault = credit_code_fault(code)
        if fault:
            raise ValidationError(fault)
        return code

    def clean_agent_id(self):
        return person_number(self.cleaned_data["agent_id"], whose="经办人身份证号")


FORMS = {"person": PersonForm, "enterprise": EnterpriseForm}
