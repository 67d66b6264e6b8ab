# SPDX-License-Identifier: GPL-2.0-only
"""Ethernet frames for a device that has no address: what they carry is for every host, so it gets as far as LOCAL_IN there. And
pairs of devices, made, renamed and moved without a process of `ip` for each, which would take longer than everything else."""
import fcntl
import socket
import struct

ETH_IPV4, ETH_IPV6 = 0x0800, 0x86DD
ALL_IPV4 = bytes(4), b"\xff" * 4
ALL_IPV6 = b"\xfe\x80" + bytes(13) + b"\1", b"\xff\2" + bytes(13) + b"\1"
TO_ALL = {ETH_IPV4: b"\xff" * 6, ETH_IPV6: b"\x33\x33\0\0\0\1"}
FROM = b"\2og\0\0\1"
PORTS = (22, 53, 54, 1500, 8080)

RTM_NEWLINK, RTM_DELLINK, RTM_SETLINK, NLM_F_REQUEST, NLM_F_ACK, NLM_F_CREATE, NLM_F_EXCL = 16, 17, 19, 1, 4, 0x400, 0x200
IFLA_IFNAME, IFLA_LINKINFO, IFLA_NET_NS_PID = 3, 18, 19
IFLA_INFO_KIND, IFLA_INFO_DATA, VETH_INFO_PEER = 1, 2, 1
IFF_UP, SIOCSIFFLAGS, SIOCSIFNAME = 1, 0x8914, 0x8923


def checksum(data):
    data += bytes(len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def transport(proto, addresses, port, source):
    """A SYN, or a datagram of eight bytes, with its checksum over the addresses."""
    if proto == socket.IPPROTO_TCP:
        parts, at = struct.pack("!HHIIBBHHH", source, port, 1, 0, 5 << 4, 2, 1024, 0, 0), 16
    else:
        parts, at = struct.pack("!HHHH", source, port, 16, 0) + b"together", 6
    pseudo = b"".join(addresses) + struct.pack("!II", len(parts), proto)
    return parts[:at] + struct.pack("!H", checksum(pseudo + parts) or 0xFFFF) + parts[at + 2:]


def frame(kind, proto, port, source):
    if kind == ETH_IPV4:
        inner = transport(proto, ALL_IPV4, port, source)
        head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(inner), 1, 0, 64, proto, 0) + b"".join(ALL_IPV4)
        head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
    else:
        inner = transport(proto, ALL_IPV6, port, source)
        head = struct.pack("!IHBB", 6 << 28, len(inner), proto, 64) + b"".join(ALL_IPV6)
    return TO_ALL[kind] + FROM + struct.pack("!H", kind) + head + inner


def frames():
    return [frame(kind, proto, port, 4000 + port)
            for port in PORTS for kind in (ETH_IPV4, ETH_IPV6) for proto in (socket.IPPROTO_TCP, socket.IPPROTO_UDP)]


def attribute(kind, data):
    return struct.pack("=HH", 4 + len(data), kind) + data + bytes(-len(data) % 4)


def link_request(kind, flags, attributes):
    """An OSError says what failed."""
    body = bytes(16) + attributes
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as netlink:
        netlink.send(struct.pack("=IHHII", 16 + len(body), kind, NLM_F_REQUEST | NLM_F_ACK | flags, 1, 0) + body)
        error = struct.unpack_from("=i", netlink.recv(4096), 16)[0]
    if error:
        raise OSError(-error, "a device")


def place(name, pid):
    return attribute(IFLA_IFNAME, name.encode() + b"\0") + attribute(IFLA_NET_NS_PID, struct.pack("=I", pid))


def make_pair(name, pid):
    """A pair of devices of that name, down: one here, one in the namespace of a process."""
    peer = attribute(VETH_INFO_PEER, bytes(16) + place(name, pid))
    link_request(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, attribute(IFLA_IFNAME, name.encode() + b"\0") + attribute(
        IFLA_LINKINFO, attribute(IFLA_INFO_KIND, b"veth") + attribute(IFLA_INFO_DATA, peer)))


def move(name, pid):
    """To the namespace of a process, where it is down."""
    link_request(RTM_SETLINK, 0, place(name, pid))


def destroy(name):
    """And the other end of its pair with it."""
    link_request(RTM_DELLINK, 0, attribute(IFLA_IFNAME, name.encode() + b"\0"))


def request(code, name, data):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, code, struct.pack("16s16s", name.encode(), data))


def raise_device(name):
    request(SIOCSIFFLAGS, name, struct.pack("h", IFF_UP))


def rename(name, other):
    """It is down meanwhile, as older kernels want it."""
    request(SIOCSIFFLAGS, name, struct.pack("h", 0))
    request(SIOCSIFNAME, name, other.encode())
    raise_device(other)
