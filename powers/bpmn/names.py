"""The names of BPMN 2.0: namespaces, and what its elements are called to the person who drew them."""

from xml.etree import ElementTree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:yangguang:flow:1"

for prefix, uri in {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "hall": OURS}.items():
    ElementTree.register_namespace(prefix, uri)

TASKS = ("task", "userTask", "manualTask")
CALLED = {
    "task": "任务",
    "userTask": "任务",
    "manualTask": "任务",
    "startEvent": "开始",
    "endEvent": "结束",
    "exclusiveGateway": "判断",
    "parallelGateway": "并行网关",
    "sequenceFlow": "连线",
}
# What people draw in such tools but no flow of ours has, with what to draw instead.
FOREIGN = {
    "serviceTask": ("服务任务", "没有岗位来办，请改成用户任务"),
    "scriptTask": ("脚本任务", "没有岗位来办，请改成用户任务"),
    "sendTask": ("发送任务", "请改成用户任务，或者写进上一步的文书"),
    "receiveTask": ("接收任务", "请改成用户任务"),
    "businessRuleTask": ("规则任务", "请改成用户任务，由人判断"),
    "subProcess": ("子流程", "请把里面的各步画到同一张图上"),
    "transaction": ("事务子流程", "请把里面的各步画到同一张图上"),
    "adHocSubProcess": ("临时子流程", "请把里面的各步画到同一张图上"),
    "callActivity": ("调用活动", "请把里面的各步画到同一张图上"),
    "inclusiveGateway": ("包容网关", "请改成判断（选一路）或者并行网关（各路都办）"),
    "complexGateway": ("复杂网关", "请改成判断（选一路）或者并行网关（各路都办）"),
    "eventBasedGateway": ("事件网关", "请改成判断，由人选结果"),
    "boundaryEvent": ("边界事件", "时限请写在步骤上，补正和撤回由平台办"),
    "intermediateCatchEvent": ("中间事件", "要等的事请画成一步，种类写特别程序"),
    "intermediateThrowEvent": ("中间事件", "请去掉，通知由平台发"),
}


def bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def ours(name: str) -> str:
    return f"{{{OURS}}}{name}"
