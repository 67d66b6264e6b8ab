# SPDX-License-Identifier: GPL-2.0-only
"""together.py ROUNDS MODULE [STEPS ACTOR...]: in each round the module is loaded and unloaded, and in between each of the
others, or of those that are named, has taken STEPS (3) steps: policies swapped, with zones and without, every file read,
namespaces born, armed and killed while packets come in, devices renamed, moved and destroyed, hooks listed. None of them knows
of the rounds, so they are in the middle of something when the module comes and goes."""
import contextlib
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
    "zone office to-client race* fd00:1::/64; zone other 10.0.2.0/24 fe80::/10; from office 22/tcp; input from other 54; "
    "input none; input +53/udp; refuse reject\n",
    "tally on; zone office race* moved*; from office 53-1500; from other -54; refuse reject office\n",
    "early on; none; zone office 10.0.1.2 fd00:1::2; from office 53/udp 25-3000/tcp icmp; refuse reject\n",
    "trial 1; zone many " + " ".join(f"10.{n}.0.0/17" for n in range(250)) + "; zone office none; from many any\n",
    "zone office none; zone other none; refuse drop\n",
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
            os.write(file, TEXTS[step % len(TEXTS)].encode())
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
    """Packets by the counters of the namespace at hand: all, those that were accepted by their connection's state, and by a
    zone."""
    with open(here + "stats", encoding="ascii") as file:
        values = dict(line.rsplit(" ", 1) for line in file)
    total = sum(int(values[name]) for name in values if "accept" in name or "drop" in name)
    state, zone = (int(values[f"input_accept_{name}"]) + int(values[f"forward_accept_{name}"]) for name in ("state", "zone"))
    return total, state, zone


def name_of(process):
    return f"race{process}"


def moved_of(process):
    return f"moved{process}"


def live(step, ready, go):
    """A namespace is armed, gets a policy more, and ends; some before they are armed. Whether it judged packets."""
    LIBC.unshare(CLONE_NEWNET)
    try:
        os.write(ready, b".")
        os.read(go, 1)
        frames.raise_device(name_of(os.getpid()))
        first = step % len(TEXTS)
        for text in TEXTS[first : first + step % 4]:
            write(text)
            read_files(step)
        return judged(HERE)[0] > 0
    except OSError:
        return False


def send(name, done=lambda: False):
    """Packets by a device, until it is done, or gone."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as device:
        device.bind((name, 0))
        while not done():
            for frame in FRAMES:
                try:
                    device.send(frame)
                except OSError as error:
                    if error.errno in (errno.ENXIO, errno.ENODEV, errno.ENETDOWN):
                        return
                    if error.errno not in (errno.ENOBUFS, errno.EAGAIN):
                        raise
            time.sleep(0.005)


def with_namespace(inside, outside):
    """A process with a namespace of its own, and a pair of devices from here to there, down at both ends. It says that it is
    there and goes on when outside() tells it to. What inside() returned."""
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        os.close(ready[0])
        os.close(go[1])
        os._exit(JUDGED if inside(ready[1], go[0]) else 0)
    try:
        os.read(ready[0], 1)
        frames.make_pair(name_of(child), child)
        frames.raise_device(name_of(child))
        os.write(go[1], b".")
        outside(child)
    finally:
        for end in (*ready, *go):
            os.close(end)
        status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status) == JUDGED


def namespace(step):
    """Born and gone with its process, with packets coming in all the while: it takes its end of the pair along, and ours goes
    with that. Whether it judged any."""
    return with_namespace(lambda ready, go: live(step, ready, go), lambda child: send(name_of(child)))


def knock(ready, go):
    """A namespace sends by its end of the pair; the other is here first, then comes to it. Whether a zone of its own policy
    has passed any then."""
    LIBC.unshare(CLONE_NEWNET)
    end = time.monotonic() + PATIENCE / 10

    def judged_by_zone():
        with contextlib.suppress(OSError):
            frames.raise_device(moved_of(os.getpid()))
        return judged(HERE)[2] > 0 or time.monotonic() > end

    try:
        os.write(ready, b".")
        os.read(go, 1)
        write("none; zone here moved*; from here any\n")
        frames.raise_device(name_of(os.getpid()))
        send(name_of(os.getpid()), judged_by_zone)
        return judged(HERE)[2] > 0
    except OSError:
        return False


def move(child, step):
    """The end that is here gets another name, and goes to the namespace of its other one, or nowhere."""
    time.sleep(0.05)
    frames.rename(name_of(child), moved_of(child))
    time.sleep(0.05)
    if step % 4:
        frames.move(moved_of(child), child)
    else:
        frames.destroy(moved_of(child))


def device(step):
    """What a device brings is judged by zones here, by another name of it, and by those of another namespace, while packets come
    in. Whether a zone there passed some."""
    return with_namespace(knock, lambda child: move(child, step))


def list_hooks(_step):
    subprocess.run(["nft", "list", "hooks"], stdout=subprocess.DEVNULL, check=True)


ACTORS = [swap, swap, leave_unfinished, end_trial, read_files, read_files, namespace, namespace, device, list_hooks]


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


def came_to_something(wanted, actors, steps):
    return sum(steps.came_to_something(i) for i, action in enumerate(actors) if action is wanted)


def wait_for(actors, steps, number):
    """Until everybody has got further, and packets were judged, also of connections and of zones, in a namespace that died, and
    in one that a device came to."""
    before = steps.all()
    end = time.monotonic() + PATIENCE
    while any(now < then + number for now, then in zip(steps.all(), before)) or not all(judged(HERE)) or \
            not all(came_to_something(one, actors, steps) for one in (namespace, device) if one in actors):
        if time.monotonic() > end:
            sys.exit(f"after {PATIENCE} s: {steps.all()} from {before}, {judged(HERE)} packets judged, "
                     f"{came_to_something(namespace, actors, steps)} namespaces did, "
                     f"{came_to_something(device, actors, steps)} by zones")
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
    total = [0, 0, 0]
    for done in range(rounds):
        parameters = ["policy=\"+443/tcp; early on\""] if done % 2 else []
        subprocess.run(["insmod", module, *parameters], check=True)
        wait_for(actors, steps, number)
        total = [a + b for a, b in zip(total, judged(HERE))]
        subprocess.run(["rmmod", "outlook_guard"], check=True)
    for child in children:
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "an actor has ended early"
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    for action in dict.fromkeys(actors):
        print(f"{action.__name__}: {sum(steps.of(i) for i, one in enumerate(actors) if one is action)}")
    print(f"packets judged: {total[0]}, {total[1]} of them by their connection's state, {total[2]} by a zone; namespaces that "
          f"judged some and died with more coming in: {came_to_something(namespace, actors, steps)}; devices that moved to one "
          f"with a zone of its own: {came_to_something(device, actors, steps)}")


main()
