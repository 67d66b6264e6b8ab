#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""tests/unit/journal_socket.py PATH OUT [deaf|syslog]: stands in for the journal's socket, or for syslog's. Each entry that comes
is a line of JSON in OUT, as journald reads it by its native protocol: fields with their length in front, or NAME=VALUE, and a
descriptor with all of that where it is long. Of an entry that is none, the line says "wrong". `deaf`: full, and read by nobody.
"""
import array
import fcntl
import json
import os
import socket
import struct
import sys

F_GET_SEALS = 1034
ALL_SEALS = 0xf


def fields(data):
    found = []
    while data:
        line, _, rest = data.partition(b"\n")
        if b"=" in line:
            name, _, value = line.partition(b"=")
        else:
            name, size = line, struct.unpack("<Q", rest[:8])[0]
            value, end, rest = rest[8:8 + size], rest[8 + size:9 + size], rest[9 + size:]
            if end != b"\n" or len(value) != size:
                raise ValueError("a value that does not end where it says")
        if not name.replace(b"_", b"").isalnum() or name != name.upper():
            raise ValueError(f"a field's name is {name!r}")
        found.append([name.decode(), value.decode()])
        data = rest
    return found


def receive(sock):
    data, control, _, _ = sock.recvmsg(1 << 20, socket.CMSG_SPACE(4))
    for level, kind, passed in control:
        if (level, kind) != (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            continue
        fd = array.array("i", passed[:4])[0]
        if fcntl.fcntl(fd, F_GET_SEALS) != ALL_SEALS:
            raise ValueError("a file that is not sealed")
        data = os.pread(fd, 1 << 24, 0)
        os.close(fd)
        return fields(data) + [["BY_FILE", "yes"]]
    return fields(data)


def fill(path):
    """Until it takes no more."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sock.setblocking(False)
    try:
        while True:
            sock.sendto(b"MESSAGE=full\n", path)
    except BlockingIOError:
        pass


def main():
    path, out, how = sys.argv[1], sys.argv[2], (sys.argv + [""])[3]
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sock.bind(path)
    if how == "deaf":
        fill(path)
    with open(out, "w", encoding="utf-8") as file:
        print("ready", file=file, flush=True)
        while how == "deaf":
            os.read(0, 1)
        while True:
            try:
                entry = dict(receive(sock)) if how != "syslog" else {"line": sock.recv(1 << 16).decode()}
            except ValueError as error:
                entry = {"wrong": str(error)}
            print(json.dumps(entry), file=file, flush=True)


main()
