# SPDX-License-Identifier: GPL-2.0-only
"""knock.py ADDRESS PORT...: knocks at these ports in turn, again and again, and leaves the open ones at once.
knock.py hold ADDRESS PORT COUNT: opens so many connections and keeps them.
knock.py listen PORT COUNT: so many can be opened there."""
import socket
import sys
import time


def knock(address, ports):
    while True:
        for port in ports:
            with socket.socket() as sock:
                sock.settimeout(0.3)
                sock.connect_ex((address, port))
        time.sleep(0.3)


def hold(address, port, count):
    held = [socket.create_connection((address, port)) for _ in range(count)]
    while held:
        time.sleep(60)


def listen(port, count):
    """The kernel answers them; that nobody takes them up here is nothing that conntrack knows."""
    with socket.create_server(("", port), backlog=count):
        while True:
            time.sleep(60)


if sys.argv[1] == "listen":
    listen(int(sys.argv[2]), int(sys.argv[3]))
elif sys.argv[1] == "hold":
    hold(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
else:
    knock(sys.argv[1], [int(port) for port in sys.argv[2:]])
