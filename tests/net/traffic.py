# SPDX-License-Identifier: GPL-2.0-only
"""Real sockets in any network namespace, driven by lines on stdin; one line answers each.

lib.sh keeps one of these running for a script, because starting a process for each port would take most
of its time. A namespace is a name of `ip netns`, or "." for the one that this program was started in.
An answer is "ok ...", or "no ..." with what was seen instead.
"""
import array
import ctypes
import errno
import os
import selectors
import socket
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
BOUND = 10          # seconds that anything expected may take on a slow machine
ECHO = 0.08         # seconds in which an answer to what was seen dropped would have come
IP_RECVERR, IPV6_RECVERR, IPV6_HOPOPTS, IPV6_DSTOPTS = 11, 25, 54, 59
PADDING = struct.pack("BBBBI", 0, 0, 1, 4, 0)   # an options header that asks for nothing

libc = ctypes.CDLL(None, use_errno=True)
home = os.open("/proc/self/ns/net", os.O_RDONLY)
selector = selectors.DefaultSelector()
listeners = {}      # (namespace, protocol, port) -> socket
named = {}          # connections that go on over several commands
accepted = {}       # the servers' ends of connections, by the client's port
settings = {"size": 1, "options": 0}


def enter(namespace):
    fd = home if namespace == "." else os.open("/run/netns/" + namespace, os.O_RDONLY)
    failed = libc.setns(fd, CLONE_NEWNET)
    if fd != home:
        os.close(fd)
    if failed:
        raise OSError(ctypes.get_errno(), "setns " + namespace)


def counters(namespace):
    enter(namespace)
    with open("/proc/net/outlook_guard/stats", encoding="ascii") as file:
        return dict(line.split() for line in file)


def counter(namespace, name):
    """A drop by port may have been an early one, which has no chain."""
    values = counters(namespace)
    if name.endswith("_drop_port"):
        return int(values[name]) + int(values["early_drop_port"])
    return int(values[name])


def pump(done, seconds):
    """Serves all sockets until done() or the time is up; says whether it was done."""
    end = time.monotonic() + seconds
    while not done():
        left = end - time.monotonic()
        if left <= 0:
            return False
        for key, _ in selector.select(min(left, 0.02)):
            key.data(key.fileobj)
    return True


def drop(sock):
    try:
        selector.unregister(sock)
    except KeyError:
        pass
    sock.close()


def numbers(text):
    """22,25,80-82 -> 22 25 80 81 82"""
    for part in text.split(","):
        low, _, high = part.partition("-")
        yield from range(int(low), int(high or low) + 1)


def no_orphan(sock):
    """Closing ends it at once: one that waits for its peer's answer would keep its namespace alive."""
    if sock.type == socket.SOCK_STREAM:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


# The servers: each sends back what it gets.

def send_all(sock, data):
    """What does not fit now is sent, before anything else is read, once it does."""
    try:
        data = data[sock.send(data):]
    except BlockingIOError:
        pass
    except OSError:
        drop(sock)
        return
    if data:
        selector.modify(sock, selectors.EVENT_WRITE, lambda sock: send_all(sock, data))
    else:
        selector.modify(sock, selectors.EVENT_READ, echo_stream)


def echo_stream(sock):
    try:
        data = sock.recv(1 << 20)
    except OSError:
        data = b""
    if not data:
        drop(sock)
        return
    send_all(sock, data)


def accept(listener):
    sock, peer = listener.accept()
    no_orphan(sock)
    sock.setblocking(False)
    accepted[peer[1]] = sock
    selector.register(sock, selectors.EVENT_READ, echo_stream)


def echo_datagram(sock):
    try:
        data, peer = sock.recvfrom(65536)
        sock.sendto(data, peer)
    except OSError:
        pass


def do_listen(namespace, protocol, ports):
    enter(namespace)
    for port in numbers(ports):
        kind = socket.SOCK_STREAM if protocol == "tcp" else socket.SOCK_DGRAM
        sock = socket.socket(socket.AF_INET6, kind)
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("::", port))
        sock.setblocking(False)
        if protocol == "tcp":
            sock.listen(128)
        selector.register(sock, selectors.EVENT_READ, accept if protocol == "tcp" else echo_datagram)
        listeners[namespace, protocol, port] = sock
    return "ok"


def do_unlisten(namespace, protocol, ports):
    for port in numbers(ports):
        drop(listeners.pop((namespace, protocol, port)))
    return "ok"


# The clients: result[port] becomes "open" or the name of the error that came back.

def family_of(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def client(namespace, address, kind):
    enter(namespace)
    sock = socket.socket(family_of(address), kind)
    no_orphan(sock)
    sock.setblocking(False)
    if family_of(address) == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVERR, 1)
        if settings["options"]:
            sock.setsockopt(socket.IPPROTO_IPV6, IPV6_HOPOPTS, PADDING)
            sock.setsockopt(socket.IPPROTO_IPV6, IPV6_DSTOPTS, PADDING)
    else:
        sock.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
    return sock


def error_name(number):
    return errno.errorcode.get(number, str(number))


def try_tcp(namespace, address, port, result):
    sock = client(namespace, address, socket.SOCK_STREAM)

    def connected(sock):
        number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        result[port] = error_name(number) if number else "open"
        selector.unregister(sock)

    number = sock.connect_ex((address, port))
    if number in (0, errno.EINPROGRESS):
        selector.register(sock, selectors.EVENT_WRITE, connected)
    else:
        result[port] = error_name(number)
    return sock


def try_udp(namespace, address, port, result):
    sock = client(namespace, address, socket.SOCK_DGRAM)

    def answered(sock):
        try:
            data = sock.recv(65536)
            result[port] = "open" if len(data) == settings["size"] else "mangled"
        except OSError as error:
            result[port] = error_name(error.errno)
        selector.unregister(sock)

    try:
        sock.connect((address, port))
        sock.send(b"x" * settings["size"])
        selector.register(sock, selectors.EVENT_READ, answered)
    except OSError as error:
        result[port] = error_name(error.errno)
    return sock


def try_ports(namespace, address, protocol, ports):
    result = {}
    attempt = try_tcp if protocol == "tcp" else try_udp
    return result, [attempt(namespace, address, port, result) for port in ports]


def describe(ports, result):
    seen = [f"{port} {result.get(port, 'silent')}" for port in ports]
    return ", ".join(seen[:12]) + (" ..." if len(seen) > 12 else "")


def do_open(namespace, address, protocol, ports):
    ports = list(numbers(ports))
    result, socks = try_ports(namespace, address, protocol, ports)
    pump(lambda: len(result) == len(ports), BOUND)
    wrong = [port for port in ports if result.get(port) != "open"]
    for sock in socks:
        drop(sock)
    return "ok" if not wrong else "no " + describe(wrong, result)


def dropped(gate, name, before, count):
    return pump(lambda: counter(gate, name) - before >= count, BOUND)


def do_silent(namespace, address, protocol, ports, gate, name):
    """Each packet is seen dropped by gate's counter, and nothing comes back: no RST, no ICMP."""
    ports = list(numbers(ports))
    before = counter(gate, name)
    result, socks = try_ports(namespace, address, protocol, ports)
    counted = dropped(gate, name, before, len(ports))
    pump(lambda: False, ECHO)
    for sock in socks:
        drop(sock)
    if result:
        return "no " + describe(sorted(result), result)
    return "ok" if counted else f"no {name} rose by {counter(gate, name) - before} of {len(ports)}"


def do_error(namespace, address, protocol, ports, name):
    """Each attempt fails with this error, as when there is nobody and no filter."""
    ports = list(numbers(ports))
    result, socks = try_ports(namespace, address, protocol, ports)
    pump(lambda: len(result) == len(ports), BOUND)
    for sock in socks:
        drop(sock)
    wrong = [port for port in ports if result.get(port) != name]
    return "ok" if not wrong else "no " + describe(wrong, result)


# Connections that go on.

def do_connect(name, namespace, address, port):
    result = {}
    named[name] = try_tcp(namespace, address, int(port), result)
    if not pump(lambda: result, BOUND) or result[int(port)] != "open":
        return "no " + result.get(int(port), "silent")
    return "ok"


def talk(sock, done, seconds):
    answer = []

    def read(sock):
        try:
            answer.append(sock.recv(4096))
        except OSError as error:
            answer.append(error_name(error.errno).encode())

    selector.register(sock, selectors.EVENT_READ, read)
    sock.send(b"ping")
    pump(lambda: answer or done(), seconds)
    if not answer and done():
        pump(lambda: answer, ECHO)
    selector.unregister(sock)
    return answer[0].decode() if answer else "silent"


def do_alive(name):
    answer = talk(named[name], lambda: False, BOUND)
    return "ok" if answer == "ping" else "no " + answer


def do_dead(name, gate, stat):
    before = counter(gate, stat)
    answer = talk(named[name], lambda: counter(gate, stat) > before, BOUND)
    if answer != "silent":
        return "no it answered " + answer
    return "ok" if counter(gate, stat) > before else "no " + stat + " did not rise"


def do_dial(name, namespace, address, port):
    """A udp socket that talks to one peer."""
    named[name] = client(namespace, address, socket.SOCK_DGRAM)
    named[name].connect((address, int(port)))
    return do_alive(name)


def do_talk(name, rounds):
    for number in range(int(rounds)):
        answer = talk(named[name], lambda: False, BOUND)
        if answer != "ping":
            return f"no {answer} after {number} rounds"
    return "ok"


def do_push(name):
    """The server speaks first; what the client gets of it."""
    news = []
    sock = named[name]
    selector.register(sock, selectors.EVENT_READ, lambda sock: news.append(sock.recv(4096)))
    accepted[sock.getsockname()[1]].send(b"news")
    arrived = pump(lambda: b"news" in b"".join(news), BOUND)
    selector.unregister(sock)
    return "ok" if arrived else f"no {news}"


def do_lost(name, gate, stat):
    """The server speaks first, and what it says is dropped."""
    before = counter(gate, stat)
    accepted[named[name].getsockname()[1]].send(b"news")
    counted = dropped(gate, stat, before, 1)
    pump(lambda: False, ECHO)
    try:
        return "no it arrived: " + repr(named[name].recv(4096))
    except BlockingIOError:
        return "ok" if counted else f"no {stat} did not rise"


def do_close(name):
    drop(named.pop(name))
    return "ok"


def transfer(namespace, address, port, size, done):
    """Sends size bytes, gets them back; how many came back."""
    got = [0]
    result = {}
    sock = try_tcp(namespace, address, port, result)
    if not pump(lambda: result, BOUND) or result[port] != "open":
        drop(sock)
        return -1
    left = [size]

    def move(sock):
        try:
            if left[0]:
                left[0] -= sock.send(b"x" * min(left[0], 1 << 16))
        except BlockingIOError:
            pass
        try:
            got[0] += len(sock.recv(1 << 20))
        except OSError:
            pass

    selector.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, move)
    pump(lambda: got[0] == size or done(), 3 * BOUND)
    drop(sock)
    return got[0]


def do_transfer(namespace, address, port, size):
    got = transfer(namespace, address, int(port), int(size), lambda: False)
    return "ok" if got == int(size) else f"no {got} of {size} bytes"


def do_stall(namespace, address, port, size, gate, name):
    """The transfer hangs, and name says that the packet it needs was dropped."""
    before = counter(gate, name)
    got = transfer(namespace, address, int(port), int(size), lambda: counter(gate, name) > before)
    if counter(gate, name) == before:
        return f"no {name} did not rise, {got} of {size} bytes"
    return "ok" if 0 <= got < int(size) else f"no {got} of {size} bytes"


# One packet of any protocol, read by a raw socket.

def raw_pair(namespace, target, address, protocol):
    enter(target)
    reader = socket.socket(family_of(address), socket.SOCK_RAW, protocol)
    enter(namespace)
    writer = socket.socket(family_of(address), socket.SOCK_RAW, protocol)
    return reader, writer


def do_raw(namespace, target, address, protocol, payload, gate="", name=""):
    """Without gate and name it has to arrive, else to be counted there and not to arrive."""
    reader, writer = raw_pair(namespace, target, address, int(protocol))
    body = bytes.fromhex(payload)
    got = []
    selector.register(reader, selectors.EVENT_READ, lambda sock: got.append(sock.recv(65536)))
    before = counter(gate, name) if gate else 0
    writer.sendto(body, (address, 0))
    mine = lambda: any(packet.endswith(body) for packet in got)
    if gate:
        counted = dropped(gate, name, before, 1)
        pump(mine, ECHO)
        answer = "no it arrived" if mine() else "ok" if counted else "no " + name + " did not rise"
    else:
        answer = "ok" if pump(mine, BOUND) else "no it did not arrive"
    drop(reader)
    writer.close()
    return answer


# A policy that changes while traffic flows.

def retransmissions(sock):
    info = array.array("B", sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104))
    return struct.unpack_from("I", info, 100)[0]


def do_churn(namespace, address, protocol, always, never, rounds):
    """New connections in a row. None to `always` is lost even once, none to `never` (udp) is answered."""
    always, never, lost, passed = int(always), int(never), 0, {}
    attempt = try_tcp if protocol == "tcp" else try_udp
    socks = []
    for _ in range(int(rounds)):
        result = {}
        sock = attempt(namespace, address, always, result)
        arrived = pump(lambda: result, BOUND / 5) and result[always] == "open"
        if not arrived or protocol == "tcp" and retransmissions(sock):
            lost += 1
        drop(sock)
        socks.append(try_udp(namespace, address, never, passed))
    pump(lambda: False, ECHO)
    for sock in socks:
        drop(sock)
    return "ok" if not lost and not passed else f"no {lost} lost, {len(passed)} passed"


def do_send(namespace, address, port, count):
    """Datagrams, each from a port of its own, without waiting for anything."""
    for _ in range(int(count)):
        sock = client(namespace, address, socket.SOCK_DGRAM)
        sock.sendto(b"x" * settings["size"], (address, int(port)))
        sock.close()
    return "ok"


def do_counter(gate, name):
    return "ok " + counters(gate)[name]


def do_rises(gate, name, before, count):
    """The counter becomes before + count and not more."""
    wanted = int(before) + int(count)
    pump(lambda: counter(gate, name) >= wanted, BOUND)
    pump(lambda: False, ECHO)
    now = counter(gate, name)
    return "ok" if now == wanted else f"no {name} is {now}, not {wanted}"


def do_set(name, value):
    settings[name] = int(value)
    return "ok"


def main():
    for line in sys.stdin:
        command, *arguments = line.split()
        try:
            answer = globals()["do_" + command](*arguments)
        except OSError as error:
            answer = f"no {command}: {error}"
        enter(".")
        print(answer, flush=True)


main()
