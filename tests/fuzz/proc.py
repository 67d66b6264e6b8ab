# SPDX-License-Identifier: GPL-2.0-only
"""Generated texts, right and wrong, against the live /proc files: taken exactly when ogctl takes the same text, and then in
force is what ogctl says it means; refused, all is as it was. What is on trial is kept, put back, or left by words that are
none; and each time the other files are read, and say the same.

usage: proc WHO COUNT SEED: as `root`, as the `owner` of a namespace, or as `nobody`, who may write nothing.
"""
import errno
import os
import random
import re
import subprocess
import sys

FOLDER = "/proc/net/outlook_guard/"
POLICY = FOLDER + "policy"
STATS = FOLDER + "stats"
TRIAL = FOLDER + "trial"
PORTS = FOLDER + "ports"
PORTS_HEADER = b"chain protocol port accepted dropped seconds sources"
# so long that none ends by itself meanwhile
SECONDS = [3600, 86400, 604800]
WORDS = ["established", "related", "reply", "untracked", "loopback", "icmp"]
NUMBERS = [0, 1, 22, 25, 53, 63, 64, 443, 1023, 3268, 8080, 65534, 65535]
SPOILS = [b"\0", b"\r", b"\x7f", b"\xff", b"70000", b"bogus", b"/sctp", b"-", b"+", b"9-3", b"none", b"mode ", b"proto:0",
          b"input ", b"reset", b";", b"#", b"x" * 64, b"022", b"early yes", b" ", b"trial 0\n", b"trial 604801\n",
          b"trial\n", b"tally maybe\n", b"log nflog:65536\n", b"log 5\n"]
WORDS_OF_TRIAL = [b"keep", b"revert", b"keep\n", b"revert\n"]
NO_WORDS_OF_TRIAL = [b"kept\n", b"KEEP\n", b" keep\n", b"keep revert\n", b"keep\0\n", b"keep\n\n", b"\n", b"revert\r\n",
                     b"keep" + b" " * 60, b"k", b"trial 60\n", b"\xff" * 15, b"x" * 4096]
BUFFER = 1024       # stdio's, for a file of /proc
WHY = re.compile(rb"policy refused, nothing changed: line \d+, column \d+: [ -~]+\n")
REFUSED_BY_WRITE = {errno.EINVAL}


class Texts:
    """Statements by the grammar, in one of four spoilt somewhere."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def port(self):
        dice = self.dice
        low = dice.choice(NUMBERS + [dice.randrange(65536)])
        if dice.random() < 0.3:
            high = min(65535, low + dice.randrange(dice.choice([2, 100, 65536])))
            return f"{low}-{high}"
        return str(low)

    def item(self):
        kind = self.dice.random()
        if kind < 0.25:
            return self.dice.choice(WORDS)
        if kind < 0.35:
            return f"proto:{self.dice.randrange(1, 256)}"
        return self.port() + self.dice.choice(["", "/tcp", "/udp"])

    def statement(self):
        dice = self.dice
        kind = dice.random()
        chain = dice.choice(["", "input ", "forward "])
        if kind < 0.1:
            return "mode " + dice.choice(["enforce", "audit", "off"])
        if kind < 0.15:
            return "ipv6 " + dice.choice(["filter", "ignore"])
        if kind < 0.2:
            return "early " + dice.choice(["on", "off"])
        if kind < 0.25:
            return "tally " + dice.choice(["on", "off"])
        if kind < 0.3:
            return "log " + dice.choice(["off", f"nflog:{dice.choice([0, 3, 65535])}"])
        if kind < 0.4:
            return f"trial {dice.choice(SECONDS)}"
        if kind < 0.45:
            return chain + dice.choice(["none", "any"])
        if kind < 0.48:
            return "reset"
        items = [self.item() for _ in range(1 + dice.randrange(6))]
        if kind < 0.75:
            items = [dice.choice("+-") + item for item in items]
        return chain + dice.choice([" ", ",", "\t", "  "]).join(items)

    def next(self):
        dice = self.dice
        text = ""
        for _ in range(1 + dice.randrange(3)):
            text += self.statement() + dice.choice(["\n", ";", " # why\n", "\n\n"])
        text = text.encode()
        if dice.random() < 0.25:
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(SPOILS) + text[at:]
        if dice.random() < 0.05:
            text = text[:dice.randrange(len(text) + 1)]
        return text

    def pieces(self, text):
        """Cut anywhere, or behind ends of lines, or behind a comment so long that a buffer is full at the cut."""
        kind = self.dice.random()
        places = range(len(text) + 1) if kind < 0.3 else [i + 1 for i, c in enumerate(text) if c == ord("\n")]
        if kind > 0.6:
            cut = self.dice.randrange(len(text) + 1)
            text = b"#".ljust(BUFFER - 1 - cut % BUFFER) + b"\n" + text
            places = [cut + BUFFER - cut % BUFFER]
        cuts = [0] + sorted(self.dice.sample(places, min(len(places), self.dice.randrange(1, 4)))) + [len(text)]
        return [text[a:b] for a, b in zip(cuts, cuts[1:]) if a < b]


def ends_inside(text):
    """Whether its last line, if that is more than blanks, is not ended."""
    return text.rpartition(b"\n")[2].strip(b" \t,;") != b""


def cut_short(pieces):
    """Whether a write ends inside a line where no program's buffer is full, or the last line never ends."""
    done = b""
    for piece in pieces:
        done += piece
        if len(piece) < 4096 and len(piece) % BUFFER and ends_inside(done):
            return True
    return ends_inside(done)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def generation():
    return int(next(line.split()[1] for line in read(STATS).splitlines() if line.startswith(b"generation ")))


def write(path, pieces):
    """The error's number; 0 when every write was taken."""
    fd = os.open(path, os.O_RDWR if path == POLICY else os.O_WRONLY)
    try:
        for piece in pieces:
            os.write(fd, piece)
        return 0
    except OSError as error:
        if path == POLICY and not WHY.fullmatch(os.pread(fd, 4096, 0)):
            sys.exit(f"FAIL: after {pieces!r} the file says {os.pread(fd, 4096, 0)!r}")
        return error.errno
    finally:
        os.close(fd)


def seconds_said(text):
    """Of the last trial in a text that was taken; 0: there is none."""
    lines = (line.partition(b"#")[0] for line in text.split(b"\n"))
    said = [part.replace(b",", b" ").split() for line in lines for part in line.split(b";")]
    return next((int(words[1]) for words in reversed(said) if words[:1] == [b"trial"]), 0)


def on_trial():
    """The trial file: seconds (0: none), how the last ended, and the policy that waits."""
    lines = read(TRIAL).splitlines(True)
    back = b"".join(line.removeprefix(b"back ") for line in lines if line.startswith(b"back "))
    values = dict(line.split(None, 1) for line in lines if not line.startswith(b"back "))
    running = values[b"state"].strip() == b"running"
    return int(values[b"seconds"]) if running else 0, values[b"last"].strip(), back


def meaning(text):
    """What ogctl makes of it, over the built-in policy; None: it refuses."""
    with open("text", "wb") as file:
        file.write(text)
    asked = subprocess.run(["ogctl", "show", "--policy", "text"], capture_output=True, check=False)
    if asked.returncode not in (0, 4):
        sys.exit(f"FAIL: ogctl: status {asked.returncode} for {text!r}: {asked.stderr.decode()}")
    return asked.stdout if asked.returncode == 0 else None


def files_disagree():
    """What the other files say of the policy in force: what is wrong, or None."""
    stats, policy, ports = read(STATS).splitlines(), read(POLICY).splitlines(), read(PORTS).splitlines()
    for line in policy:
        if not line.startswith((b"input ", b"forward ")) and line not in stats:
            return f"stats do not say {line!r}: {stats!r}"
    if ports[:1] != [PORTS_HEADER]:
        return f"ports begin with {ports[:1]!r}"
    if len(ports) > 1 and b"tally off" in policy:
        return "ports have rows though the tally is off"
    return None


def end_trial(dice, seconds, before, wanted):
    """After a policy was published over `before`: what is wrong with the trial file, or None."""
    if on_trial()[0] != seconds or (seconds and on_trial()[2] != before):
        return f"on trial is {on_trial()!r}"
    number = generation()
    error = write(TRIAL, [dice.choice(NO_WORDS_OF_TRIAL)])
    if error != errno.EINVAL or on_trial()[0] != seconds or (read(POLICY), generation()) != (wanted, number):
        return f"a word that is none: error {error}"
    word = dice.choice(WORDS_OF_TRIAL)
    error = write(TRIAL, [word])
    if not seconds:
        same = (read(POLICY), generation()) == (wanted, number)
        return None if error == errno.ESRCH and same else f"{word!r} without a trial: error {error}"
    kept = word.startswith(b"keep")
    number += not kept
    if error or (read(POLICY), generation()) != (wanted if kept else before, number):
        return f"{word!r}: error {error}, in force is {read(POLICY)!r}"
    if on_trial()[:2] != (0, b"kept" if kept else b"reverted"):
        return f"{word!r}: on trial is {on_trial()!r}"
    return None


def try_text(texts, text):
    """What is wrong, or None; and whether it was published."""
    if write(POLICY, [b"reset\n"]):
        return "reset is refused", False
    pieces = texts.pieces(text)
    before, number, wanted = read(POLICY), generation(), None if cut_short(pieces) else meaning(text)
    error = write(POLICY, pieces)
    if wanted is None:
        if error not in REFUSED_BY_WRITE | {0}:
            return f"refused with {errno.errorcode[error]}", False
        if (read(POLICY), generation()) != (before, number):
            return "ogctl refuses it, the module published it", False
        return end_trial(texts.dice, 0, before, before), False
    if error:
        return f"ogctl takes it, the module says {errno.errorcode[error]}", False
    if generation() != number + 1:
        return f"ogctl takes it, the module published {generation() - number} policies", False
    if read(POLICY) != wanted:
        return f"in force is {read(POLICY)!r}, ogctl says {wanted!r}", False
    return files_disagree() or end_trial(texts.dice, seconds_said(text), before, wanted), True


def run(count, texts):
    taken = refused = wrongs = trials = 0
    for _ in range(count):
        text = texts.next()
        wrong, published = try_text(texts, text)
        if wrong:
            wrongs += 1
            print(f"FAIL: {text!r}: {wrong}")
        elif published:
            taken += 1
            trials += seconds_said(text) > 0
        else:
            refused += 1
    print(f"{count} texts: {taken} taken, {trials} of them on trial, {refused} refused, {wrongs} wrong")
    return wrongs == 0 and taken > trials > 0 and refused > 0 and no_other_writes()


def denied(path, flags):
    try:
        os.close(os.open(path, flags))
        return False
    except PermissionError:
        return True


def no_other_writes():
    """What is for reading takes nothing from anybody, whether it lets itself be opened or not."""
    for path in (STATS, PORTS):
        before, number = read(POLICY), generation()
        if not denied(path, os.O_WRONLY) and write(path, [b"mode off\n"]) == 0:
            print(f"FAIL: {path} takes text")
            return False
        if (read(POLICY), generation()) != (before, number):
            print(f"FAIL: text for {path} was published")
            return False
    return True


def run_nobody(count, texts):
    """Not one text comes even to be looked at, and of what is there nobody reads but the counters."""
    number = generation()
    flags = {os.O_RDONLY: "read", os.O_WRONLY: "write", os.O_RDWR: "read and write"}
    for path in (POLICY, TRIAL, PORTS, STATS):
        for flag, do in flags.items():
            if denied(path, flag) == (path == STATS and flag == os.O_RDONLY):
                print(f"FAIL: {path}: nobody may {do} it, or may not where he should")
                return False
    for _ in range(count):
        for path, text in (POLICY, texts.next()), (TRIAL, texts.dice.choice(WORDS_OF_TRIAL)):
            try:
                write(path, [text])
                print(f"FAIL: nobody could open {path} to write")
                return False
            except PermissionError:
                pass
    print(f"{count} texts and as many words to trial: none taken; 4 files, each opened in 3 ways")
    return generation() == number


def main():
    who, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    texts = Texts(seed)
    os.chdir(os.environ["OG_FUZZ_DIR"])
    good = (run_nobody if who == "nobody" else run)(count, texts)
    sys.exit(not good)


main()
