# SPDX-License-Identifier: GPL-2.0-only
"""Thunderbird from outside: Marionette's protocol, and scripts that run in the program itself."""

import contextlib
import json
import socket
import time


class Broken(Exception):
    """What Thunderbird, or a script in it, says went wrong."""


class Marionette:
    """A session. Every message is [kind, id, name or error, parameters or result] as JSON, its length before it."""

    def __init__(self, port, patience):
        """Connects as soon as somebody listens at that port of loopback; patience in seconds, also for each answer."""
        end = time.monotonic() + patience
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), timeout=patience)
                break
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
        self.rest = b""
        self.last = 0
        self.receive()
        # dialogs stand until somebody has read them
        self.command("WebDriver:NewSession", {"unhandledPromptBehavior": "ignore"})
        self.command("WebDriver:SetTimeouts", {"script": int(patience * 1000)})
        self.command("Marionette:SetContext", {"value": "chrome"})

    def receive(self):
        while b":" not in self.rest or len(self.rest) < self.length():
            piece = self.socket.recv(65536)
            if not piece:
                raise Broken("Thunderbird closed Marionette's connection")
            self.rest += piece
        begin, end = self.rest.index(b":") + 1, self.length()
        text, self.rest = self.rest[begin:end], self.rest[end:]
        return json.loads(text)

    def length(self):
        number = self.rest.split(b":", 1)[0]
        return len(number) + 1 + int(number)

    def command(self, name, parameters):
        self.last += 1
        text = json.dumps([0, self.last, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        while True:
            _, number, error, result = self.receive()
            if number == self.last:
                break
        if error:
            raise Broken(error["message"])
        return result

    def script(self, script, *arguments):
        """Runs the body of an async function with `args`; what it throws is Broken, with its name."""
        body = ("const args = [...arguments]; const done = args.pop();"
                "(async () => {" + script + "})().then(v => done({value: v ?? null}),"
                " e => done({error: String(e?.message ?? e), result: e?.result ?? 0}));")
        value = self.command("WebDriver:ExecuteAsyncScript", {"script": body, "args": list(arguments), "sandbox": "system",
                                                              "newSandbox": False})["value"]
        if value is None:
            raise Broken("a dialog came in between")
        if "error" in value:
            raise Broken(value["error"])
        return value["value"]

    def dialog(self, patience):
        """The text of a dialog that stands, or comes within patience seconds; it is sent away."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with contextlib.suppress(Broken):
                text = self.command("WebDriver:GetAlertText", {})["value"]
                self.command("WebDriver:DismissAlert", {})
                return text
            time.sleep(0.1)
        return None

    def close(self):
        with contextlib.suppress(Broken):
            self.command("WebDriver:DeleteSession", {})
        self.socket.close()
