# SPDX-License-Identifier: GPL-2.0-only
"""segment.py FROM TO SPORT DPORT FLAGS: TCP segments of its own making, with numbers that belong to no connection.

A connection's numbers are random, and since Linux 6.2 conntrack takes a segment that is behind its connection in both numbers for one
that comes late, ESTABLISHED (nf_conntrack_proto_tcp.c, NFCT_TCP_IGNORE); what is ahead of it in either is INVALID. So four are sent,
half the circle apart: whatever the connection's numbers are, some are ahead of it.
"""
import socket
import struct
import sys

FLAGS = {"F": 1, "S": 2, "R": 4, "P": 8, "A": 16}


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


source, target = (socket.inet_aton(address) for address in sys.argv[1:3])
sport, dport = map(int, sys.argv[3:5])
flags = sum(FLAGS[letter] for letter in sys.argv[5])
sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
for number in 0x13572468, 0x93572468:
    for acknowledged in 0x24681357, 0xa4681357:
        segment = struct.pack("!HHIIBBHHH", sport, dport, number, acknowledged, 5 << 4, flags, 1024, 0, 0)
        pseudo = source + target + struct.pack("!BBH", 0, socket.IPPROTO_TCP, len(segment))
        segment = segment[:16] + struct.pack("!H", checksum(pseudo + segment)) + segment[18:]
        sock.sendto(segment, (sys.argv[2], 0))
