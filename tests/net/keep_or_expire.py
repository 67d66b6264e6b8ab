# SPDX-License-Identifier: GPL-2.0-only
"""keep_or_expire.py ROUNDS: `keep` at about the instant at which a trial of one second ends, earlier and later by turns. Either
outcome is right, if all agree: what write() returned, how the trial says it ended, and the policy in force."""
import errno
import os
import sys
import time

FOLDER = "/proc/net/outlook_guard/"
SPREAD = 0.02


def write(name, text):
    fd = os.open(FOLDER + name, os.O_WRONLY)
    try:
        os.write(fd, text)
    finally:
        os.close(fd)


def read(name):
    with open(FOLDER + name) as file:
        return file.read()


def lists(port):
    chain = next(line for line in read("policy").splitlines() if line.startswith("input "))
    return f" {port}/tcp" in chain


def ended():
    lines = dict(line.split(" ", 1) for line in read("trial").splitlines())
    return lines["last"] if lines["state"] == "none" else None


def keep_at(moment):
    while time.clock_gettime(time.CLOCK_BOOTTIME) < moment:
        pass
    try:
        write("trial", b"keep\n")
    except OSError as error:
        if error.errno != errno.ESRCH:
            raise
        return "expired"
    return "kept"


def one_round(port, offset):
    write("policy", f"+{port}/tcp\ntrial 1\n".encode())
    end = time.clock_gettime(time.CLOCK_BOOTTIME) + 1
    time.sleep(0.9)
    outcome = keep_at(end + offset)
    if ended() != outcome or lists(port) != (outcome == "kept"):
        sys.exit(f"keep says {outcome}, the trial {ended()}, and that port {port} is listed is {lists(port)}")
    return outcome


def main():
    rounds = int(sys.argv[1])
    first = 20000  # every second port: neighbours are printed as a range
    outcomes = [one_round(first + 2 * n, SPREAD * (2 * n / (rounds - 1) - 1)) for n in range(rounds)]
    write("policy", f"-{first}-{first + 2 * rounds}/tcp\n".encode())
    print({outcome: outcomes.count(outcome) for outcome in outcomes})
    if set(outcomes) != {"kept", "expired"}:
        sys.exit("only one outcome was seen: the rounds missed the instant")


main()
