"""One complete example of each official paper, as plain data, the way a verb hands it over."""

ENTERPRISE = {
    "applicant": "南京梧桐里餐饮管理有限公司",
    "matter": "食品经营许可（新办）",
    "case_no": "3201062603260317",
    "organisation": True,
}
REMEDIES = {"review_organ": "南京市鼓楼区人民政府", "court": "南京铁路运输法院"}
ASKED = {"applied_on": "2026-03-26", "accepted_on": "2026-03-30"}

EXAMPLES = {
    "submission_receipt": ENTERPRISE
    | {
        "submitted_at": "2026-03-26T10:26:00+08:00",
        "materials": ["设备设施布局和操作流程图，1份（电子）", "食品安全规章制度，1份（电子）"],
        "receiver": "江苏省网上政务大厅",
        "answer_by": "2026-04-02",
        "query_code": "QX84M2",
    },
    "correction_notice": ENTERPRISE
    | {
        "received_on": "2026-03-26",
        "items": [
            "设备设施布局和操作流程图：没有标出冷食专间的面积和主要设备，请标全后重新提交",
            "食品安全规章制度：缺少从业人员健康管理制度",
            "授权委托书：没有委托人签名",
        ],
        "supply_by": "2026-04-03",
        "where": "在江苏省网上政务大厅提交，或者到鼓楼区政务服务中心B12号窗口提交",
        "contact": "王晓燕",
        "phone": "025-00000000",
    },
    "acceptance_notice": ENTERPRISE
    | ASKED
    | {"contact": "张敏", "phone": "139****0000", "limit_days": 5, "due_on": "2026-04-07"},
    "decline_decision": ENTERPRISE
    | REMEDIES
    | {
        "received_on": "2026-03-26",
        "reason": "你单位的经营场所不在本机关管辖范围内",
        "ground": "not_competent",
        "competent_organ": "南京市玄武区市场监督管理局",
    },
    "special_notice": ENTERPRISE
    | {
        "accepted_on": "2026-03-30",
        "procedure": "检验",
        "reason": "送检的样品需要由法定机构检验",
        "starts_on": "2026-04-01",
        "days_needed": 10,
    },
    "grant_decision": ENTERPRISE
    | ASKED
    | {
        "findings": "你单位申请材料齐全、符合法定形式，现场核查结论为通过，符合《食品经营许可和备案管理办法》规定的条件",
        "basis": ["《中华人民共和国食品安全法》第三十五条第一款"],
        "content": [
            "经营场所：南京市鼓楼区中山北路12号1层",
            "主体业态：餐饮服务经营者（小型餐馆）",
            "经营项目：热食类、冷食类食品制售，自制饮品制售",
        ],
        "validity": "自2026年4月7日至2031年4月6日",
        "certificate": "食品经营许可证",
    },
    "refusal_decision": ENTERPRISE
    | ASKED
    | REMEDIES
    | {
        "facts": "你单位拟投入的2辆普通货车中，1辆（车架号末六位002417）没有检测合格证明",
        "reasons": "不符合“有与其经营业务相适应并经检测合格的车辆”的规定",
        "basis": ["《中华人民共和国道路运输条例》第二十一条第一项"],
    },
    "withdrawal_confirmation": ENTERPRISE
    | {"applied_on": "2026-03-26", "withdrawn_on": "2026-04-01", "reason": "经营场所变更"},
}
