"""The words of the papers after the decision, and of the notice that corrects a paper."""

from workflow.papers.phrases import LAW, RECEIPT, remedies
from workflow.papers.wording import cn_day, numbered, stop

# 行政许可法 第六十九条第一款第一项至第五项、第二款
REVOCATIONS = {
    "abuse": ("行政机关工作人员滥用职权、玩忽职守作出准予行政许可决定", "第六十九条第一款第一项"),
    "competence": ("超越法定职权作出准予行政许可决定", "第六十九条第一款第二项"),
    "procedure": ("违反法定程序作出准予行政许可决定", "第六十九条第一款第三项"),
    "unqualified": ("对不具备申请资格或者不符合法定条件的申请人准予行政许可", "第六十九条第一款第四项"),
    "other": ("依法可以撤销行政许可的其他情形", "第六十九条第一款第五项"),
    "fraud": ("被许可人以欺骗、贿赂等不正当手段取得行政许可", "第六十九条第二款"),
}
# 行政许可法 第八条第二款
WITHDRAWALS = {
    "law_changed": "行政许可所依据的法律、法规、规章修改或者废止",
    "facts_changed": "准予行政许可所依据的客观情况发生重大变化",
}
# 行政许可法 第七十条第一项至第六项
DEREGISTRATIONS = {
    "expired": ("行政许可有效期届满未延续", "第七十条第一项"),
    "dead": ("赋予公民特定资格的行政许可，该公民死亡或者丧失行为能力", "第七十条第二项"),
    "ended": ("法人或者其他组织依法终止", "第七十条第三项"),
    "revoked": ("行政许可依法被撤销、撤回，或者行政许可证件依法被吊销", "第七十条第四项"),
    "impossible": ("因不可抗力导致行政许可事项无法实施", "第七十条第五项"),
    "other": ("法律、法规规定的应当注销行政许可的其他情形", "第七十条第六项"),
}


def _held(f) -> str:
    return (
        f"{f.you}持有的《{f.licence_name}》（{f.licence_number}，{cn_day(f.licensed_on)}发证，事项为{f.matter}，"
        f"办件编号{f.case_no}）"
    )


def _under(f, article: str) -> str:
    return "、".join((*f.basis, f"{LAW}{article}"))


def change_decision(f):
    yield f"{_held(f)}，{f.you}{cn_day(f.applied_on)}申请变更。经审查，符合法定条件、标准。"
    yield f"根据{_under(f, '第四十九条')}的规定，本机关决定准予变更，变更的内容如下："
    yield from numbered(f.changes)
    yield "其他内容不变。"


def renewal_decision(f):
    until = f"至{cn_day(f.valid_to)}" if f.valid_to else "起，期限依照法律、法规、规章的规定"
    term = f"延续后的有效期自{cn_day(f.valid_from)}{until}。"
    if f.silent:
        # 行政许可法 第五十条第二款：逾期未作决定的，视为准予延续；不是本机关审查以后作出的决定，文书照实写。
        yield f"{_held(f)}，{f.you}{cn_day(f.applied_on)}申请延续。有效期届满前，本机关没有作出是否准予延续的决定。"
        yield f"根据{_under(f, '第五十条第二款')}的规定，视为准予延续，{term}"
        yield "原证件连同本通知书一起使用，到本机关发给新的证件为止。"
        return
    yield f"{_held(f)}，{f.you}{cn_day(f.applied_on)}申请延续。经审查，仍然符合法定条件、标准。"
    yield f"根据{_under(f, '第五十条')}的规定，本机关决定准予延续，{term}"


def revocation_decision(f):
    ground, article = REVOCATIONS[f.ground]
    yield f"{_held(f)}。"
    yield f"经查明：{stop(f.facts)}属于{ground}的情形。"
    yield (
        f"根据{_under(f, article)}的规定，本机关决定撤销该行政许可，自{cn_day(f.from_on)}起无效。"
        + (
            "基于该行政许可取得的利益不受保护。"
            if f.ground == "fraud"
            else "合法权益受到损害的，本机关依法给予赔偿。"
        )
    )
    yield remedies(f)


def licence_withdrawal(f):
    yield f"{_held(f)}。"
    yield f"因{WITHDRAWALS[f.ground]}：{stop(f.facts)}"
    yield f"为了公共利益的需要，根据{_under(f, '第八条第二款')}的规定，本机关决定撤回该行政许可，自{cn_day(f.from_on)}起失效。"
    yield f"由此造成财产损失的，本机关依法给予补偿：{stop(f.compensation)}"
    yield remedies(f)


def deregistration_decision(f):
    ground, article = DEREGISTRATIONS[f.ground]
    yield f"{_held(f)}。"
    yield f"经查明：{stop(f.facts)}属于{ground}的情形。"
    yield f"根据{_under(f, article)}的规定，本机关自{cn_day(f.from_on)}起注销该行政许可，证件不再使用。"
    yield remedies(f)


def amendment_notice(f):
    yield (
        f"{f.you}申请的{f.matter}（办件编号{f.case_no}），本机关{cn_day(f.old_on)}制发的{f.old_number}《{f.old_title}》"
        "有下列笔误，现予更正："
    )
    yield from numbered(f.errors)
    yield (
        f"本机关另发{f.new_number}《{f.old_title}》，原{f.old_number}自本通知书制发之日起不再使用。"
        "更正不改变原来的决定和期限。给您带来的不便，敬请谅解。"
    )
    yield RECEIPT
