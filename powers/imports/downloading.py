"""How a file leaves the catalogue: as an attachment that is not kept by anybody on the way."""

from urllib.parse import quote


def attachment_headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
