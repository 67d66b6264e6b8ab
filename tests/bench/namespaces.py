# SPDX-License-Identifier: GPL-2.0-only
"""Holds network namespaces for tests/bench/measure. A command a line on stdin, an answer a line on stdout:

upto N      so many namespaces altogether
policies    a policy for each of them that got none since the last "unloaded"
unloaded    the module was, and all their policies with it
memory A    remember what the kernel uses of it, all caches dropped
each N A B  what each of N things takes that came between A and B, in bytes
each N A B C D  ... less what came between C and D
"""
import ctypes
import os
import sys
import time

CLONE_NEWNET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)
home = os.open("/proc/self/ns/net", os.O_RDONLY)
remembered = {}
held = []
written = 0


def must(result):
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def more(count):
    for _ in range(count):
        must(libc.unshare(CLONE_NEWNET))
        held.append(os.open("/proc/self/ns/net", os.O_RDONLY))
    must(libc.setns(home, CLONE_NEWNET))


def policies():
    global written
    for ns in held[written:]:
        must(libc.setns(ns, CLONE_NEWNET))
        with open("/proc/self/net/outlook_guard/policy", "w", encoding="ascii") as f:
            f.write("reset\n")
    written = len(held)
    must(libc.setns(home, CLONE_NEWNET))


def used():
    """What the kernel has for itself; free memory is no measure, files that are read take of it."""
    return sum(meminfo("Slab", "VmallocUsed", "Percpu"))


def meminfo(*names):
    with open("/proc/meminfo", encoding="ascii") as f:
        return [int(line.split()[1]) * 1024 for line in f if line.split(":")[0] in names]


def slabs():
    """Of each cache of objects: their number, and an object's size."""
    caches = {}
    with open("/proc/slabinfo", encoding="ascii") as f:
        for line in f.readlines()[2:]:
            words = line.split()
            caches[words[0]] = int(words[1]), int(words[3])
    return caches


def memory():
    """What was freed is free later: kfree_rcu() keeps it for up to five seconds. Until it fell no more for ten."""
    least = used()
    quiet = 0
    while quiet < 10:
        time.sleep(1)
        with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as f:
            f.write("3\n")
        now = used()
        quiet = quiet + 1 if now >= least else 0
        least = min(least, now)
    return sum(meminfo("VmallocUsed", "Percpu")), slabs()


def each(count, *names):
    """Objects are taken whole: what is not one for each, somebody else took meanwhile."""
    pages, caches = zip(*(remembered[name] for name in names))
    signs = (-1, 1, 1, -1)[:len(names)]
    total = sum(sign * size for sign, size in zip(signs, pages)) / count
    for name, (_, size) in caches[1].items():
        more = sum(sign * cache.get(name, (0, size))[0] for sign, cache in zip(signs, caches))
        total += round(more / count) * size
    return round(total)


for line in sys.stdin:
    words = line.split()
    answer = "ok"
    if words[0] == "upto":
        more(int(words[1]) - len(held))
    elif words[0] == "policies":
        policies()
    elif words[0] == "unloaded":
        written = 0
    elif words[0] == "memory":
        remembered[words[1]] = memory()
    elif words[0] == "each":
        answer = each(int(words[1]), *words[2:])
    else:
        sys.exit(f"namespaces: unknown command {line!r}")
    print(answer, flush=True)
