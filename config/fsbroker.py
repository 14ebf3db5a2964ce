"""Celery messages as files, for a machine with no Redis: written aside and renamed, so no reader sees half a message.

The stock filesystem transport opens the final name and then writes; a worker that reads too early ends with a JSON error.
"""

import os
from time import time_ns
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **_):
        name = f"{time_ns():020d}_{uuid4().hex}.{queue}.msg"
        draft = os.path.join(self.data_folder_out, f"{uuid4().hex}.draft")  # no reader looks for this name
        with open(draft, "wb") as file:
            file.write(str_to_bytes(dumps(payload)))
        os.rename(draft, os.path.join(self.data_folder_out, name))


class Transport(filesystem.Transport):
    Channel = Channel
    polling_interval = 0.2
