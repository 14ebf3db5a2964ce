"""Alarms of the exchange: one open row for one thing that is wrong, cleared when it is right again."""

from datetime import datetime

from django.db import models

KINDS = {
    "silence": "超过 15 分钟没有收到对方的消息，请检查网闸和对方的服务",
    "fork": "同一序号收到两个不同的签名包，接收已停止，请安全管理员核查",
    "chain": "收到的包接不上前一个包，接收已停止，请安全管理员核查",
    "amnesia": "对方确认的序号与本方发出的记录不符（数据库可能恢复过），发送已停止，请安全管理员核查",
    "reflection": "收到签名有效但不属于本方向的包，已隔离，请安全管理员核查",
    "key": "收到未登记或已停用的密钥签名的包，已隔离，请安全管理员核查",
    "quarantine": "收到不能核验的文件，已隔离，正常的包不受影响",
    "version": "收到更新版本的包，请先升级本方系统",
    "blocked": "一件的消息处理不了，这一件的后续消息先留着，其他件照常",
    "unsupported": "收到本方系统还不认识的消息，升级后自动处理",
    "unsealed": "一件的消息装不进包，这一件的后续消息先留着，其他件照常",
    "lost": "一个要送出的文件在本机读不出来，请系统管理员核查",
    "scanner": "查毒服务没有应答，新传的文件先留着不给人看，请系统管理员核查",
    "unscanned": "查毒服务查不了这个文件（可能太大），文件一直不给人看，请系统管理员核查",
    "infected": "存着的文件里查出病毒，已经撤下，请安全管理员核查",
    "egress": "一个包里有不许出网的内容，已停止发送，请安全管理员核查",
}

# Those that tell of something over and done; the others end by themselves or by a decision of two people.
SEEN = ("quarantine", "key", "reflection", "version", "lost", "unscanned", "infected")


class Alarm(models.Model):
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    about = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_alarm"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=models.Q(cleared_at=None), name="alarm_once_while_open"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.about}"


def ring(kind: str, *, at: datetime, about: str = "") -> None:
    """Raise the alarm unless it is open already."""
    Alarm.objects.bulk_create(
        [Alarm(kind=kind, about=about, text=KINDS[kind], raised_at=at)], ignore_conflicts=True
    )


def clear(kind: str, *, at: datetime, about: str = "") -> None:
    Alarm.objects.filter(kind=kind, about=about, cleared_at=None).update(cleared_at=at)


def is_open(kind: str) -> bool:
    return Alarm.objects.filter(kind=kind, cleared_at=None).exists()
