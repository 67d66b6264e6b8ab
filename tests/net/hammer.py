# SPDX-License-Identifier: GPL-2.0-only
"""hammer.py ADDRESS PORT: knocks by tcp a thousand times a second. Prints a line a moment: how often so far, and "open" when
one was answered since the last line, be it by a reset."""
import select
import socket
import sys
import time

ADDRESS, PORT = sys.argv[1], int(sys.argv[2])
PATIENCE = 0.3      # seconds that a knock waits for an answer

count, waiting, poll = 0, [], select.poll()
while True:
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex((ADDRESS, PORT))
    count += 1
    waiting.append((time.monotonic(), sock))
    poll.register(sock, select.POLLOUT)
    opened = bool(poll.poll(1))
    while waiting and (opened or waiting[0][0] + PATIENCE < time.monotonic()):
        poll.unregister(waiting[0][1])
        waiting.pop(0)[1].close()
    if opened or not count % 10:
        print(count, "open" if opened else "", flush=True)
