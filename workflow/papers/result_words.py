"""The words of the papers of the result: decision, licence, proof of delivery."""

from workflow.papers.phrases import Block, asked, cn_instant, laws, remedies
from workflow.papers.wording import cn_day, numbered, stop


def grant_decision(f):
    word = "许可" if f.is_licence else "决定"
    issued = f"，发给《{f.certificate}》" if f.certificate else ""
    yield f"{asked(f, f.applied_on)}，本机关{cn_day(f.accepted_on)}受理。"
    yield (
        f"经审查，{stop(f.findings)}根据{laws(f, '第三十八条第一款')}的规定，本机关决定{f.decision}{issued}。"
        f"{word}内容如下："
    )
    yield from numbered((*f.content, f"有效期：{f.validity}"))


def refusal_decision(f):
    yield f"{asked(f, f.applied_on)}，本机关{cn_day(f.accepted_on)}受理。"
    yield f"经审查查明：{stop(f.facts)}"
    yield f"不予{'许可' if f.is_licence else '办理'}的理由：{stop(f.reasons)}"
    yield f"根据{laws(f, '第三十八条第二款')}的规定，本机关决定{f.decision}。"
    yield remedies(f)
    yield f"具备条件后，{f.you}可以重新提出申请。"


def licence(f):
    yield f"持证人：{stop(f.applicant)}"
    if f.holder_id:
        yield f"统一社会信用代码：{stop(f.holder_id)}"
    yield from map(stop, f.particulars)
    yield f"许可事项：{f.matter}（办件编号{f.case_no}）。"
    yield "许可内容："
    yield from numbered(f.content)
    # 有效期由各项法律规定；没有登记期限的不写“长期”
    end = f"至{cn_day(f.valid_to)}" if f.valid_to else "起，期限依照法律、法规、规章的规定"
    yield f"有效期：自{cn_day(f.valid_from)}{end}。"
    yield f"依据：{stop('、'.join(f.basis))}"


def delivery_receipt(f):
    yield f"受送达人：{stop(f.applicant)}"
    yield f"事项：{f.matter}（办件编号{f.case_no}）。"
    yield "送达的文书："
    yield from numbered(f.delivered)
    yield f"送达方式：{stop(f.way)}"
    yield f"送达时间：{cn_instant(f.delivered_at)}。"
    yield f"收件人：{stop(f.receiver)}"
    yield f"送达凭据：{stop(f.proof)}"
    yield Block("receipt", "受送达人或者代收人：＿＿＿＿＿＿　送达人：＿＿＿＿＿＿")
