# SPDX-License-Identifier: GPL-2.0-only
"""Programs that the kernel asks or tells between PRE_ROUTING and the chains, and packets for them.

usage: upcalls mroute4 DEVICE OUT: a multicast router: prints "ready", "asked GROUP" when a packet has no entry, then has
           it registered (PIM) and prints "register GROUP"
       upcalls mroute6 DEVICE: "ready", "asked GROUP"
       upcalls alert: a raw socket for router alerts: "ready", "alert ADDRESS"
       upcalls send ADDRESS PORT DEVICE: a datagram there
       upcalls alarm ADDRESS PORT: the same with the option router alert
       upcalls frame ADDRESS PORT DEVICE LINK: a datagram of IPv4 in a frame to the link address LINK
Constants are those of linux/mroute.h, mroute6.h and in.h.
"""
import socket
import struct
import sys

MRT_INIT, MRT_ADD_VIF, MRT_ADD_MFC, MRT_PIM = 200, 202, 204, 208    # IPv6 has the same, and MIF for VIF
NOCACHE, WHOLEPKT = 1, 3
VIFF_REGISTER, VIFF_USE_IFINDEX = 4, 8
IP_OPTIONS, IP_ROUTER_ALERT = 4, 5
ALERT = b"\x94\x04\0\0"


def say(*words):
    print(*words, flush=True)


def vif(number, flags, ifindex):
    return struct.pack("=HBBIi4s", number, flags, 1, 0, ifindex, bytes(4))


def mroute4(device, out):
    sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_IGMP)
    sock.setsockopt(socket.IPPROTO_IP, MRT_INIT, 1)
    sock.setsockopt(socket.IPPROTO_IP, MRT_PIM, 1)
    for number, name in enumerate((device, out)):
        sock.setsockopt(socket.IPPROTO_IP, MRT_ADD_VIF, vif(number, VIFF_USE_IFINDEX, socket.if_nametoindex(name)))
    sock.setsockopt(socket.IPPROTO_IP, MRT_ADD_VIF, vif(2, VIFF_REGISTER, 0))
    say("ready")
    while True:
        message = sock.recv(65536)
        kind, zero, source, group = message[8], message[9], message[12:16], message[16:20]
        if zero:                # IGMP, not the kernel
            continue
        say({NOCACHE: "asked", WHOLEPKT: "register"}.get(kind, "other"), socket.inet_ntoa(group))
        if kind == NOCACHE:
            hops = bytes([0, 0, 1]) + bytes(29)
            sock.setsockopt(socket.IPPROTO_IP, MRT_ADD_MFC,
                            struct.pack("=4s4sH32s2xIIIi", source, group, 0, hops, 0, 0, 0, 0))


def mroute6(device):
    sock = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
    sock.setsockopt(socket.IPPROTO_IPV6, MRT_INIT, 1)
    sock.setsockopt(socket.IPPROTO_IPV6, MRT_ADD_VIF, struct.pack("=HBBHxxI", 0, 0, 1, socket.if_nametoindex(device), 0))
    say("ready")
    while True:
        message = sock.recv(65536)
        if message[0] == 0 and message[1] == NOCACHE:
            say("asked", socket.inet_ntop(socket.AF_INET6, message[24:40]))


def alert():
    sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
    sock.setsockopt(socket.IPPROTO_IP, IP_ROUTER_ALERT, 1)
    say("ready")
    while True:
        packet = sock.recv(65536)
        if packet[20:24] == ALERT:
            say("alert", socket.inet_ntoa(packet[16:20]))


def send(address, port, device):
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode() + b"\0")
    if sock.family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 8)
    else:
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 8)
    sock.sendto(b"hello", (address, int(port)))


def alarm(address, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_IP, IP_OPTIONS, ALERT)
    sock.sendto(b"hello", (address, int(port)))


def checksum(header):
    total = sum(struct.unpack(f"!{len(header) // 2}H", header))
    total = (total & 0xffff) + (total >> 16)
    return ~(total + (total >> 16)) & 0xffff


def frame(address, port, device, link):
    """UDP without a checksum, which IPv4 allows."""
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    probe.connect((address, 9))
    source = socket.inet_aton(probe.getsockname()[0])
    udp = struct.pack("!HHHH", 40000, int(port), 13, 0) + b"hello"
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, socket.IPPROTO_UDP, 0, source, socket.inet_aton(address))
    ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    sock.bind((device, 0))
    sock.send(bytes.fromhex(link.replace(":", "")) + sock.getsockname()[4] + b"\x08\0" + ip + udp)


globals()[sys.argv[1]](*sys.argv[2:])
