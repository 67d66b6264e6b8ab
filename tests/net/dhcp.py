#!/usr/bin/python3 -S
# SPDX-License-Identifier: GPL-2.0-only
"""Asks and answers by the addresses and ports of DHCP; what is said does not matter to any filter.

dhcp.py serve DEVICE       answers both families' questions, from addresses of its own, until it is ended
dhcp.py ask6 DEVICE        asks ff02::1:2, as every DHCPv6 client does
dhcp.py ask4 DEVICE SERVER asks a server, as a client that renews, or 255.255.255.255, as one that rebinds
dhcp.py hold PORT          only listens at a udp port of both families, until it is ended
dhcp.py many ADDRESS N     N datagrams to 53/udp, each of a connection of its own

ask6 and ask4 print "answer", or "dropped" once the module has counted one more dropped for its port.
"""
import os
import select
import signal
import socket
import struct
import sys
import time

STATS = "/proc/net/outlook_guard/stats"
PATIENCE = 60


def dropped():
    with open(STATS, encoding="ascii") as lines:
        for line in lines:
            if line.startswith("input_drop_port "):
                return int(line.split()[1])
    return 0


def udp(family, port, device=None):
    own = socket.socket(family, socket.SOCK_DGRAM)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    if family == socket.AF_INET6:
        own.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    if device:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
    own.bind(("", port))
    return own


def patiently(send):
    """A link-local address is tentative for a while after its link is up."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return send()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def ask(family, device, own_port, to):
    own = udp(family, own_port, device)
    before = dropped()
    patiently(lambda: own.sendto(b"question", to))
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if select.select([own], [], [], 0.05)[0]:
            print("answer")
            return
        if dropped() > before:
            print("dropped")
            return
    print("silence")


def serve(device):
    servers = [udp(socket.AF_INET, 67, device), udp(socket.AF_INET6, 547, device)]
    group = socket.inet_pton(socket.AF_INET6, "ff02::1:2")
    index = struct.pack("@I", socket.if_nametoindex(device))
    servers[1].setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, group + index)
    while True:
        for server in select.select(servers, [], [])[0]:
            _, who = server.recvfrom(1500)
            patiently(lambda: server.sendto(b"answer", who))


def hold(port):
    sockets = [udp(family, port) for family in (socket.AF_INET, socket.AF_INET6)]
    signal.pause()
    return sockets


def many(address, count):
    for _ in range(count):
        own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        own.sendto(b"question", (address, 53))
        own.close()


if __name__ == "__main__":
    what, where = sys.argv[1:3]
    if what == "serve":
        serve(where)
    elif what == "ask6":
        ask(socket.AF_INET6, where, 546, ("ff02::1:2", 547, 0, socket.if_nametoindex(where)))
    elif what == "ask4":
        ask(socket.AF_INET, where, 68, (sys.argv[3], 67))
    elif what == "hold":
        hold(int(where))
    else:
        many(where, int(sys.argv[3]))
    sys.stdout.flush()
    os._exit(0)
