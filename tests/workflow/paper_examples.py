"""One complete example of each official paper, as plain data, the way a verb hands it over."""

ENTERPRISE = {
    "applicant": "南京梧桐里餐饮管理有限公司",
    "matter": "食品经营许可（新办）",
    "case_no": "3201062603260317",
    "organisation": True,
}
REMEDIES = {"review_organ": "南京市鼓楼区人民政府", "court": "南京铁路运输法院"}
CONTACT = {"contact": "鼓市监受理窗口", "phone": "025-00000000"}
LICENCE = {
    "licence_name": "食品经营许可证",
    "licence_number": "鼓市监许证〔2026〕301号",
    "licensed_on": "2026-04-07",
}
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
    "undertaking": ENTERPRISE
    | {
        "basis": ["《中华人民共和国食品安全法》第三十五条"],
        "names": ["无犯罪记录证明"],
        "asks": ["没有因食品安全犯罪被判处刑罚"],
        "says": ["本单位的法定代表人没有因食品安全犯罪被判处刑罚"],
        "liability": ["决定予以撤销，并记入信用记录"],
        "checks": ["通过数据共享在线核查，作出决定后 30 个工作日内"],
        "prints": ["0123456789abcdef"],
        "promised_at": "2026-03-26T10:20:00+08:00",
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
    "lapse_notice": ENTERPRISE
    | CONTACT
    | {
        "received_on": "2026-03-26",
        "asked_on": "2026-03-27",
        "notice_number": "鼓市监许补〔2026〕88号",
        "supply_by": "2026-04-13",
        "ended_on": "2026-04-14",
    },
    "extension_notice": ENTERPRISE
    | {
        "accepted_on": "2026-03-30",
        "days": 10,
        "due_on": "2026-05-13",
        "reason": "现场核查需要与消防部门一起进行",
    },
    "owed_return_notice": ENTERPRISE
    | CONTACT
    | {
        "accepted_on": "2026-03-30",
        "material": "设备设施布局和操作流程图",
        "supplied_on": "2026-04-01",
        "reasons": "没有标出冷食专间的面积，请标全后重新提交",
        "supply_by": "2026-04-08",
        "where": "在江苏省网上政务大厅提交，或者到鼓楼区政务服务中心B12号窗口提交",
    },
    "hearing_rights_notice": ENTERPRISE
    | CONTACT
    | {"accepted_on": "2026-03-30", "ground": "interest", "asks_by": "2026-04-09"},
    "hearing_notice": ENTERPRISE
    | CONTACT
    | {
        "on": "2026-04-22T09:30:00+08:00",
        "place": "鼓楼区政务服务中心三楼听证室",
        "chair": "陈建国（政策法规科）",
        "note": "请携带身份证明",
    },
    "hearing_record": ENTERPRISE
    | {
        "held_at": "2026-04-22T09:30:00+08:00",
        "place": "鼓楼区政务服务中心三楼听证室",
        "chair": "陈建国（政策法规科）",
        "attendants": ["申请人代表许梅", "利害关系人周强", "审查人员李卫国"],
        "record": "审查人员说明审查意见和证据。\n申请人陈述油烟排放口的位置。\n利害关系人对位置没有异议。",
    },
    "legal_opinion": ENTERPRISE
    | {
        "accepted_on": "2026-03-30",
        "outcome": "同意",
        "opinion": "主体适格，事实清楚，依据正确，程序合法",
        "reviewed_on": "2026-04-02",
        "basis": ["《中华人民共和国食品安全法》第三十五条第一款"],
    },
    "termination_decision": ENTERPRISE
    | REMEDIES
    | {
        "accepted_on": "2026-03-30",
        "ground": "申请人死亡、丧失行为能力或者依法终止",
        "reasons": "你单位2026年4月1日注销登记",
    },
    "licence": ENTERPRISE
    | {
        "title": "食品经营许可证",
        "certificate": "食品经营许可证",
        "holder_id": "91320106MA1XXXXX0A",
        "content": ["主体业态：餐饮服务经营者（小型餐馆）", "经营项目：热食类、冷食类食品制售"],
        "valid_from": "2026-04-07",
        "valid_to": "2031-04-06",
        "basis": ["《中华人民共和国食品安全法》第三十五条第一款"],
    },
    "delivery_receipt": ENTERPRISE
    | {
        "delivered": [
            "鼓市监许准〔2026〕317号《准予行政许可决定书》",
            "鼓市监许证〔2026〕301号《食品经营许可证》",
        ],
        "way": "邮寄送达",
        "delivered_at": "2026-04-09T15:20:00+08:00",
        "receiver": "许梅（前台）",
        "proof": "邮件号码1234567890123，2026年4月9日签收",
    },
    "change_decision": ENTERPRISE
    | LICENCE
    | {"applied_on": "2027-05-06", "changes": ["法定代表人由许梅变更为周岚"]},
    "renewal_decision": ENTERPRISE
    | LICENCE
    | {"applied_on": "2031-02-10", "valid_from": "2031-04-07", "valid_to": "2036-04-06"},
    "revocation_decision": ENTERPRISE
    | LICENCE
    | REMEDIES
    | {"ground": "fraud", "facts": "你单位提交的场所使用证明系伪造", "from_on": "2026-04-07"},
    "licence_withdrawal": ENTERPRISE
    | LICENCE
    | REMEDIES
    | {
        "ground": "facts_changed",
        "facts": "经营场所所在地块被列入公共绿地规划",
        "from_on": "2027-07-01",
        "compensation": "按评估报告补偿装修和搬迁损失，另行签订协议",
    },
    "deregistration_decision": ENTERPRISE
    | LICENCE
    | REMEDIES
    | {"ground": "ended", "facts": "你单位2027年3月1日注销登记", "from_on": "2027-03-05"},
    "amendment_notice": ENTERPRISE
    | {
        "old_title": "准予行政许可决定书",
        "old_number": "鼓市监许准〔2026〕317号",
        "old_on": "2026-04-07",
        "errors": ["第一项“中山北路21号”更正为“中山北路12号”"],
        "new_number": "鼓市监许准更〔2026〕1号",
    },
}
