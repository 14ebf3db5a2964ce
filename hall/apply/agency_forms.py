"""What an agent says of the person he applies for; the same person is refused here, with his sentence."""

from django import forms

from hall.accounts.registration_forms import DocumentNumbers, kind_field, text_field
from hall.apply.agency import OWN
from powers.items.identity_documents import known_as
from workflow.forms.judging import JUDGES


class PrincipalForm(DocumentNumbers, forms.Form):
    documents = (("id_kind", "id_number", ""),)
    name = text_field("申请人姓名", "李建国", hint="委托您办理的人，与他的证件上一样", size=40)
    id_kind = kind_field("申请人证件种类")
    id_number = text_field("申请人证件号码", "32010619900307002X", hint="照证件填写", size=32)
    phone = text_field("申请人联系电话", "138 0000 0317", hint="手机号，或者带区号的座机", size=24)

    def __init__(self, *args, agent: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.agent = agent

    def clean_phone(self):
        return JUDGES["phone"]({"label": "申请人联系电话"}, self.cleaned_data["phone"], None)

    def clean(self):
        told = super().clean()
        if told.get("id_number") and known_as(told) == self.agent:
            self.add_error("id_number", OWN)
        return told
