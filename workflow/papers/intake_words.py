"""The words of the papers of the time before a case is handled."""

from workflow.papers.fields import ARTICLE_45
from workflow.papers.phrases import RECEIPT, asked, cn_instant, laws, remedies
from workflow.papers.wording import cn_day, numbered, stop


def submission_receipt(f):
    yield f"本机关{cn_instant(f.submitted_at)}收到{f.you}{f.matter}申请（办件编号{f.case_no}），收到的材料如下："
    yield from numbered(f.materials)
    yield f"本机关最迟{cn_day(f.answer_by)}告知{f.you}是否受理。本凭证只证明材料已经收到，不表示已经受理。"
    yield f"收件人：{f.receiver}。" + (f"查询码：{f.query_code}。" if f.query_code else "")


def correction_notice(f):
    yield (
        f"本机关{cn_day(f.received_on)}收到{f.you}{f.matter}申请（办件编号{f.case_no}）。经核对，申请材料不齐全或者"
        f"不符合法定形式。根据{laws(f, '第三十二条第一款第四项')}的规定，现一次告知{f.you}需要补正的全部内容："
    )
    yield from numbered(f.items)
    yield (
        f"请于{cn_day(f.supply_by)}前（含当日），{f.where.removeprefix('请')}。材料齐全、符合法定形式的，本机关即予受理。期限内没有补正的，"
        f"本机关退回申请，{f.you}可以重新提出。补正所用时间不计入办理期限。"
    )
    yield f"联系人：{f.contact}，联系电话：{f.phone}。"
    yield RECEIPT


def correction_notice_2(f):
    yield (
        f"本机关{cn_day(f.received_on)}收到{f.you}{f.matter}申请（办件编号{f.case_no}）。经核对，申请材料不齐全或者"
        f"不符合法定形式。根据{laws(f, '第三十二条第一款第四项')}的规定，现一次告知{f.you}需要补正的全部内容："
    )
    yield from numbered(f.items)
    yield (
        f"请于{cn_day(f.supply_by)}前（含当日），{f.where.removeprefix('请')}。材料齐全、符合法定形式的，本机关即予受理。期限内没有补正的，"
        f"本机关书面告知后终结本次申请，{f.you}可以重新提出。补正所用时间不计入办理期限。"
    )
    yield f"联系人：{f.contact}，联系电话：{f.phone}。"
    yield RECEIPT


def acceptance_notice(f):
    yield (
        _accepted_by_silence(f)
        if f.silent
        else (
            f"{asked(f, f.applied_on)}。经核对，{'除容缺后补的以外，' if f.owed else ''}申请材料齐全、符合法定形式。"
            f"根据{laws(f, '第三十二条第一款第五项')}的规定，本机关决定自{cn_day(f.accepted_on)}起予以受理。"
        )
    )
    yield from _owed(f)
    due = "预计最迟" if f.provisional else "最迟"
    rest = "国家公布次年放假安排后，日期有变化的另行告知。" if f.provisional else ""
    yield (
        f"本事项办理期限为{f.limit_days}个工作日，自受理次日起算，本机关{due}{cn_day(f.due_on)}作出决定。{rest}"
        f"依法需要{'、'.join(ARTICLE_45)}的，所需时间不计算在内，本机关另行书面告知。"
    )
    yield f"联系人：{f.contact}，联系方式：{f.phone}。"
    yield RECEIPT


def _owed(f):
    # 国发〔2022〕5号：容缺受理写明可以容缺的材料和补正期限
    if f.owed:
        yield f"下列材料容缺受理，由{f.you}按承诺的期限补交："
        yield from numbered(f.owed)
        yield (
            "补交前，本机关继续办理，办理期限照常计算；没有补齐的，不能作出准予的决定。到期没有补交的，本机关依法作出处理决定。"
            "可以在网上政务大厅“我的办件”里补交，也可以到本机关窗口补交。"
        )


def _accepted_by_silence(f):
    # 行政许可法 第三十二条第一款第四项
    silence = "逾期不告知的，自收到申请材料之日起即为受理"
    return (
        f"{asked(f, f.applied_on)}。本机关收到申请材料后，没有在五个工作日内告知需要补正的内容。"
        f"根据{laws(f, '第三十二条第一款第四项')}“{silence}”的规定，{f.you}的申请自{cn_day(f.accepted_on)}起即为受理。"
    )


_DECLINE_ARTICLES = {"not_needed": "第三十二条第一款第一项", "not_competent": "第三十二条第一款第二项"}


def decline_decision(f):
    yield f"本机关{cn_day(f.received_on)}收到{f.you}{f.matter}申请（办件编号{f.case_no}）。"
    yield f"经审查，{stop(f.reason)}"
    outcome = "不受理" if f.ground == "not_needed" else "不予受理"
    yield f"根据{laws(f, _DECLINE_ARTICLES.get(f.ground, ''))}的规定，本机关决定对{f.you}的申请{outcome}。"
    if f.competent_organ:
        yield f"本事项由{f.competent_organ}办理，{f.you}可以向该机关提出申请。"
    yield remedies(f)


def lapse_notice(f):
    yield f"本机关{cn_day(f.received_on)}收到{f.you}{f.matter}申请（办件编号{f.case_no}）。"
    yield (
        f"{cn_day(f.asked_on)}，本机关以{f.notice_number}《申请材料补正告知书》一次告知{f.you}需要补正的全部内容，"
        f"补正期限到{cn_day(f.supply_by)}为止。期限内没有收到补正材料。"
    )
    yield (
        f"按照补正告知书写明的期限，本次申请自{cn_day(f.ended_on)}起终结，本机关不再办理。{f.you}可以随时重新提出申请，"
        "不受影响。"
    )
    yield f"联系人：{f.contact}，联系电话：{f.phone}。"
    yield RECEIPT


def withdrawal_confirmation(f):
    because = f"，原因是：{f.reason.rstrip('。')}" if f.reason else ""
    yield f"{asked(f, f.applied_on)}，{cn_day(f.withdrawn_on)}申请撤回{because}。"
    yield (
        f"本机关尚未作出决定，确认{f.you}的申请自{cn_day(f.withdrawn_on)}起撤回，本机关终止办理。"
        f"{f.you}可以重新提出申请。"
    )
