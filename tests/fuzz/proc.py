# SPDX-License-Identifier: GPL-2.0-only
"""Generated texts, right and wrong, against the live /proc files: taken exactly when ogctl takes the same text, and then in
force is what ogctl says it means; refused, all is as it was.

usage: proc WHO COUNT SEED: as `root`, as the `owner` of a namespace, or as `nobody`, who may write nothing.
"""
import errno
import os
import random
import subprocess
import sys

POLICY = "/proc/net/outlook_guard/policy"
STATS = "/proc/net/outlook_guard/stats"
WORDS = ["established", "related", "reply", "untracked", "loopback", "icmp"]
NUMBERS = [0, 1, 22, 25, 53, 63, 64, 443, 1023, 3268, 8080, 65534, 65535]
SPOILS = [b"\0", b"\r", b"\x7f", b"\xff", b"70000", b"bogus", b"/sctp", b"-", b"+", b"9-3", b"none", b"mode ", b"proto:0",
          b"input ", b"reset", b";", b"#", b"x" * 64, b"022", b"early yes", b" "]
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
            return chain + dice.choice(["none", "any"])
        if kind < 0.28:
            return "reset"
        items = [self.item() for _ in range(1 + dice.randrange(6))]
        if kind < 0.65:
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
        """Cut anywhere; the first piece is not blank, for that alone would be refused."""
        first = len(text) - len(text.lstrip(b" \t,;\n")) + 1
        cuts = sorted(self.dice.sample(range(len(text) + 1), min(len(text), self.dice.randrange(4))))
        cuts = [0] + [cut for cut in cuts if cut >= first] + [len(text)]
        return [text[a:b] for a, b in zip(cuts, cuts[1:]) if a < b]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def generation():
    return int(next(line.split()[1] for line in read(STATS).splitlines() if line.startswith(b"generation ")))


def write(pieces):
    """The error's number; 0 when every write was taken."""
    fd = os.open(POLICY, os.O_WRONLY)
    try:
        for piece in pieces:
            os.write(fd, piece)
        return 0
    except OSError as error:
        return error.errno
    finally:
        os.close(fd)


def meaning(text):
    """What ogctl makes of it, over the built-in policy; None: it refuses."""
    with open("text", "wb") as file:
        file.write(text)
    asked = subprocess.run(["ogctl", "show", "--policy", "text"], capture_output=True, check=False)
    if asked.returncode not in (0, 4):
        sys.exit(f"FAIL: ogctl: status {asked.returncode} for {text!r}: {asked.stderr.decode()}")
    return asked.stdout if asked.returncode == 0 else None


def try_text(texts, text):
    """What is wrong, or None."""
    if write([b"reset\n"]):
        return "reset is refused"
    before, number, wanted = read(POLICY), generation(), meaning(text)
    error = write(texts.pieces(text))
    if wanted is None:
        if error not in REFUSED_BY_WRITE | {0}:
            return f"refused with {errno.errorcode[error]}"
        if (read(POLICY), generation()) != (before, number):
            return "ogctl refuses it, the module published it"
        return None
    if error:
        return f"ogctl takes it, the module says {errno.errorcode[error]}"
    if generation() != number + 1:
        return f"ogctl takes it, the module published {generation() - number} policies"
    if read(POLICY) != wanted:
        return f"in force is {read(POLICY)!r}, ogctl says {wanted!r}"
    return None


def run(count, texts):
    taken = refused = wrongs = 0
    for _ in range(count):
        text, before = texts.next(), generation()
        wrong = try_text(texts, text)
        if wrong:
            wrongs += 1
            print(f"FAIL: {text!r}: {wrong}")
        elif generation() == before + 2:
            taken += 1
        else:
            refused += 1
    print(f"{count} texts: {taken} taken, {refused} refused, {wrongs} wrong")
    return wrongs == 0 and taken > 0 and refused > 0


def run_nobody(count, texts):
    """Not one text comes even to be looked at."""
    before = read(STATS)
    for _ in range(count):
        try:
            write([texts.next()])
            print("FAIL: nobody could open the policy to write")
            return False
        except PermissionError:
            pass
    print(f"{count} texts: none taken")
    return [line for line in before.splitlines() if line.startswith(b"gen")] == [b"generation %d" % generation()]


def main():
    who, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    texts = Texts(seed)
    os.chdir(os.environ["OG_FUZZ_DIR"])
    good = (run_nobody if who == "nobody" else run)(count, texts)
    sys.exit(not good)


main()
