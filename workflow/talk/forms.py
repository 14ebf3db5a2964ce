"""What a message and a note must say, and the sentence that helps when it does not."""

import secrets

from django import forms

from workflow.talk import inner_notes, talking

ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd"


def words_field(label: str, hint: str, *, example: str, most: int):
    return forms.CharField(
        label=label, help_text=hint, max_length=most, widget=forms.Textarea,
        error_messages={
            "required": f"请写明{label}，例如“{example}”", "max_length": f"{label}写到 {most} 字以内，更多的请写成文件上传",
        },
    )  # fmt: skip


class MessageForm(forms.Form):
    """Words and perhaps one file. The token makes a form that is sent twice one message."""

    text = words_field(
        "回复",
        "申请人会看到，显示机关和岗位，不显示姓名",
        example="算，请画上并写明尺寸",
        most=talking.LONGEST,
    )
    file = forms.FileField(
        label="附件", required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        error_messages={"empty": "选的文件是空的，请重新选一个文件"},
    )  # fmt: skip
    token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = secrets.token_urlsafe(16)

    def said(self) -> dict:
        told = self.cleaned_data
        return {"text": told["text"], "upload": told["file"], "token": told["token"] or None}


class NoteForm(forms.Form):
    note = words_field(
        "便笺",
        "只有本机关办理岗位能看，写好以后不能改",
        example="图纸请核查岗一起看",
        most=inner_notes.LONGEST,
    )
