"""Asks this container's own web process whether it is ready; for HEALTHCHECK, where no curl is installed."""

import sys
import urllib.error
import urllib.request

from config import environment


def main(port: str) -> int:
    host = (environment.listed("ALLOWED_HOSTS") or ["127.0.0.1"])[0].lstrip(".")
    question = urllib.request.Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": host})
    try:
        with urllib.request.urlopen(question, timeout=5) as reply:
            return 0 if reply.status == 200 else 1
    except (urllib.error.URLError, TimeoutError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "8000"))
