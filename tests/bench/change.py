# SPDX-License-Identifier: GPL-2.0-only
"""How long policy changes take; under icount in instructions.

change.py writes               rows for /proc/outlook_guard, by what is written
change.py program COMMAND...   one figure: a program from its start to its end
"""
import os
import subprocess
import sys
import time

POLICY = "/proc/outlook_guard"
LONGEST = 1 << 20
PORTS = 20
ROUNDS = 5


def longest():
    """As many different items as go into the longest text, and a comment to fill it."""
    words = ["input"]
    size = len(words[0]) + 1
    for port in range(1, 65536):
        for proto in ("tcp", "udp"):
            word = f"{port}/{proto}"
            if size + len(word) + 2 > LONGEST:
                break
            words.append(word)
            size += len(word) + 1
    text = " ".join(words)
    return text + "#" * (LONGEST - 1 - len(text)) + "\n"


def write(text):
    """Writes a policy: the time from open to written, and from there to closed."""
    data = text.encode()
    start = time.monotonic_ns()
    fd = os.open(POLICY, os.O_WRONLY)
    done = 0
    while done < len(data):
        done += os.write(fd, data[done:] if done else data)
    written = time.monotonic_ns()
    os.close(fd)
    return written - start, time.monotonic_ns() - written


def writes(name, text, pause):
    best = None
    for _ in range(ROUNDS):
        time.sleep(pause)
        taken = write(text)
        best = min(best, taken, key=sum) if best else taken
    print(name + ".write", best[0])
    print(name + ".close", best[1])
    print(name + ".bytes", len(text))


def all_writes():
    ports = " ".join(str(1000 + 7 * i) + "/tcp" for i in range(PORTS)) + "\n"
    # so long after the change before it that RCU has nothing left to wait for
    writes("ports-20", ports, 0.2)
    writes("longest", longest(), 0.2)
    writes("at-once", ports, 0)


def program(command):
    best = None
    for _ in range(ROUNDS):
        if os.path.exists(POLICY):
            # so that there is something to change, and RCU nothing left to wait for
            write("reset\n")
            time.sleep(0.2)
        start = time.monotonic_ns()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken = time.monotonic_ns() - start
        best = min(best, taken) if best else taken
    print(best)


if sys.argv[1] == "writes":
    all_writes()
else:
    program(sys.argv[2:])
