"""What an agent says of whom he applies for, person or enterprise; the agent himself is refused here, with his sentence."""

from django import forms

from hall.accounts.registration_forms import DocumentNumbers, EnterpriseNumbers, kind_field, text_field
from hall.apply.agency import OWN
from powers.items.identity_documents import known_as
from powers.people.people import AccountKind
from workflow.forms.judging import JUDGES


class PrincipalForm(DocumentNumbers, forms.Form):
    """What is asked of every principal; `agent` is what the agent is known by (`identity_documents.known_as`)."""

    kind = ""
    phone = text_field("申请人联系电话", "138 0000 0317", hint="手机号，或者带区号的座机", size=24)

    def __init__(self, *args, agent: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.agent = agent

    def clean_phone(self):
        return JUDGES["phone"]({"label": "申请人联系电话"}, self.cleaned_data["phone"], None)

    def clean(self):
        told = super().clean()
        if told.get("id_number") and known_as(told) == self.agent:
            self.add_error("id_number", OWN[self.kind])
        return told


class PersonPrincipalForm(PrincipalForm):
    kind = AccountKind.PERSON
    documents = (("id_kind", "id_number", ""),)
    name = text_field("申请人姓名", "李建国", hint="委托您办理的人，与他的证件上一样", size=40)
    id_kind = kind_field("申请人证件种类")
    id_number = text_field("申请人证件号码", "32010619900307002X", hint="照证件填写", size=32)
    field_order = ["name", "id_kind", "id_number", "phone"]


class EnterprisePrincipalForm(EnterpriseNumbers, PrincipalForm):
    kind = AccountKind.ENTERPRISE
    documents = ()
    name = text_field(
        "申请单位名称", "南京晴川餐饮管理有限公司", hint="委托您办理的单位，与营业执照或者登记证书一样"
    )
    id_number = text_field(
        "申请单位统一社会信用代码", "91320106MA1XK5KJ3K", hint="18 位，营业执照或者登记证书上有", size=24
    )
    legal_person = text_field("申请单位法定代表人（负责人）", "张小兰", size=40)
    phone = text_field("申请单位联系电话", "025-83000000", hint="手机号，或者带区号的座机", size=24)
    field_order = ["name", "id_number", "legal_person", "phone"]


FORMS = {form.kind.value: form for form in (PersonPrincipalForm, EnterprisePrincipalForm)}
