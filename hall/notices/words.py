"""What an applicant is told of, in one table: the words of each notice, and the group under which it is chosen or not.

No personal data beyond the masked name and the case number: a message may be read on somebody else's telephone. What the
law wants to be told (acceptance, correction, pause, extension, decision, hearing) cannot be switched off on the site.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models

from powers.wording import case_no, zh_date
from workflow.turns.special import Special


class Group(models.TextChoices):
    ACT = "act", "要您做的事"
    RESULT = "result", "受理和决定"
    TIME = "time", "办理时间的变化"
    TALK = "talk", "办理机关的消息"
    PROGRESS = "progress", "其他进展"


# 行政许可法 第三十二条、第三十八条、第四十二条、第四十四条、第四十五条、第四十七条：这些都要告知申请人。
REQUIRED = (Group.ACT, Group.RESULT, Group.TIME)


@dataclass(frozen=True)
class Words:
    group: Group
    title: str
    text: str


# By verb of a case; `message`, `correction_ends`, `owed_ends` and `owed_over` are of a message of the office and of the day.
WORDS = {
    "submit": Words(Group.PROGRESS, "申请已经收到", "申请已经收到{until}。"),
    "supplement": Words(Group.PROGRESS, "补正已经收到", "补正的材料已经收到，窗口会再看一遍。"),
    "supply_owed": Words(Group.PROGRESS, "补交的材料已经收到", "补交的容缺材料已经收到，会一起审查。"),
    "withdraw": Words(Group.PROGRESS, "申请已经撤回", "申请已经撤回。不是您本人撤回的，请打 12345。"),
    "ask_to_complete": Words(Group.ACT, "请补正材料", "材料要补正{until}。要补什么，登录后看补正告知书。"),
    "correction_ends": Words(Group.ACT, "补正快到期了", "材料还没有补正{until}。补上就能接着办。"),
    "return_owed": Words(Group.ACT, "补交的材料要重交", "补交的容缺材料不合格，已经退回{until}。哪里不合格，登录后看告知书。"),
    "owed_ends": Words(Group.ACT, "容缺材料快到期了", "还有容缺的材料没有补交{until}。补齐以前不能准予。"),
    "owed_over": Words(Group.ACT, "容缺材料逾期没补", "容缺的材料过了承诺的日期还没有补交，可能不予准予，请马上补交。"),
    "tell_hearing": Words(Group.ACT, "您可以要求听证", "您可以要求听证，期限写在听证告知书里，请登录看。"),
    "call_hearing": Words(Group.ACT, "听证会通知", "听证的时间和地点写在听证通知书里，请登录看。"),
    "accept": Words(Group.RESULT, "已经受理", "申请已经受理{until}。"),
    "accept_by_silence": Words(Group.RESULT, "已经受理", "窗口逾期没有告知，申请自收到之日起就是受理{until}。"),
    "decline": Words(Group.RESULT, "没有受理", "申请没有受理，理由和可以去哪里办写在决定书里，请登录看。"),
    "refer_elsewhere": Words(Group.RESULT, "不归本机关办", "这一件不归本机关办，该去哪里办写在告知书里，请登录看。"),
    "grant": Words(Group.RESULT, "已经作出决定", "决定已经作出，请登录签收，也可以到窗口领取。"),
    "refuse": Words(Group.RESULT, "已经作出决定", "决定已经作出，请登录签收，也可以到窗口领取。"),
    "deliver": Words(Group.RESULT, "决定书已经送达", "决定书已经送达，随时可以登录下载。"),
    "terminate": Words(Group.RESULT, "办理已经终止", "办理已经终止，理由写在文书里，请登录看。"),
    "lapse": Words(Group.RESULT, "申请已经失效", "逾期没有补正，申请不再办理；需要时可以重新申请。"),
    "pause": Words(Group.TIME, "暂停计时", "依法暂停计算办理时间{until}。"),
    "resume": Words(Group.TIME, "恢复计时", "接着计算办理时间{until}。"),
    "extend": Words(Group.TIME, "办理延期", "办理期限依法延长{until}。理由写在延期通知书里。"),
    "change": Words(Group.RESULT, "证件已经变更", "证件已经变更，请登录看新的证件；原来的证件不再使用。"),
    "renew": Words(Group.RESULT, "证件已经延续", "证件已经延续，请登录看新的有效期。"),
    "deem_renewed": Words(Group.RESULT, "视为准予延续", "延续申请在期满前没有决定，依法视为准予延续。"),
    "expire": Words(Group.RESULT, "证件到期", "证件已经到期，不能再用。"),
    "revoke": Words(Group.RESULT, "证件被撤销", "证件已经撤销，理由和救济途径写在决定书里，请登录看。"),
    "withdraw_licence": Words(Group.RESULT, "证件被撤回", "证件已经撤回，理由和补偿写在决定书里，请登录看。"),
    "cancel": Words(Group.RESULT, "证件被注销", "证件已经注销，理由写在决定书里，请登录看。"),
    "licence_ends_60": Words(Group.ACT, "证件快到期了", "证件{until}。要延续的，请在到期 30 日前申请。"),
    "licence_ends_30": Words(Group.ACT, "证件快到期了", "证件{until}。过期不能延续，要重新申请。"),
    "answer_rating": Words(Group.TALK, "机关答复了您的评价", "机关答复了您的评价，请登录看。"),
    "drop_rating": Words(Group.TALK, "您的评价没有采纳", "的评价经监察核查没有采纳，不计入统计，理由请登录看。"),
    "find_true": Words(Group.PROGRESS, "承诺核查属实", "申请时的承诺经核查属实。"),
    "leave_unclear": Words(Group.PROGRESS, "承诺没能核实", "申请时的承诺没能核实，不算不实，情况请登录看。"),
    "find_false": Words(Group.RESULT, "承诺核查不实", "申请时的承诺经核查不实，查明的情况和怎么提出不服请登录看。"),
    "mend": Words(Group.RESULT, "承诺的记录已经更正", "承诺不实的记录已经更正，可以重新使用承诺。"),
    "end_mandate": Words(Group.RESULT, "委托已经终止", "的委托已经终止，您不再是代理人，看不到后面的进展。"),
    "message": Words(Group.TALK, "办理机关给您留了话", "办理机关给您留了话，请登录看。"),
}  # fmt: skip
# How many days before its end a holder is told.
SOON = {"licence_ends_60": 60, "licence_ends_30": 30}
DECIDING = ("submit", "accept", "accept_by_silence", "resume", "extend")


def spell(kind: str, *, name: str, case, event, until: date | None = None) -> str:
    """The whole text of a notice, the same in every channel."""
    tail = WORDS[kind].text.format(until=_until(kind, case, event, until))
    return f"{name}：您的“{case.edition.name}”（办件编号 {case_no(case.number)}）{tail}"


def _until(kind: str, case, event, until: date | None) -> str:
    if kind in ("ask_to_complete", "correction_ends", "owed_ends", "return_owed"):
        return f"，请在 {zh_date(until)}前补上" if until else ""
    if kind in SOON:
        return f"{zh_date(until, year=True)}到期"
    if kind == "pause":
        return f"，因为要{Special(event.body['ground']).label}，预计 {event.body['days']} 个工作日"
    return f"，最迟 {zh_date(case.due_on)}告诉您结果" if kind in DECIDING and case.due_on else ""
