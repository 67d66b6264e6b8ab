# SPDX-License-Identifier: GPL-2.0-only
"""ask.py ROUND COUNT SEED: so many questions to ogctl test, and the packets that they are about.

tests/questions/run makes what they go through. A line for each answer that differs, and one that counts them.
"""
import ctypes
import ipaddress
import json
import os
import random
import select
import socket
import struct
import subprocess
import sys
import time

import packets

CLONE_NEWNET = 0x40000000
STATS = "/proc/net/outlook_guard/stats"
BOUND = 20          # seconds in which a slow machine answers an ARP question
GATE = {side: bytes([2, 0, 0, 0, number, 1]) for side, number in (("client", 1), ("server", 2))}
FAR = {side: bytes([2, 0, 0, 0, number, 2]) for side, number in (("client", 1), ("server", 2))}

# Addresses of each side, "#" being its number; the other side's are as good a source or destination
SOURCES = {
    4: ["10.0.#.2"] * 16 + ["10.0.#.3"] * 12 + ["10.0.%.9", "203.0.113.7", "0.0.0.0", "10.0.#.255", "255.255.255.255",
        "224.0.0.5", "127.0.0.1", "10.0.#.1", "10.0.%.1", "240.0.0.1", "0.0.0.7"],
    6: ["fd00:#::2"] * 16 + ["fd00:#::3"] * 10 + ["fe80::#:2"] * 2 + ["fd00:%::9", "2001:db8::7", "::", "::1", "ff02::1",
        "fd00:#::1", "fd00:%::1", "::ffff:10.0.0.1", "fe80::#:1"],
}
DESTINATIONS = {
    4: ["10.0.#.1"] * 6 + ["10.0.%.1"] * 3 + ["10.0.%.2"] * 8 + ["10.0.%.9"] * 4 + ["10.0.#.77", "198.51.100.8", "203.0.113.9",
        "10.0.#.255", "10.0.%.255", "255.255.255.255", "10.0.#.0", "224.0.0.1", "224.0.0.18", "239.1.2.3", "224.0.0.251",
        "127.0.0.1", "0.0.0.0", "240.0.0.9"],
    6: ["fd00:#::1"] * 6 + ["fd00:%::1"] * 3 + ["fd00:%::2"] * 8 + ["fd00:%::9"] * 4 + ["fd00:#::77", "2001:db8:51::8", "2001:db8:9::9",
        "fe80::#:1", "fe80::%:1", "fe80::#:77", "fd00:#::", "fd00:%::", "ff02::1", "ff02::2", "ff05::2", "ff02::12", "ff01::1",
        "ff00::1", "ff02::1:ff00:1", "ff02::1:ff00:9", "ff0e::5", "::1", "::"],
}
PORTS = [22, 25, 53, 80, 143, 443, 953, 993, 1500, 3128, 8080, 65535]
EVERYBODY = ("10.0.1.255", "10.0.2.255", "255.255.255.255")
MARKED = {(6, 80), (6, 443), (17, 53)}     # by tests/questions/run
PROTOCOLS = [6] * 5 + [17] * 5 + [1, 58, 1, 58, 2, 47, 50, 89, 112, 132]
# What a round is about, by protocol: half of its questions are of that, between ordinary addresses
FOCUS = {
    "rules": [(6, [3128]), (17, [1500, 443]), (47, None), (1, None), (58, None), (112, None)],
    "marks": [(6, [80, 443, 22]), (17, [53, 443])],
    "NAT of nft": [(6, [80, 443, 22, 25, 8080]), (6, [80, 443, 22, 25, 8080]), (17, [953, 1500])],
    "NAT of iptables-legacy": [(6, [143]), (17, [53, 1500])],
    "NAT of iptables-nft": [(6, [143]), (17, [53, 1500])],
    "another filter": [(6, [22, 25, 143, 993]), (17, [53])],
    "ipsec": [(6, [143, 25]), (17, [53, 953])],
    "VRF": [(6, [22, 143]), (17, [53])],
}
PLAIN_SOURCES = {4: ["10.0.#.2", "10.0.#.3"], 6: ["fd00:#::2", "fd00:#::3"]}
PLAIN_DESTINATIONS = {4: ["10.0.#.1"] * 3 + ["10.0.%.1", "10.0.%.2", "10.0.%.9"],
                      6: ["fd00:#::1"] * 3 + ["fd00:%::1", "fd00:%::2", "fd00:%::9"]}
# Without a device; what is of no net may come in anywhere
ANYWHERE = {4: ["10.0.#.2", "10.0.#.3"] * 2 + ["10.0.#.255", "255.255.255.255", "0.0.0.0"],
            6: ["fd00:#::2", "fd00:#::3"] * 2 + ["::"]}

libc = ctypes.CDLL(None, use_errno=True)


def enter(name):
    fd = os.open(name if "/" in name else "/run/netns/" + name, os.O_RDONLY)
    if libc.setns(fd, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), name)
    os.close(fd)


def far_ends():
    """A socket for all that each far end sends and gets."""
    ends = {}
    home = "/proc/%d/ns/net" % os.getppid()
    for side in GATE:
        enter(side)
        ends[side] = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        ends[side].bind(("far", 0))
        ends[side].setblocking(False)
    enter(home)
    return ends


def send_own(asked, sport, token):
    """The gateway's own packet, as a program sends it: the routing's rules see its protocol and ports."""
    proto, kind = asked["proto"], {packets.TCP: socket.SOCK_STREAM, packets.UDP: socket.SOCK_DGRAM}
    family = socket.AF_INET if asked["family"] == 4 else socket.AF_INET6
    ports = proto in kind
    with socket.socket(family, kind.get(proto, socket.SOCK_RAW), 0 if ports else proto) as sock:
        sock.setblocking(False)
        if proto == packets.UDP:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        try:
            to = (asked["to"], asked["dport"] or 0)
            if asked["to"].startswith("fe80::"):
                # a program has to say on which device
                to += (0, socket.if_nametoindex("to-client" if asked["to"].startswith("fe80::1") else "to-server"))
            sock.bind((asked["from"], sport if ports else 0))
            if proto == packets.TCP:
                sock.connect(to)
            else:
                ends = (ipaddress.ip_address(asked[end]) for end in ("from", "to"))
                sock.sendto(token if ports else packets.body(*ends, proto, 0, 0, token), to)
        except OSError:
            pass    # as the answer may say


def forget():
    """Every packet is the first of its connection: conntrack is emptied (IPCTNL_MSG_CT_DELETE of everything)."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12) as sock:
        sock.send(struct.pack("=IHHIIBBH", 20, 1 << 8 | 2, 5, 0, 0, 0, 0, 0))
        error = struct.unpack("=i", sock.recv(4096)[16:20])[0]
    if error:
        raise OSError(-error, "conntrack")


def counters():
    with open(STATS, encoding="ascii") as file:
        rows = (line.split() for line in file)
        return {name: int(value) for name, value in rows
                if name.startswith(("input_", "forward_", "early_drop"))}


def pick(rng, where, family, side):
    other = {"client": "2", "server": "1"}[side]
    text = rng.choice(where[family])
    return text.replace("#", {"1": "2", "2": "1"}[other]).replace("%", other)


def question(rng, name):
    """What is asked, and how the packet is sent: from a side, or by the gateway itself."""
    family, side = rng.choice((4, 6)), rng.choice(("client", "client", "server"))
    asked = {"family": family, "side": side, "proto": rng.choice(PROTOCOLS), "dport": None, "sport": None,
             "form": rng.choice(["whole"] * 6 + ["two", "later"]), "device": True,
             "from": pick(rng, SOURCES, family, side), "to": pick(rng, DESTINATIONS, family, side)}
    ports = PORTS
    if name in FOCUS and rng.random() < 0.5:
        asked["proto"], ports = rng.choice(FOCUS[name])
        asked["from"] = pick(rng, PLAIN_SOURCES, family, side)
        asked["to"] = pick(rng, PLAIN_DESTINATIONS, family, side)
    if asked["proto"] in (packets.TCP, packets.UDP) and asked["form"] != "later":
        asked["dport"] = rng.choice(ports)
        asked["sport"] = rng.choice((None, None, 7050))
    chance = rng.random()
    if chance < 0.1:
        if asked["form"] == "later":
            return question(rng, name)
        own = {4: ["10.0.#.1", "10.0.%.1", "127.0.0.1"], 6: ["fd00:#::1", "fd00:%::1", "::1"]}
        asked.update(side=None, device=False, form="whole")
        asked["from"] = pick(rng, own, family, side)
    elif chance < 0.3:
        # nobody says where it comes in; the side of its own net is meant
        asked["from"] = pick(rng, ANYWHERE, family, side)
        asked["device"] = False
    return asked


def arguments(asked):
    words = ["--to", asked["to"], "--from", asked["from"], "--proto", str(asked["proto"])]
    if asked["device"]:
        words += ["--in", "to-" + asked["side"]]
    for name in ("sport", "dport"):
        if asked[name]:
            words += ["--" + name, str(asked[name])]
    if asked["form"] == "later":
        words.append("--fragment")
    return words


def ask(asked):
    done = subprocess.run(["ogctl", "-j", "test"] + arguments(asked), capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"verdict": "none", "text": done.stdout + done.stderr}


def is_it(asked, sport, token, data):
    """The packet itself, and no error that quotes it; NAT may have rewritten where it goes."""
    at, size, behind = (26, 4, 34) if asked["family"] == 4 else (22, 16, 54)
    if data[at:at + size] != ipaddress.ip_address(asked["from"]).packed:
        return False
    # a program's first packet over tcp has no room for the token
    syn = asked["proto"] == packets.TCP and data[behind:behind + 2] == struct.pack("!H", sport)
    return token[:24] in data or syn


class Wire:
    def __init__(self):
        self.ends, self.seen = far_ends(), []

    def settled(self, side):
        """All that was sent from there was taken in: an ARP question behind it is answered."""
        number = GATE[side][4]
        end = self.ends[side]
        end.send(packets.arp_question(FAR[side], f"10.0.{number}.2", f"10.0.{number}.1"))
        until = time.monotonic() + BOUND
        while time.monotonic() < until:
            for data, _ in self.pieces(end, until):
                if data[12:14] == b"\x08\x06" and data[20:22] == b"\0\2":
                    return
        raise RuntimeError("no answer to an ARP question")

    def pieces(self, end, until):
        """What came, without what was sent from there."""
        select.select([end], [], [], max(0, min(1, until - time.monotonic())))
        while True:
            try:
                data, address = end.recvfrom(65536)
            except BlockingIOError:
                return
            if address[2] != socket.PACKET_OUTGOING:
                self.seen.append(data)
                yield data, address

    def send(self, asked, sport, token):
        """Sends it; the counters that rose, and whether it came out at a far end."""
        self.seen = []
        proto = asked["proto"]
        forget()
        before = counters()
        if asked["side"]:
            for packet in packets.packets(asked["from"], asked["to"], proto, sport, asked["dport"] or 9, token,
                                          asked["form"]):
                self.ends[asked["side"]].send(packets.frame(packet, GATE[asked["side"]], FAR[asked["side"]]))
        else:
            send_own(asked, sport, token)
        for side in self.ends:
            self.settled(side)
        after = counters()
        rose = {name: after[name] - before[name] for name in after if after[name] != before[name]}
        return rose, any(is_it(asked, sport, token, data) for data in self.seen)


def is_own(address):
    return address in ("10.0.1.1", "10.0.2.1", "fd00:1::1", "fd00:2::1", "fe80::1:1", "fe80::2:1", "127.0.0.1", "::1")


def expected(answer):
    """The one counter that the answer says rises; None: none does."""
    if answer["chain"] is None:
        return None
    return f"{answer['chain']}_{answer['judged']}_{answer['reason']}"


def wrong(name, asked, answer, rose, arrived):
    """Why the answer is wrong, or None."""
    if answer["verdict"] not in ("accept", "drop"):
        return "no answer"
    kinds = {caveat["kind"] for caveat in answer["caveats"]}
    wanted = expected(answer)
    # What the gateway says about it to a source that is its own comes in on lo
    noise = set()
    if is_own(asked["from"]) or asked["from"] in EVERYBODY:
        noise = {"input_accept_state", "input_accept_loopback", "input_accept_protocol"}
    if name == "rules":
        noise |= {"input_accept_state", "input_accept_loopback"}
    if "copy" in kinds:
        noise |= {name for name in rose if name.startswith("input_")}
    others = {name: n for name, n in rose.items() if name != wanted and name not in noise}
    if wanted is None and answer["verdict"] == "drop" and arrived:
        return "it arrived"
    if "rule" in kinds or "mark" in kinds and (asked["proto"], asked["dport"]) in MARKED:
        return None     # the answer says that it may go another way
    if others:
        return "another counter rose"
    if wanted is None:
        return None
    if wanted not in rose:
        return None if "filter" in kinds and not arrived else "the counter did not rise"
    if answer["chain"] == "forward" and answer["judged"] == "accept" and not arrived:
        return None if "filter" in kinds else "it did not arrive"
    return "it arrived" if answer["judged"] == "drop" and arrived else None


def say(name, asked, answer, rose, arrived, why):
    print(f"FAIL: {name}: ogctl test {' '.join(arguments(asked))} (sent {asked['form']} from "
          f"{asked['side'] or 'the gateway'}): {why}; the answer: {answer['verdict']}, {answer.get('chain')}, "
          f"{answer.get('reason')}: {answer['text']}; the wire: {rose}, {'arrived' if arrived else 'not arrived'}")


def main():
    name, count, seed = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rng = random.Random(f"{name} {seed}")
    wire, bad, kinds = Wire(), 0, {}
    for number in range(count):
        asked = question(rng, name)
        answer = ask(asked)
        if any(c["kind"] == "device" and f"to-{asked['side']}:" in c["text"] for c in answer.get("caveats", ())):
            asked["device"] = True
            answer = ask(asked)
        sport = asked["sport"] or 20000 + number
        token = b"%-24d" % rng.getrandbits(64) + b"." * 48
        rose, arrived = wire.send(asked, sport, token)
        kind = answer.get("chain") or answer.get("reason") or "none"
        kinds[kind] = kinds.get(kind, 0) + 1
        why = wrong(name, asked, answer, rose, arrived)
        if why:
            bad += 1
            say(name, asked, answer, rose, arrived, why)
    seen = ", ".join(f"{kind} {kinds[kind]}" for kind in sorted(kinds))
    print(f"{'FAIL' if bad else 'ok'}: {name}: {count} questions, {bad} answers differ ({seen})")
    sys.exit(bad > 0)


main()
