"""The last word before filing: the applicant or his agent promises that all is true, or the clerk that he has read it over."""

from django import forms


class CounterPromiseForm(forms.Form):
    promised = forms.BooleanField(
        label="已经把上面的内容念给申请人（代理人）核对，他确认真实、有效",
        help_text="寄来、传真来的，已经照申请书逐项核对。提供虚假材料的，一年内不得再次申请",  # 行政许可法 第七十八条
        error_messages={"required": "请先念给申请人（代理人）核对，再登记"},
    )


class PromiseForm(forms.Form):
    promised = forms.BooleanField(
        label="我保证填写的内容和上传的材料真实、有效",
        help_text="提供虚假材料的，一年内不得再次申请，并承担法律责任",  # 行政许可法 第七十八条
        error_messages={"required": "请先确认内容真实、有效，再提交申请"},
    )


class AgentPromiseForm(PromiseForm):
    promised = forms.BooleanField(
        # 民法典 第一百六十二条：代理人在代理权限内
        label="我受申请人委托，在委托权限以内申请，并保证填写的内容和上传的材料真实、有效",
        help_text="提供虚假材料的，申请人一年内不得再次申请，并承担法律责任",  # 行政许可法 第七十八条
        error_messages={"required": "请先确认受托和内容真实、有效，再提交申请"},
    )


def promise_form(draft):
    if draft.entered:
        return CounterPromiseForm
    return AgentPromiseForm if draft.for_another else PromiseForm
