"""The JSON Schemas of what crosses are closed: every property is named, and no other is let through."""

TEXT = {"type": "string", "maxLength": 4000}
HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def closed_object(properties: dict, *, may: dict | None = None) -> dict:
    """All `properties` are required; those of `may` were added later and are left out by an older release."""
    return {
        "type": "object",
        "properties": properties | (may or {}),
        "required": sorted(properties),
        "additionalProperties": False,
    }
