"""Flows as BPMN 2.0 XML: what a department draws in another tool can be read, what is drawn here opens there with its layout.

What BPMN has no word for (kind of act, limit, duty, standard, paper, risk points, codes of results) travels in an extension
namespace, so that reading back what was written gives the same flow. A diagram that is no flow of ours is refused element by
element.
"""

from powers.bpmn.reading import BadBpmn, Reading, read
from powers.bpmn.writing import write

__all__ = ["BadBpmn", "Reading", "read", "write"]
