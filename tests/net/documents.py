# SPDX-License-Identifier: GPL-2.0-only
"""The commands of documents, for tests/net/documents, which says how they are marked.

documents.py list FILE...          their steps and the commands, each ended by a NUL
documents.py judge FOLDER FILE...  what the N-th printed is FOLDER/N, its status FOLDER/N.status: is it as it is shown?
"""
import pathlib
import re
import sys

MARK = re.compile(r"<!-- run:(.*)-->")
PROMPT = re.compile(r"([a-z]*)\$ (.*)")


def blocks(path):
    """Of each that is run: its line, steps, language and lines."""
    steps, fence, text, start = None, None, [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if fence is not None:
            if line == "```":
                if steps is not None:
                    yield start, steps, fence, text
                steps, fence, text = None, None, []
            else:
                text.append(line)
        elif line.startswith("```"):
            fence, start = line[3:], number
        else:
            mark = MARK.fullmatch(line)
            steps = mark.group(1).split() if mark else None


def commands(path):
    """(line, steps, command, what it prints or None); steps come before the first of a block, how it is run with each. The word
    before a prompt's "$" says where, and is a step of that command alone."""
    for start, steps, language, text in blocks(path):
        if language == "sh":
            yield start, steps, "set -e\n" + "\n".join(text), None
            continue
        found = []
        for number, line in enumerate(text, start + 1):
            prompt = PROMPT.fullmatch(line)
            if prompt:
                found.append([number, prompt.group(2), [], prompt.group(1).split()])
            elif line.startswith("> ") and not found[-1][2]:
                found[-1][1] += "\n" + line[2:]
            else:
                found[-1][2].append(line)
        for number, command, shown, place in found:
            yield number, steps + place, command, shown or None
            steps = [step for step in steps if step in ("new", "console", "numbers")]


def pattern(shown, numbers):
    """The expression that stands for the lines that are shown."""
    parts = []
    for line in shown:
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*")
            continue
        line = r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("…"))
        if numbers:
            line = re.sub(r"(?:\\ )+", " +", re.sub(r"\d+", r"\\d+", line))
        parts.append(line + r"[ ]*\n")
    return "".join(parts)


def judge(folder, path, number):
    """Prints a line for each command of a document; the number of the last, and how many were not as they should be."""
    wrong = 0
    for line, steps, command, shown in commands(path):
        number += 1
        said = (folder / str(number)).read_text(encoding="utf-8", errors="replace")
        status = (folder / f"{number}.status").read_text(encoding="ascii").strip()
        if shown is None:
            fine = status == "0"
        else:
            fine = re.fullmatch(pattern(shown, "numbers" in steps), said) is not None
        what = f"{path.name}:{line}: {command.splitlines()[-1]}"
        if fine:
            print("ok:", what)
            continue
        wrong += 1
        print(f"FAIL: {what} (status {status})\n--- shown\n" + "\n".join(shown or []) + "\n--- printed\n" + said + "---")
    return number, wrong


def main():
    verb, *rest = sys.argv[1:]
    if verb == "list":
        for path in map(pathlib.Path, rest):
            for _, steps, command, _ in commands(path):
                sys.stdout.write(" ".join(steps) + "\0" + command + "\0")
        return 0
    number = failed = 0
    for path in map(pathlib.Path, rest[1:]):
        number, wrong = judge(pathlib.Path(rest[0]), path, number)
        failed += wrong
    return 1 if failed or not number else 0


sys.exit(main())
