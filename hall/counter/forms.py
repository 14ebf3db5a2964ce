"""What the clerk enters of who applies: numbers judged by the rule of their kind, each fault with its sentence."""

from django import forms

from hall.accounts.registration_forms import DocumentNumbers, EnterpriseNumbers, kind_field, text_field
from powers.items.identity_documents import agent_of, known_as
from powers.people.people import AccountKind
from workflow.applying import ENTERED, Way
from workflow.forms.judging import JUDGES


class VisitorForm(forms.Form):
    """What is asked of every applicant, whoever stands at the counter."""

    kind = ""
    way = forms.ChoiceField(
        label="申请方式", choices=ENTERED, initial=Way.WINDOW, help_text="人来了选窗口；寄来、传真来的，照实选",
        error_messages={"required": "请选申请方式", "invalid_choice": "请从列出的申请方式里选一种"},
    )  # fmt: skip
    phone = text_field("联系电话", "138 0000 0317", hint="手机号，或者带区号的座机", size=24)

    def clean_phone(self):
        return JUDGES["phone"]({"label": "联系电话"}, self.cleaned_data["phone"], None)

    def details(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "way"}


class PersonVisitorForm(DocumentNumbers, VisitorForm):
    kind = AccountKind.PERSON
    documents = (("id_kind", "id_number", ""), ("agent_kind", "agent_id", "代理人证件号码"))
    name = text_field("姓名", "张小兰", hint="照证件填写", size=40)
    id_kind = kind_field()
    id_number = text_field("证件号码", "32010619900307002X", hint="核对证件原件", size=32)
    agent = text_field("代理人姓名", "陈志远", hint="本人来的不填；有人代办的，收授权委托书", size=40)
    agent_kind = kind_field("代理人证件种类", hint="")
    agent_id = text_field("代理人证件号码", "32010619900307002X", hint="本人来的不填", size=32)
    field_order = ["way", "name", "id_kind", "id_number", "phone", "agent", "agent_kind", "agent_id"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agent"].required = self.fields["agent_id"].required = False

    def clean(self):
        told = super().clean()
        name, number = told.get("agent", ""), told.get("agent_id", "")
        if name and not number and "agent_id" not in self.errors:
            self.add_error("agent_id", "有代理人的，请填代理人证件号码")
        if number and not name:
            self.add_error("agent", "填了代理人证件号码的，请填代理人姓名")
        if number and known_as(agent_of(told)) == known_as(told):
            self.add_error("agent_id", "代理人和申请人是同一个人，本人来的不用填代理人")
        return told


class EnterpriseVisitorForm(EnterpriseNumbers, VisitorForm):
    kind = AccountKind.ENTERPRISE
    name = text_field("单位名称", "南京晴川餐饮管理有限公司", hint="照营业执照或者登记证书填写")
    id_number = text_field("统一社会信用代码", "91320106MA1XK5KJ3K", hint="18 位", size=24)
    legal_person = text_field("法定代表人（负责人）", "张小兰", size=40)
    agent = text_field("经办人姓名", "陈志远", hint="来办事的人", size=40)
    agent_kind = kind_field("经办人证件种类", hint="")
    agent_id = text_field("经办人证件号码", "32010619900307002X", hint="核对证件原件", size=32)
    field_order = ["way", "name", "id_number", "legal_person", "agent", "agent_kind", "agent_id", "phone"]


FORMS = {"person": PersonVisitorForm, "enterprise": EnterpriseVisitorForm}
