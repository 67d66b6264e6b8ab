#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""tests/net/service_manager.py COMMAND...: what systemd is to outlook-guard-fallback.service. Starts COMMAND, waits until it
is ready, kills it, and starts it again with the descriptor that it left; then tells it to end. Prints whether the fallback's
table was there: after the kill, under the second holder, after the end."""
import array
import os
import signal
import socket
import subprocess
import sys

TABLE = "table inet outlook_guard_fallback"
PATH = f"/run/og-notify-{os.getpid()}"


def there():
    tables = subprocess.run(["nft", "list", "tables"], capture_output=True, text=True, check=True).stdout
    return TABLE in tables


def main():
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(PATH)
    heard.settimeout(120)
    kept = []

    def listen(until):
        while True:
            text, control, _, _ = heard.recvmsg(4096, socket.CMSG_SPACE(4))
            for level, kind, data in control:
                if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                    fds = array.array("i")
                    fds.frombytes(data[:4])
                    for fd in fds:
                        os.set_inheritable(fd, False)
                    kept.extend(fds)
            if b"FDSTOREREMOVE=1" in text:
                while kept:
                    os.close(kept.pop())
            if until in text:
                return

    def start():
        os.environ["NOTIFY_SOCKET"] = PATH
        process = os.fork()
        if process:
            return process
        if kept:
            os.dup2(kept[0], 3)
            os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()), LISTEN_FDNAMES="fallback-table")
        os.execvp(sys.argv[1], sys.argv[1:])

    first = start()
    listen(b"READY=1")
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    print("left", len(kept))
    print("killed", there())
    second = start()
    listen(b"READY=1")
    print("again", there())
    os.kill(second, signal.SIGTERM)
    listen(b"FDSTOREREMOVE=1")
    _, status = os.waitpid(second, 0)
    print("ended", there(), os.waitstatus_to_exitcode(status))
    os.unlink(PATH)


main()
