"""One sender of notices as a process of its own, started by a test on the test's database. It can be told to die.

    python -m tests.hall.notice_sender FOLDER [die-before|die-after]

The gateway appends a line to FOLDER/sent for every message it is given, so a second one for the same key would show.
"""

import os
import signal
import sys
import time
from pathlib import Path

FOLDER, FATE = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""


def main() -> None:
    import django
    from django.conf import settings

    if not os.environ["DATABASE_URL"]:
        settings.DATABASES["default"]["NAME"] = FOLDER / "outer.sqlite3"
    django.setup()
    from hall.notices import sending
    from ledger import clock
    from workflow.notices import sms

    class Written(sms.FileGateway):
        def send(self, *, key, phone, text):
            if FATE == "die-before":
                os.kill(os.getpid(), signal.SIGKILL)
            with (FOLDER / "sent").open("a") as file:
                file.write(f"{key}\n")
            if FATE == "die-after":
                os.kill(os.getpid(), signal.SIGKILL)

    sms.gateway = lambda: Written(FOLDER)
    (FOLDER / f"ready-{os.getpid()}").touch()
    while not (FOLDER / "go").exists():
        time.sleep(0.01)
    sending.is_quiet = lambda at: False
    while sending.send_due(at=clock.now()):
        pass


if __name__ == "__main__":
    main()
