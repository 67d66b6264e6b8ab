# SPDX-License-Identifier: GPL-2.0-only
"""together.py ROUNDS MODULE [STEPS ACTOR...]: in each round the module is loaded and unloaded, and in between each of the
others, or of those that are named, has taken STEPS (3) steps: policies swapped, every file read, namespaces born, armed and killed while packets come in, hooks listed. None of
them knows of the rounds, so they are in the middle of something when the module comes and goes."""
import ctypes
import errno
import mmap
import os
import signal
import socket
import struct
import subprocess
import sys
import time

import frames

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
# the status of a process whose namespace judged packets
JUDGED = 7
HERE = "/proc/thread-self/net/outlook_guard/"
POLICY = "/proc/outlook_guard"
REFUSED = (errno.EINVAL, errno.ESRCH)
GONE = (errno.ENOENT, errno.EIO, errno.ENODEV)
FRAMES = frames.frames()
TEXTS = [
    "tally on; 22/tcp 53/udp 1000-2000\n",
    "tally on; early on; none; +22/tcp +53/udp +established\n",
    "reset\n",
    "mode off\n",
    "mode audit; tally on; any; -54\n",
    "mode enforce; early off; reply 53/udp icmp\n",
    "input " + " ".join(f"{p}/tcp" for p in range(1, 3000, 2)) + "\n",
    "trial 1; tally on; none; +22/tcp\n",
    "tally off; log nflog:3; reset\n",
    "trial 2; early on; log off; -22\n",
    "mode enforce; nonsense\n",
]
PATIENCE = 300


def write(text):
    """One transaction. What is refused is refused; what has gone comes again."""
    with open(POLICY, "wb", 0) as file:
        file.write(text.encode())


def swap(step):
    write(TEXTS[step % len(TEXTS)])


def leave_unfinished(step):
    """A writer that is killed in the middle of its transaction."""
    child = os.fork()
    if child == 0:
        try:
            file = os.open(POLICY, os.O_WRONLY)
            os.write(file, TEXTS[step % 10].encode())
        except OSError:
            pass
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def end_trial(step):
    """Kept, put back, or neither, and then the kernel puts it back."""
    with open(HERE + "trial", "wb", 0) as file:
        file.write([b"keep\n", b"revert\n"][step % 2])


def read_files(_step):
    for name in os.listdir(HERE):
        with open(HERE + name, "rb", 0) as file:
            while file.read(4096):
                pass
    with open("/sys/module/outlook_guard/parameters/policy", "rb", 0) as file:
        file.read()


def judged(here):
    """Packets by the counters of the namespace at hand: all, and those that were accepted by their connection's state."""
    with open(here + "stats", encoding="ascii") as file:
        values = dict(line.rsplit(" ", 1) for line in file)
    total = sum(int(values[name]) for name in values if "accept" in name or "drop" in name)
    return total, int(values["input_accept_state"]) + int(values["forward_accept_state"])


def name_of(process):
    return f"race{process}"


def live(step, ready, go):
    """A namespace is armed, gets a policy more, and ends; some before they are armed. Whether it judged packets."""
    LIBC.unshare(CLONE_NEWNET)
    try:
        os.write(ready, b".")
        os.read(go, 1)
        frames.raise_device(name_of(os.getpid()))
        for text in TEXTS[step % 11 : step % 11 + step % 4]:
            write(text)
            read_files(step)
        return judged(HERE)[0] > 0
    except OSError:
        return False


def send_until_dead(name):
    """Packets for a namespace, also while it dies: it takes its end of the pair along, and ours goes with that."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as device:
        device.bind((name, 0))
        while True:
            for frame in FRAMES:
                try:
                    device.send(frame)
                except OSError as error:
                    if error.errno in (errno.ENXIO, errno.ENODEV, errno.ENETDOWN):
                        return
                    if error.errno not in (errno.ENOBUFS, errno.EAGAIN):
                        raise
            time.sleep(0.005)


def namespace(step):
    """Born and gone with its process, with packets coming in all the while. Whether it judged any."""
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.close(ready[0])
        os.close(go[1])
        os._exit(JUDGED if live(step, ready[1], go[0]) else 0)
    try:
        os.read(ready[0], 1)
        frames.make_pair(name_of(child), child)
        frames.raise_device(name_of(child))
        os.write(go[1], b".")
        send_until_dead(name_of(child))
    finally:
        for end in (*ready, *go):
            os.close(end)
        status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status) == JUDGED


def list_hooks(_step):
    subprocess.run(["nft", "list", "hooks"], stdout=subprocess.DEVNULL, check=True)


ACTORS = [swap, swap, leave_unfinished, end_trial, read_files, read_files, namespace, namespace, list_hooks]


class Steps:
    """How many steps each actor has taken, and how many of them came to something, in memory that all share."""

    def __init__(self, actors):
        self.actors = actors
        self.memory = mmap.mmap(-1, 16 * actors)

    def of(self, place):
        return struct.unpack_from("q", self.memory, 8 * place)[0]

    def _add(self, place, number):
        struct.pack_into("q", self.memory, 8 * place, self.of(place) + number)

    def add(self, actor, came_to_something=False):
        self._add(actor, 1)
        self._add(self.actors + actor, bool(came_to_something))

    def all(self):
        return [self.of(actor) for actor in range(self.actors)]

    def came_to_something(self, actor):
        return self.of(self.actors + actor)


def act(actor, action, steps):
    step = actor
    while True:
        try:
            steps.add(actor, action(step))
        except OSError as error:
            # a refused text or no trial is a step, a module that is not there is none
            if error.errno in REFUSED:
                steps.add(actor)
            elif error.errno not in GONE:
                raise
        step += 1


def namespaces_that_judged(actors, steps):
    return sum(steps.came_to_something(i) for i, action in enumerate(actors) if action is namespace)


def wait_for(actors, steps, number):
    """Until everybody has got further, and packets were judged, also of connections, and in a namespace that died."""
    before = steps.all()
    end = time.monotonic() + PATIENCE
    while any(now < then + number for now, then in zip(steps.all(), before)) or not all(judged(HERE)) or \
            (namespace in actors and not namespaces_that_judged(actors, steps)):
        if time.monotonic() > end:
            sys.exit(f"after {PATIENCE} s: {steps.all()} from {before}, {judged(HERE)} packets judged, "
                     f"{namespaces_that_judged(actors, steps)} namespaces did")
        time.sleep(0.02)


def main():
    rounds, module = int(sys.argv[1]), sys.argv[2]
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    actors = [globals()[name] for name in sys.argv[4:]] or ACTORS
    steps = Steps(len(actors))
    children = []
    for actor, action in enumerate(actors):
        child = os.fork()
        if child == 0:
            act(actor, action, steps)
        children.append(child)
    packets = established = 0
    for done in range(rounds):
        parameters = ["policy=\"+443/tcp; early on\""] if done % 2 else []
        subprocess.run(["insmod", module, *parameters], check=True)
        wait_for(actors, steps, number)
        packets, established = (a + b for a, b in zip((packets, established), judged(HERE)))
        subprocess.run(["rmmod", "outlook_guard"], check=True)
    for child in children:
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "an actor has ended early"
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    for action in dict.fromkeys(actors):
        total = sum(steps.of(i) for i, one in enumerate(actors) if one is action)
        print(f"{action.__name__}: {total}")
    print(f"packets judged: {packets}, {established} of them by their connection's state; namespaces that judged some and "
          f"died with more coming in: {namespaces_that_judged(actors, steps)}")


main()
