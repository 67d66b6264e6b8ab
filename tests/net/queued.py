# SPDX-License-Identifier: GPL-2.0-only
"""queued.py PORT QUEUE: a datagram to PORT of this machine waits in QUEUE of NFQUEUE, which a rule sends it to. Says "waits"
when it does; at the next line of standard input it is accepted, and said is whether it came, "came", or was gone, "lost"."""
import select
import socket
import struct
import sys

QUEUE_SUBSYSTEM, PACKET, VERDICT, CONFIG = 3 << 8, 0, 1, 2
REQUEST, ACK, ERROR = 1, 4, 2
COMMAND, PARAMETERS, PACKET_HEADER, VERDICT_HEADER = 1, 2, 1, 2
BIND, COPY_META, ACCEPT = 1, 1, 1


def attribute(kind, value):
    return struct.pack("=HH", 4 + len(value), kind) + value.ljust((len(value) + 3) & ~3, b"\0")


def message(kind, queue, flags, attributes):
    body = struct.pack("!BBH", socket.AF_UNSPEC, 0, queue) + attributes
    return struct.pack("=LHHLL", 16 + len(body), QUEUE_SUBSYSTEM | kind, REQUEST | flags, 1, 0) + body


def configure(netlink, queue, attributes):
    netlink.send(message(CONFIG, queue, ACK, attributes))
    error = struct.unpack_from("=l", netlink.recv(8192), 16)[0]
    if error:
        raise OSError(-error, "NFQUEUE")


def packet_id(data):
    at = 20
    while at < len(data):
        length, kind = struct.unpack_from("=HH", data, at)
        if kind == PACKET_HEADER:
            return struct.unpack_from("!L", data, at + 4)[0]
        at += (length + 3) & ~3
    raise ValueError("no packet")


def accept(netlink, queue, packet):
    netlink.send(message(VERDICT, queue, ACK, attribute(VERDICT_HEADER, struct.pack("!LL", ACCEPT, packet))))


def came(netlink, queue, receiver):
    """After the verdict: until the datagram is there, or the kernel has no packet of that number any more."""
    while True:
        ready = select.select([netlink, receiver], [], [], 60)[0]
        if receiver in ready:
            return receiver.recv(16) == b"?"
        if not ready:
            sys.exit("neither came nor lost")
        data = netlink.recv(65536)
        if struct.unpack_from("=H", data, 4)[0] != ERROR:
            # hooks that came meanwhile moved the rule's, and the packet meets it once more
            accept(netlink, queue, packet_id(data))
        elif struct.unpack_from("=l", data, 16)[0]:
            return False


def main():
    port, queue = int(sys.argv[1]), int(sys.argv[2])
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)
    netlink.bind((0, 0))
    configure(netlink, queue, attribute(COMMAND, struct.pack("!BBH", BIND, 0, socket.AF_INET)))
    configure(netlink, queue, attribute(PARAMETERS, struct.pack("!LB", 0, COPY_META)))
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", port))
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.sendto(b"?", ("127.0.0.1", port))
    waiting = packet_id(netlink.recv(65536))
    print("waits", flush=True)
    sys.stdin.readline()
    accept(netlink, queue, waiting)
    print("came" if came(netlink, queue, receiver) else "lost", flush=True)


main()
