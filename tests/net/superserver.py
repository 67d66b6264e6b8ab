# SPDX-License-Identifier: GPL-2.0-only
"""A superserver as systemd is for a socket with Accept=yes: a process for each connection, and the accepted socket is kept too.

superserver.py PORT COMMAND...
"""
import socket
import subprocess
import sys

door = socket.create_server(("0.0.0.0", int(sys.argv[1])))
kept = []
while True:
    connection, _ = door.accept()
    kept.append(connection)
    subprocess.Popen(sys.argv[2:], stdin=connection, stdout=connection, stderr=subprocess.DEVNULL)
