# SPDX-License-Identifier: GPL-2.0-only
"""spoof.py FROM TO PORT: one datagram that says it comes from FROM, whoever sends it."""
import socket
import struct
import sys

source, target = (socket.inet_aton(address) for address in sys.argv[1:3])
body = struct.pack("!HHHH", 40000, int(sys.argv[3]), 9, 0) + b"x"
head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 1, 0, 64, socket.IPPROTO_UDP, 0) + source + target
sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
sock.sendto(head + body, (sys.argv[2], 0))
