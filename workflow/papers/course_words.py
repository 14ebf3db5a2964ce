"""The words of the papers of the course of handling."""

from workflow.papers.fields import ARTICLE_45
from workflow.papers.phrases import RECEIPT, Block, cn_instant, laws, remedies
from workflow.papers.wording import clean_lines, cn_day, stop


def _taken_in(f) -> str:
    return f"{f.you}申请的{f.matter}（办件编号{f.case_no}），本机关{cn_day(f.accepted_on)}受理"


def special_notice(f):
    article = "第四十五条" if f.procedure in ARTICLE_45 else ""
    yield f"{_taken_in(f)}。"
    yield f"因{f.reason.rstrip('。')}，根据{laws(f, article)}的规定，需要进行{f.procedure}。"
    yield (
        f"{f.procedure}自{cn_day(f.starts_on)}开始，所需时间为{f.days_needed}个工作日，"
        f"不计算在办理期限内。{f.procedure}结束后，办理期限继续计算。"
    )


def extension_notice(f):
    # 第四十二条第一款由本行政机关负责人批准；第二款（统一、联合、集中办理）由本级人民政府负责人批准
    article, head = (
        ("第四十二条第二款", "本级人民政府负责人") if f.joint else ("第四十二条第一款", "本机关负责人")
    )
    due = "预计最迟" if f.provisional else "最迟"
    yield f"{_taken_in(f)}。因{f.reason.rstrip('。')}，在原定期限内不能作出决定。"
    yield (
        f"根据{laws(f, article)}的规定，经{head}批准，办理期限延长{f.days}个工作日，"
        f"本机关{due}{cn_day(f.due_on)}作出决定。期限只延长这一次。"
    )
    yield RECEIPT


def owed_return_notice(f):
    yield f"{_taken_in(f)}，“{f.material}”容缺后补。{f.you}{cn_day(f.supplied_on)}补交的这件材料，经审查不符合要求："
    yield stop(f.reasons)
    yield (
        f"参照{laws(f, '第三十二条第一款第四项')}的规定，现退回{f.you}，请在{cn_day(f.supply_by)}前（含当日）重新补交。"
        f"{stop(f.where)}"
        f"本机关审查这件材料用去的日子，没有算在{f.you}补交的期限里。"
    )
    yield "没有补齐的，不能作出准予的决定。办理期限照常计算。"
    yield f"联系人：{f.contact}，联系电话：{f.phone}。"
    yield RECEIPT


def hearing_rights_notice(f):
    yield f"{_taken_in(f)}。{f'{stop(f.note)}' if f.note else ''}"
    if f.ground == "public":
        yield (
            f"本事项依法应当听证，或者涉及公共利益、本机关认为需要听证。根据{laws(f, '第四十六条')}的规定，"
            "本机关将向社会公告，并举行听证。"
        )
    else:
        yield (
            f"本事项直接涉及{f.you}与他人之间的重大利益关系。根据{laws(f, '第四十七条')}的规定，{f.you}和利害关系人"
            "在作出决定以前有要求听证的权利。"
        )
    yield (
        f"要求听证的，请在被告知听证权利之日起五个工作日内，即{cn_day(f.asks_by)}前（含当日），在网上政务大厅“我的办件”里提出，"
        f"或者书面向本机关提出；本机关在二十个工作日内组织听证。{f.you}不承担组织听证的费用。期限内没有提出的，视为放弃听证。"
    )
    yield f"联系人：{f.contact}，联系电话：{f.phone}。"
    yield RECEIPT


def hearing_notice(f):
    yield f"{f.you}申请的{f.matter}（办件编号{f.case_no}），本机关决定举行听证。"
    yield f"根据{laws(f, '第四十八条')}的规定，现将听证的时间和地点通知如下："
    yield f"时间：{cn_instant(f.on)}。"
    yield f"地点：{stop(f.place)}"
    yield f"主持人：{stop(f.chair)}"
    if f.note:
        yield stop(f.note)
    yield (
        f"听证公开举行。{f.you}认为主持人与本事项有直接利害关系的，有权申请回避；听证时可以提出证据，并进行申辩和质证。"
        f"听证所需时间不计算在办理期限内。请准时参加；不能参加的，请事先告诉本机关。"
    )
    yield f"联系人：{f.contact}，联系电话：{f.phone}。"
    yield RECEIPT


def hearing_record(f):
    yield f"申请人：{f.applicant}。事项：{f.matter}（办件编号{f.case_no}）。"
    yield f"时间：{cn_instant(f.held_at)}。地点：{stop(f.place)}主持人：{stop(f.chair)}"
    yield f"参加人：{stop('、'.join(f.attendants))}"
    yield "听证内容："
    yield from clean_lines(f.record)
    yield (
        f"以上笔录交听证参加人确认无误后签字或者盖章。根据{laws(f, '第四十八条第二款')}的规定，"
        "本机关根据听证笔录作出决定。"
    )
    yield Block("receipt", "听证参加人：＿＿＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日")


def legal_opinion(f):
    yield f"申请人：{f.applicant}。事项：{f.matter}（办件编号{f.case_no}），本机关{cn_day(f.accepted_on)}受理。"
    yield f"{cn_day(f.reviewed_on)}，法制审核岗对本件的主体和权限、事实和证据、依据、程序、裁量和文书进行了审核。"
    yield f"审核结论：{stop(f.outcome)}"
    yield f"审核意见：{stop(f.opinion)}"
    yield f"审核依据：{stop('、'.join(f.basis))}"
    yield "本意见书是本机关内部文书，归入案卷，不送达申请人。"


def termination_decision(f):
    yield f"{_taken_in(f)}。"
    yield f"经查，{stop(f.reasons)}属于{f.ground}的情形，不能继续办理。"
    basis = f"根据{'、'.join(f.basis)}的规定，" if f.basis else ""
    yield f"{basis}经本机关负责人批准，本机关决定终止办理{f.you}的申请。"
    yield remedies(f)
