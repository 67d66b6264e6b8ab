# SPDX-License-Identifier: GPL-2.0-only
"""A server of datagrams whose clients it remembers, and a client that never stops.

  datagrams.py serve PORT FILE answer|talk    how many came is in FILE; talk: it sends by itself too, all the time
  datagrams.py ask ADDRESS PORT               one every 50 ms, from one port
"""
import select
import socket
import sys
import time

PAUSE = 0.05    # seconds


def serve(port, path, talks):
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    sock.bind(("::", port))
    peers, count = set(), 0
    with open(path, "w", encoding="ascii") as file:
        while True:
            if select.select([sock], [], [], PAUSE)[0]:
                data, peer = sock.recvfrom(64)
                peers.add(peer)
                count += 1
                file.seek(0)
                file.write(f"{count}\n")
                file.flush()
                sock.sendto(data, peer)
            for peer in peers if talks else ():
                sock.sendto(b"tick", peer)


def ask(address, port):
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
    while True:
        # where nobody is, or no way leads for a while, it is tried again
        try:
            sock.sendto(b"ask", (address, port))
        except OSError:
            pass
        time.sleep(PAUSE)


if sys.argv[1] == "serve":
    serve(int(sys.argv[2]), sys.argv[3], sys.argv[4] == "talk")
else:
    ask(sys.argv[2], int(sys.argv[3]))
