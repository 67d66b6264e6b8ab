# SPDX-License-Identifier: GPL-2.0-only
"""Frames for tests/questions: whole packets with right checksums, and the same in two fragments."""
import ipaddress
import itertools
import struct

TCP, UDP, ICMP, ICMPV6, FRAGMENT = 6, 17, 1, 58, 44
numbers = itertools.count(1)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def pseudo_header(source, to, proto, size):
    if to.version == 4:
        return source.packed + to.packed + struct.pack("!BBH", 0, proto, size)
    return source.packed + to.packed + struct.pack("!IHBB", size, 0, 0, proto)


def body(source, to, proto, sport, dport, token):
    """What is behind the IP header: the first packet of a connection where the protocol has any."""
    number = next(numbers) & 0xffff
    if proto == TCP:
        data, at = struct.pack("!HHIIBBHHH", sport, dport, number << 8, 0, 5 << 4, 2, 4096, 0, 0) + token, 16
    elif proto == UDP:
        data, at = struct.pack("!HHHH", sport, dport, 8 + len(token), 0) + token, 6
    elif proto in (ICMP, ICMPV6) and (proto == ICMP) == (to.version == 4):
        data, at = struct.pack("!BBHHH", 8 if proto == ICMP else 128, 0, 0, number, 1) + token, 2
    else:
        return token
    pseudo = b"" if proto == ICMP else pseudo_header(source, to, proto, len(data))
    return data[:at] + struct.pack("!H", checksum(pseudo + data) or 0xffff) + data[at + 2:]


def ipv4(source, to, proto, data, offset=0, more=False, number=0):
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(data), number, more << 13 | offset >> 3, 64, proto, 0)
    header += source.packed + to.packed
    return header[:10] + struct.pack("!H", checksum(header)) + header[12:] + data


def ipv6(source, to, proto, data):
    return struct.pack("!IHBB", 6 << 28, len(data), proto, 64) + source.packed + to.packed + data


def piece(source, to, proto, data, offset, more, number):
    if to.version == 4:
        return ipv4(source, to, proto, data, offset, more, number)
    header = struct.pack("!BBHI", proto, 0, offset | more, number)
    return ipv6(source, to, FRAGMENT, header + data)


def packets(source, to, proto, sport, dport, token, form):
    """form: whole, two (fragments), later (the second of them alone)"""
    source, to = ipaddress.ip_address(source), ipaddress.ip_address(to)
    data = body(source, to, proto, sport, dport, token)
    if form == "whole":
        return [(ipv4 if to.version == 4 else ipv6)(source, to, proto, data)]
    number = next(numbers) & 0xffff
    cut = 48
    first = piece(source, to, proto, data[:cut], 0, True, number)
    second = piece(source, to, proto, data[cut:], cut, False, number)
    return [first, second] if form == "two" else [second]


def frame(packet, gate, own):
    """To the gateway's device, or as a group or everybody is spoken to."""
    to = ipaddress.ip_address(packet[16:20] if packet[0] >> 4 == 4 else packet[24:40])
    if to.version == 4 and to.is_multicast:
        gate = b"\x01\0\x5e" + bytes([to.packed[1] & 127]) + to.packed[2:]
    elif to.is_multicast:
        gate = b"\x33\x33" + to.packed[12:]
    elif to.version == 4 and to.packed[3] == 255:
        gate = b"\xff" * 6
    return gate + own + struct.pack("!H", 0x0800 if to.version == 4 else 0x86dd) + packet


def arp_question(own_mac, own, gate):
    """What is answered once all before it was taken in, and is counted by no chain."""
    return (b"\xff" * 6 + own_mac + struct.pack("!HHHBBH", 0x0806, 1, 0x0800, 6, 4, 1) + own_mac +
            ipaddress.ip_address(own).packed + bytes(6) + ipaddress.ip_address(gate).packed)
