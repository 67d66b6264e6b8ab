#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""tests/unit/edits.py EXPORT FOLDER: an export of ogctl's, edited in one place, in every way, as files of FOLDER: each rule is gone, twice,
behind the next, another; others are there besides. EXPORT is iptables' text, or what "nft -j list ruleset" lists.
"""
import copy
import json
import sys


def lines_edits(text):
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if line.startswith("#"):
            continue
        yield f"gone-{at}", lines[:at] + lines[at + 1:]
        yield f"twice-{at}", lines[:at] + [line] + lines[at:]
        if at + 1 < len(lines):
            yield f"behind-{at}", lines[:at] + [lines[at + 1], line] + lines[at + 2:]
        for old, new in ("RETURN", "ACCEPT"), ("DROP", "ACCEPT"), ("dports 25", "dports 24:25"), ("eth1", "eth+"), ("-s 10.0.0.0/8", "-s 10.0.0.0/7"), \
                ("-4 ", ""), ("NFLOG", "ACCEPT"), ("from office", "from told"), ("ESTABLISHED", "ESTABLISHED,NEW"):
            if old in line:
                yield f"{old.strip()}-{at}".replace("/", "."), lines[:at] + [line.replace(old, new)] + lines[at + 1:]
        if line.startswith(("-4 ", "-A ", "-6 ")):
            yield f"others-{at}", lines[:at] + ["-A ogctl_input -p udp -m multiport --dports 9 -j RETURN"] + lines[at:]
    yield "more", lines + ["*mangle", ":PREROUTING ACCEPT [0:0]", "-A PREROUTING -p tcp -j DROP", "COMMIT"]
    for at, line in enumerate(lines):
        for old, new in ("25/tcp", "any"), ("10.0.0.0/8", "10.0.0.0/7"), ("eth1", "eth*"), ("mode enforce", "mode off"), ("ipv6 filter", "ipv6 ignore"), \
                ("22/tcp", "22-23/tcp"), ("both", "neither"):
            if line.startswith("# ogctl: ") and old in line:
                yield f"said-{at}-{old}".replace("/", "."), lines[:at] + [line.replace(old, new)] + lines[at + 1:]


def text_edits(text):
    for name, lines in lines_edits(text):
        yield name, "\n".join(lines) + "\n"


def inner_edits(name, said):
    """Of one object: members that are gone, or others."""
    if isinstance(said.get("elem"), list):
        yield {**said, "elem": said["elem"][1:]}
        yield {**said, "elem": said["elem"] + [{"prefix": {"addr": "192.0.2.0", "len": 24}}]}
        yield {**said, "flags": ["interval", "timeout"]}
        yield {**said, "elem": [{"elem": {"val": said["elem"][0], "timeout": 60}}] + said["elem"][1:]}
    if name == "chain":
        yield {**said, "policy": "accept"}
        yield {**said, "type": "filter", "hook": "input", "prio": 10, "policy": "drop"}
    if name == "table":
        yield {**said, "flags": ["dormant"]}
    if name == "limit":
        yield {**said, "rate": said["rate"] + 1}
    for at in range(len(said.get("expr", []))):
        yield {**said, "expr": said["expr"][:at] + said["expr"][at + 1:]}
        yield {**said, "expr": said["expr"][:at] + [{"accept": None}]}
        match = said["expr"][at].get("match")
        if match:
            for op in "!=", "==", "in", "<":
                if op != match["op"]:
                    other = copy.deepcopy(said)
                    other["expr"][at]["match"]["op"] = op
                    yield other
    if said.get("comment"):
        yield {**said, "comment": said["comment"].replace("25/tcp", "any").replace("10.0.0.0/8", "10.0.0.0/7").replace("enforce", "off") + " "}


def listing_edits(objects):
    for at, thing in enumerate(objects):
        (name, said), = thing.items()
        if name == "metainfo":
            continue
        yield f"gone-{at}", objects[:at] + objects[at + 1:]
        yield f"twice-{at}", objects[:at] + [thing] + objects[at:]
        if at + 1 < len(objects) and "rule" in objects[at + 1] and objects[at + 1]["rule"].get("chain") == said.get("chain"):
            yield f"behind-{at}", objects[:at] + [objects[at + 1], thing] + objects[at + 2:]
        for number, inner in enumerate(inner_edits(name, said)):
            yield f"other-{at}-{number}", objects[:at] + [{name: inner}] + objects[at + 1:]
    rule = {"family": "inet", "table": "outlook_guard", "chain": "input", "handle": 999, "expr": [{"accept": None}]}
    yield "more", objects + [{"rule": rule}]
    yield "foreign", objects + [{"table": {"family": "ip", "name": "mine", "handle": 999}}]


def main():
    text = open(sys.argv[1], encoding="utf-8").read()
    if text.startswith("{"):
        whole = json.loads(text)["nftables"]
        edits = ((name, json.dumps({"nftables": objects})) for name, objects in listing_edits(whole) if objects != whole)
    else:
        edits = text_edits(text)
    for name, edited in edits:
        if edited != text:
            with open(f"{sys.argv[2]}/{name}", "w", encoding="utf-8") as file:
                file.write(edited)


main()
