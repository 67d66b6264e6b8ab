# SPDX-License-Identifier: GPL-2.0-only
"""peers.py serve: answers on 22/tcp and 53/udp. peers.py talk ADDRESS...: to each of them, over connections that last a while
and datagrams that are answered; what a policy stops in the middle is begun anew."""
import contextlib
import selectors
import socket
import sys
import threading
import time

TCP, UDP = 22, 53
MESSAGES = 25
PACE = 0.02


def serve():
    ready = selectors.DefaultSelector()
    server = socket.create_server(("::", TCP), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64)
    datagrams = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    datagrams.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    datagrams.bind(("::", UDP))

    def accept():
        connection, _ = server.accept()
        connection.setblocking(False)
        ready.register(connection, selectors.EVENT_READ, lambda: echo(connection))

    def echo(connection):
        try:
            data = connection.recv(64)
            if data:
                connection.send(data)
                return
        except OSError:
            pass
        ready.unregister(connection)
        connection.close()

    def answer():
        with contextlib.suppress(OSError):
            data, sender = datagrams.recvfrom(64)
            datagrams.sendto(data, sender)

    ready.register(server, selectors.EVENT_READ, accept)
    ready.register(datagrams, selectors.EVENT_READ, answer)
    while True:
        for key, _ in ready.select():
            key.data()


def converse(address, kind, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, kind) as peer:
        peer.settimeout(0.5)
        peer.connect((address, port))
        for _ in range(MESSAGES):
            peer.send(b"hello")
            peer.recv(64)
            time.sleep(PACE)


def talk(address):
    while True:
        for kind, port in (socket.SOCK_STREAM, TCP), (socket.SOCK_DGRAM, UDP):
            try:
                converse(address, kind, port)
            except OSError:
                # a refusal is at once
                time.sleep(PACE)


if sys.argv[1] == "serve":
    serve()
for one in sys.argv[2:]:
    threading.Thread(target=talk, args=[one]).start()
