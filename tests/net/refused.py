# SPDX-License-Identifier: GPL-2.0-only
"""Writes texts that have to be refused to /proc/outlook_guard, and looks at all that must not change.

usage: refused FILE: the rows of the table `refused` in FILE, a C source.
"""
import ast
import errno
import os
import re
import sys

KEPT = b"22/tcp; forward +443/tcp\n"     # what must stay
BURST = 10              # lines that the module writes to the log within its limit, which starts anew with it
POLICY = "/proc/outlook_guard"
ROW = re.compile(rb'\{ ("(?:[^"\\]|\\.)*"), (\d+), (\d+), (\d+), (\d+),\s*("(?:[^"\\]|\\.)*") \}')


def rows(source):
    table = source[source.index(b"\nrefused[]"):]
    table = table[:table.index(b"\n};")]
    for text, size, line, column, _, why in ROW.findall(table):
        text = ast.literal_eval("b" + re.sub(rb"\\(0(?![0-7])|033)", lambda m: b"\\x%02x" % int(m[1], 8), text).decode())
        yield text[:int(size) or len(text)], int(line), int(column), ast.literal_eval(why.decode())


def state():
    with open(POLICY, "rb") as policy, open("/proc/net/outlook_guard/stats", encoding="ascii") as stats:
        return policy.read(), stats.read()


def write(text):
    """The error's name and what the same descriptor says of it; or None when all of it was taken, and the policy."""
    fd, error = os.open(POLICY, os.O_RDWR), None
    try:
        os.write(fd, text)
    except OSError as said:
        error = errno.errorcode[said.errno]
    try:
        return error, os.pread(fd, 4096, 0).decode()
    finally:
        os.close(fd)


def new_lines(log):
    lines = []
    while True:
        try:
            lines.append(os.read(log, 8192).decode(errors="replace"))
        except BlockingIOError:
            return "".join(lines)


def check(text, line, column, why, log):
    """What is wrong, or None."""
    before = state()
    new_lines(log)
    # What states nothing is no error
    nothing = why == "states nothing"
    error, read = write(text if nothing or text.endswith(b"\n") else text + b"\n")
    said = new_lines(log)
    place = f"line {line}, column {column}: "
    if place not in said or why not in said:
        return f"the log has no \"{place}...{why}...\" but: {said!r}"
    if error != (None if nothing else "EINVAL"):
        return f"the write gave {error}"
    if read != before[0].decode() if nothing else f";outlook_guard: {read}" not in said:
        return f"the descriptor says {read!r}, the log {said!r}"
    return None if state() == before else "policy or counters changed"


def fresh():
    if os.system("rmmod outlook_guard && modprobe outlook_guard") or write(KEPT)[0]:
        sys.exit("FAIL: cannot load the module anew")


def main():
    source, wrongs, written = sys.argv[1], 0, BURST
    log = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)
    os.lseek(log, 0, os.SEEK_END)
    with open(source, "rb") as file:
        table = list(rows(file.read()))
    for text, line, column, why in table:
        if written + 2 > BURST:
            fresh()
            written = 0
        wrong = check(text, line, column, why, log)
        written += 2
        wrongs += wrong is not None
        print(f"FAIL: {text!r}: {wrong}" if wrong else f"ok: {text!r} is refused: line {line}, column {column}")
    sys.exit(wrongs > 0)


main()
