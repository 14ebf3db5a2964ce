"""The JSON Schemas of what crosses are closed: every property is named, all are required, and no other is let through."""


def closed_object(properties: dict) -> dict:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }
