#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""tests/unit/policies.py COUNT SEED FOLDER: writes so many policies as files FOLDER/1, FOLDER/2, ..., the same for the same seed.

Whatever the language can say is in some of them: every setting, chains of every kind of item, zones that overlap, nest, list nothing, or
are only told of drops; what rules do not show because it means the same, as icmp beside the protocols 1 and 58; names of devices that need
care in other tools. Left out are those that iptables or nft cannot name.
"""
import random
import sys

DEVICES = ["eth0", "eth1", "eth1*", "e*", "lo", "wg*", "wg0.7", "br-lan", "c'd", "end+*", "x\\y", "=1+1", "abcdefghijklmno", "abcdefghijklmn*",
           "abcdefghijklmno*", "$HOME", "(a)", "[b]"]
NETWORKS = ["0.0.0.0/0", "0.0.0.0", "10.0.0.0/8", "10.0.0.0/9", "10.0.0.1", "10.0.0.2/31", "10.128.0.0/9", "127.0.0.0/8", "128.0.0.0/1",
            "192.0.2.0/24", "192.0.2.128/25", "198.51.100.7", "255.255.255.255",
            "::/0", "::1", "2000::/3", "2001:db8::/32", "2001:db8::/64", "2001:db8::1", "2001:db8:0:0:8000::/65", "fe80::/10", "ff00::/8"]
ZONES = ["a", "admin", "b-1", "b_1", "from_a", "guests", "office", "x23456789012345", "z"]
STATES = ["established", "related", "reply", "untracked", "loopback"]
PORTS = [0, 1, 22, 25, 53, 80, 110, 143, 389, 443, 587, 993, 1023, 3268, 8080, 65534, 65535]
PROTOS = [1, 2, 4, 6, 17, 41, 43, 44, 47, 50, 51, 58, 59, 60, 89, 103, 112, 132, 136, 255]


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, of, most):
        return self.random.sample(of, self.random.randint(0, min(most, len(of))))

    def chance(self, one_in):
        return not self.random.randrange(one_in)

    def port(self):
        low = self.random.choice(PORTS) if self.chance(2) else self.random.randrange(65536)
        high = low
        if self.chance(4):
            high = min(65535, low + self.random.choice([1, 2, 10, 1000, 65535]))
        text = str(low) if low == high else f"{low}-{high}"
        return text + self.random.choice(["", "/tcp", "/udp"])

    def whole(self):
        protos = self.some(PROTOS, 3) + [1, 58] * self.chance(8)
        return ["icmp"] * self.chance(2) + [f"proto:{n}" for n in sorted(set(protos))]

    def ports(self):
        return [self.port() for _ in range(self.random.choice([0, 1, 3, 40]))]

    def items(self, states):
        if self.chance(12):
            return "any"
        return " ".join(states + self.whole() + self.ports()) or "none"

    def members(self):
        members = self.some(DEVICES, 4) + self.some(NETWORKS, 6)
        if self.chance(12):
            members += [f"10.{self.random.randrange(256)}.{n}.0/24" for n in range(60)]
        return " ".join(members) or "eth0"

    def policy(self):
        names = self.some(ZONES, 5)
        lines = [f"mode {self.random.choice(['enforce', 'enforce', 'audit', 'off'])}",
                 f"ipv6 {self.random.choice(['filter', 'filter', 'ignore'])}",
                 f"early {self.random.choice(['on', 'off'])}", f"tally {self.random.choice(['on', 'off'])}",
                 f"log {self.random.choice(['off', 'nflog:0', 'nflog:65535'])}"]
        lines += [f"zone {name} {self.members()}" for name in names]
        for chain in "input", "forward":
            lines.append(f"{chain} {self.items(self.some(STATES, 5))}")
            lines += [f"{chain} from {name} {self.items([])}" for name in names if not self.chance(3)]
        told = self.some(names, 3)
        lines.append(self.random.choice(["refuse drop", "refuse reject", " ".join(["refuse reject"] + told)]))
        return "\n".join(lines) + "\n"


def main():
    count, seed, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    writer = Writer(seed)
    for number in range(1, count + 1):
        with open(f"{folder}/{number}", "w", encoding="ascii") as file:
            file.write(writer.policy())


main()
