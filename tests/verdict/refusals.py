# SPDX-License-Identifier: GPL-2.0-only
"""refusals.py open|ask: from the client's namespace, packets of its own making to the gateway and beyond it, each followed by an
ARP request; what comes back before the answer to that is what the packet brought about. "ask" prints a line for each packet:
what it was, and the answers, without what differs from run to run (IPv4's identification, IPv6's flow label).

The server has no stack that could answer: what it says to open a connection is sent from here, by its side of the link.
"""
import ctypes
import os
import select
import socket
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
PACE = 0.007        # seconds between packets, for the module answers 200 a second
MAC = {"gate": bytes.fromhex("02000a000101"), "client": bytes.fromhex("02000a000102"),
       "gate2": bytes.fromhex("02000a000201"), "server": bytes.fromhex("02000a000202")}
ADDRESS = {4: {"client": "10.0.1.2", "gate": "10.0.1.1", "server": "10.0.2.2"},
           6: {"client": "fd00:1::2", "gate": "fd00:1::1", "server": "fd00:2::2"}}
TCP, UDP, ICMP, ICMPV6 = 6, 17, 1, 58
F, S, R, P, A, U = 1, 2, 4, 8, 16, 32
UNTRACKED = 50000   # from this source port on, see tests/verdict/refusals
ETH = {4: 0x0800, 6: 0x86dd}


def pack(address):
    return socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def transport_checksum(source, target, protocol, body):
    if len(source) == 4:
        return checksum(source + target + struct.pack("!BBH", 0, protocol, len(body)) + body)
    return checksum(source + target + struct.pack("!II", len(body), protocol) + body)


def tcp(source, target, sport, dport, flags, data=b"", seq=1000, ack=2000, wrong=0):
    head = struct.pack("!HHIIBBHHH", sport, dport, seq, ack, 5 << 4, flags, 1024, 0, 0)
    value = transport_checksum(source, target, TCP, head + data) ^ wrong
    return head[:16] + struct.pack("!H", value) + head[18:] + data


def udp(source, target, sport, dport, data=b"", wrong=0, none=False):
    head = struct.pack("!HHHH", sport, dport, 8 + len(data), 0)
    value = 0 if none else (transport_checksum(source, target, UDP, head + data) or 0xffff) ^ wrong
    return head[:6] + struct.pack("!H", value) + data


def icmp(source, target, kind, code, data, wrong=0):
    head = struct.pack("!BBH", kind, code, 0)
    if len(source) == 4:
        value = checksum(head + data)
    else:
        value = transport_checksum(source, target, ICMPV6, head + data)
    return head[:2] + struct.pack("!H", value ^ wrong) + data


def ip(source, target, protocol, body, ttl=64, tos=0, options=b"", flags=0, ident=7):
    if len(source) == 16:
        return struct.pack("!IHBB", 6 << 28 | tos << 20, len(body), protocol, ttl) + source + target + body
    words = 5 + len(options) // 4
    head = struct.pack("!BBHHHBBH", 4 << 4 | words, tos, words * 4 + len(body), ident, flags, ttl, protocol, 0)
    head += source + target + options
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def ends(family, to):
    return pack(ADDRESS[family]["client"]), pack(ADDRESS[family][to])


# Each yields: words, and the IP packet that they mean.

def segments(family, to, sports):
    source, target = ends(family, to)
    for first in (30000, UNTRACKED):
        for flags in (S, S | A, A, P | A, F | A, R, R | A, S | F, 0, S | P | U, A | F | P | U):
            for dport, data in ((25, b""), (25, b"hello"), (22, b"")):
                sport = first + next(sports)
                yield (f"tcp {sport}->{dport} flags {flags} {len(data)} bytes",
                       ip(source, target, TCP, tcp(source, target, sport, dport, flags, data)))
        sport = first + next(sports)
        whole = tcp(source, target, sport, 25, S)
        for words, body in (("bad checksum", tcp(source, target, sport, 25, S, wrong=5)), ("12 bytes", whole[:12]),
                            ("8 bytes", whole[:8]), ("3 bytes", whole[:3]), ("no bytes", b""),
                            ("header longer than it is", whole[:12] + b"\xf0" + whole[13:])):
            yield f"tcp {sport}->25 {words}", ip(source, target, TCP, body)


def datagrams(family, to, sports):
    source, target = ends(family, to)
    for first in (30000, UNTRACKED):
        for dport in (53, 54):
            for data in (b"", b"hello", b"x" * 1200):
                sport = first + next(sports)
                yield f"udp {sport}->{dport} {len(data)} bytes", ip(source, target, UDP, udp(source, target, sport, dport, data))
        sport = first + next(sports)
        whole = udp(source, target, sport, 54, b"hello")
        for words, body in (("bad checksum", udp(source, target, sport, 54, b"hello", wrong=5)),
                            ("no checksum", udp(source, target, sport + 1, 54, b"hello", none=True)),
                            ("6 bytes", whole[:6]), ("3 bytes", whole[:3]),
                            ("longer than it is", whole[:4] + b"\xff\xff" + whole[6:])):
            yield f"udp {sport}->54 {words}", ip(source, target, UDP, body)


def others(family, to, sports):
    source, target = ends(family, to)
    for protocol in (47, 50, 51, 132, 136, 200, 253):
        if family == 4 or protocol != 51:
            yield f"protocol {protocol}", ip(source, target, protocol, struct.pack("!HH", 30000 + next(sports), 22) + bytes(28))
    kinds = (0, 3, 4, 5, 8, 11, 12, 13, 40) if family == 4 else (1, 2, 3, 4, 127, 128, 129, 139, 200)
    about = ip(target, source, UDP, udp(target, source, 1, 2, b"about"))
    for kind in kinds:
        echo = struct.pack("!HH", 30000 + next(sports), 1)
        body = echo if kind in (0, 8, 128, 129) else bytes(4) + about
        for wrong in (0, 5):
            yield (f"icmp type {kind}{' bad checksum' if wrong else ''}",
                   ip(source, target, ICMP if family == 4 else ICMPV6, icmp(source, target, kind, 0, body, wrong)))


def forms(family, to, sports):
    """The same two packets, in other IP headers."""
    source, target = ends(family, to)
    for protocol, make in ((TCP, lambda sport: tcp(source, target, sport, 25, S)),
                           (UDP, lambda sport: udp(source, target, sport, 54, b"hello"))):
        for ttl in (1, 2, 255):
            yield f"protocol {protocol}, ttl {ttl}", ip(source, target, protocol, make(30000 + next(sports)), ttl=ttl)
        yield f"protocol {protocol}, tos", ip(source, target, protocol, make(30000 + next(sports)), tos=0xb8)
        if family == 4:
            yield f"protocol {protocol}, options", ip(source, target, protocol, make(30000 + next(sports)), options=b"\x01" * 8)
            yield f"protocol {protocol}, DF", ip(source, target, protocol, make(30000 + next(sports)), flags=0x4000)
            body = make(30000 + next(sports))
            yield f"protocol {protocol}, first fragment", ip(source, target, protocol, body[:16], flags=0x2000, ident=1234)
            yield f"protocol {protocol}, and the other", ip(source, target, protocol, body[16:], flags=2, ident=1234)
        else:
            for number in (0, 43, 60):
                extension = struct.pack("!BBBBI", protocol, 0, 1 if number != 43 else 0, 4 if number != 43 else 0, 0)
                yield (f"protocol {protocol} behind header {number}",
                       ip(source, target, number, extension + make(30000 + next(sports))))
            fragment = struct.pack("!BBHI", protocol, 0, 0, 77)
            yield f"protocol {protocol}, atomic fragment", ip(source, target, 44, fragment + make(30000 + next(sports)))


def groups(family, sports):
    source = pack(ADDRESS[family]["client"])
    targets = ("224.0.0.1", "239.1.1.1", "10.0.1.255", "255.255.255.255") if family == 4 else ("ff02::1", "ff05::1:3")
    for address in targets:
        target = pack(address)
        for first in (30000, UNTRACKED):
            yield f"udp to {address}", ip(source, target, UDP, udp(source, target, first + next(sports), 54, b"hello"))
            yield f"tcp to {address}", ip(source, target, TCP, tcp(source, target, first + next(sports), 25, S))


def counting():
    number = 0
    while True:
        number += 1
        yield number


def packets():
    """Words, who the frame is for, family, IP packet."""
    sports = counting()
    for family in (4, 6):
        for to in ("gate", "server"):
            for make in (segments, datagrams, others, forms):
                for words, packet in make(family, to, sports):
                    yield f"IPv{family} to {to}: {words}", MAC["gate"], family, packet
            source, target = ends(family, to)
            for mac in (b"\xff" * 6, bytes.fromhex("01005e000001")):
                for protocol, body in ((TCP, tcp(source, target, 30000 + next(sports), 25, S)),
                                       (UDP, udp(source, target, 30000 + next(sports), 54, b"hello"))):
                    yield f"IPv{family} to {to}, protocol {protocol} in a frame to {mac.hex()}", mac, family, ip(source, target, protocol, body)
        for words, packet in groups(family, sports):
            for mac in (MAC["gate"], b"\xff" * 6):
                yield f"IPv{family}, frame to {mac.hex()}: {words}", mac, family, packet


def connections():
    """Of the connections that "open" opens: family, client's port."""
    for family in (4, 6):
        for number in range(6):
            yield family, 41000 + number


def later():
    """What comes of a connection when its port is listed no more."""
    for number, (family, sport) in enumerate(connections()):
        source, target = ends(family, "server")
        flags, data = ((A, b""), (P | A, b"hello"), (F | A, b""), (R, b""), (A, b"far out"), (S, b""))[number % 6]
        seq = 1001 if data != b"far out" else 0x70000000
        yield (f"IPv{family}, of a connection: flags {flags} {len(data)} bytes", MAC["gate"], family,
               ip(source, target, TCP, tcp(source, target, sport, 22, flags, data, seq=seq, ack=5001)))


class Link:
    """A device, raw, in a namespace."""

    def __init__(self, namespace, device, mac):
        libc = ctypes.CDLL(None, use_errno=True)
        fd = os.open("/run/netns/" + namespace, os.O_RDONLY)
        if libc.setns(fd, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns " + namespace)
        os.close(fd)
        self.mac = mac
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        self.sock.bind((device, 0))

    def send(self, to, kind, packet):
        self.sock.send(to + self.mac + struct.pack("!H", kind) + packet)

    def answers(self):
        """Until the gateway has answered an ARP request: what else it sent."""
        self.send(MAC["gate"], 0x0806, struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + self.mac + pack("10.0.1.2") +
                  bytes(6) + pack("10.0.1.1"))
        got = []
        while select.select([self.sock], [], [], 30)[0]:
            frame, (_, _, kind, _, _) = self.sock.recvfrom(65536)
            if kind == 4:
                continue
            if frame[12:14] == b"\x08\x06":
                if frame[20:22] == b"\0\2":
                    return got
                continue
            if not is_discovery(frame):
                got.append(normal(frame))
        sys.exit("refusals: the gateway answers no ARP request")


def is_discovery(frame):
    return frame[12:14] == b"\x86\xdd" and frame[20] == ICMPV6 and 130 <= frame[54] <= 137 or \
        frame[12:14] == b"\x86\xdd" and frame[20] == 0


def normal(frame):
    """Without identification and flow label."""
    if frame[12:14] == b"\x08\x00":
        return frame[:18] + bytes(2) + frame[20:24] + bytes(2) + frame[26:]
    return frame[:14] + bytes([frame[14], frame[15] & 0xf0, 0, 0]) + frame[18:]


def open_connections():
    client = Link("client", "to-gate", MAC["client"])
    server = Link("server", "to-gate", MAC["server"])
    for family, sport in connections():
        source, target = ends(family, "server")
        client.send(MAC["gate"], ETH[family], ip(source, target, TCP, tcp(source, target, sport, 22, S, seq=1000, ack=0)))
        server.send(MAC["gate2"], ETH[family], ip(target, source, TCP, tcp(target, source, 22, sport, S | A, seq=5000, ack=1001)))
        client.send(MAC["gate"], ETH[family], ip(source, target, TCP, tcp(source, target, sport, 22, A, seq=1001, ack=5001)))
    client.answers()


def ask(which):
    client = Link("client", "to-gate", MAC["client"])
    client.answers()
    for words, mac, family, packet in which:
        client.send(mac, ETH[family], packet)
        print(words + ":", *(answer.hex() for answer in client.answers()))
        time.sleep(PACE)


if __name__ == "__main__":
    if sys.argv[1] == "open":
        open_connections()
    else:
        ask(packets() if sys.argv[1] == "ask" else later())
