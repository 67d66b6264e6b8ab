# SPDX-License-Identifier: GPL-2.0-only
"""A tunnel as OpenVPN has it, without its secrets: packets of a tun device go as datagrams.

tun_tunnel.py NAME PORT [PEER]: waits at PORT; with PEER speaks first, to PORT there. Whoever was heard last is the other end.
"""
import fcntl
import os
import select
import socket
import struct
import sys

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 1, 0x1000

name, port = sys.argv[1], int(sys.argv[2])
tun = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
peer = (sys.argv[3], port) if len(sys.argv) > 3 else None
if not peer:
    wire.bind(("0.0.0.0", port))
while True:
    for ready in select.select([tun, wire], [], [])[0]:
        if ready is wire:
            packet, peer = wire.recvfrom(65535)
            try:
                os.write(tun, packet)
            except OSError:
                pass  # the device is not up yet
        else:
            packet = os.read(tun, 65535)
            if peer:
                wire.sendto(packet, peer)
