"""A clamd that knows one virus: it speaks INSTREAM and finds the EICAR test file, plain or inside a zip."""

import io
import socketserver
import struct
import threading
import zipfile
from contextlib import contextmanager

# In two halves, so that no scanner takes this source for the thing itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = "Win.Test.EICAR_HDB-1"


class _Line(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.asked += 1
        command = self.rfile.read(10)
        data = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
            if len(data) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        words = self.server.says or self._judge(data)
        if command == b"zINSTREAM\0":
            self.wfile.write(f"stream: {words}\0".encode())

    def _judge(self, data):
        if not self.server.knows_eicar:
            return "OK"
        members = [data]
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members += [archive.read(name) for name in archive.namelist()]
        return f"{FOUND} FOUND" if any(EICAR in member for member in members) else "OK"


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def clamd(*, path=None, most=1 << 30, says="", knows_eicar=True):
    """A running daemon; `server.address` is what CLAMD would hold."""
    server = _Unix(str(path), _Line) if path else _Tcp(("127.0.0.1", 0), _Line)
    server.most, server.says, server.knows_eicar, server.asked = most, says, knows_eicar, 0
    server.address = f"unix://{path}" if path else f"tcp://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


NOBODY = "tcp://127.0.0.1:9"  # discard; nothing listens there
