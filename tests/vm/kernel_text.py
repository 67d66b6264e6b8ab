#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""kernel_text.py: in the guest: a hash of the running kernel's own instructions, as they are at this moment, which static keys
change. They are read through /proc/kcore, an ELF file whose segments are the kernel's memory."""

import hashlib
import re
import struct

# ELF64's header and one of its program headers (elf(5))
HEADER = struct.Struct("<16xHHIQQQIHHHHHH")
SEGMENT = struct.Struct("<IIQQQQQQ")


def bounds():
    """The text's first address, and the one after its last."""
    with open("/proc/kallsyms") as symbols:
        at = {name: int(address, 16) for address, name in re.findall(r"^(\w+) T (_stext|_etext)$", symbols.read(), re.M)}
    return at["_stext"], at["_etext"]


def segments(core):
    header = HEADER.unpack(core.read(HEADER.size))
    core.seek(header[4])
    return [SEGMENT.unpack(core.read(SEGMENT.size)) for _ in range(header[9])]


def text():
    begin, end = bounds()
    with open("/proc/kcore", "rb") as core:
        for _, _, offset, address, _, size, _, _ in segments(core):
            if address <= begin and end <= address + size:
                core.seek(offset + begin - address)
                return core.read(end - begin)
    raise SystemExit("kernel_text.py: /proc/kcore has no segment with the kernel's text")


print(hashlib.sha256(text()).hexdigest())
