"""The papers of a result in a diagram: codes with blanks between, a dash for none, no word where the flow says nothing."""

from powers.bpmn.diagram import Line

NONE = "-"


def papers_spelled(papers: tuple[str, ...] | None) -> str:
    return "" if papers is None else " ".join(papers) or NONE


def papers_read(line: Line) -> dict:
    """What the line adds to the document of its result."""
    said = (line.facts or {}).get("papers", "")
    return {"papers": [code for code in said.split() if code != NONE]} if said else {}
