#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""A terminal that goes away without a word to the program on it: dead_terminal.py COMMAND...

It is not the program's controlling terminal, so no signal says that it has gone. Exit status 0: the program ended.
"""
import os
import pty
import select
import subprocess
import sys

master, slave = pty.openpty()
program = subprocess.Popen(sys.argv[1:], stdin=slave, stdout=slave, stderr=subprocess.DEVNULL,
                           start_new_session=True)
os.close(slave)
drawn = b""
while b"packets" not in drawn:
    if not select.select([master], [], [], 20)[0]:
        program.kill()
        sys.exit("nothing was drawn")
    drawn += os.read(master, 65536)
os.close(master)
try:
    program.wait(10)
except subprocess.TimeoutExpired:
    program.kill()
    sys.exit("it goes on")
