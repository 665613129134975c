# One WebAssembly instance: the candidate, the judge, or both together. The harness is on the other side of fds 0, 1 and 2.
#
# What comes in on fd 0 is messages as in values.py. What goes out on fd 1 is framed once more, so that the program's own output does not
# mix with messages: a kind, a 4-byte length, the bytes. Kinds: m message for the other instance, o output, v verdict (judge only).
# WASI has no processes: each side is a whole interpreter of its own, and neither can reach the memory of the other.
#
# The harness keeps a picture of the interpreter as it is after this file's last line; every instance begins there, with main().

import gc
import time



def emit(kind, data):
    data = memoryview(kind + _LENGTH.pack(len(data)) + data)
    while data:
        data = data[os.write(1, data):]


def send(fd, message):
    """Replaces the one for pipes: there is one way out."""
    data = json.dumps(message).encode("ascii")
    if len(data) > MAX_MESSAGE:
        raise MemoryError("a value is too large to pass between program and tests")
    emit(b"m", data)


class Output(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        emit(b"o", data)
        return len(data)


def announce(nonce, letter, text):
    emit(b"v", nonce.encode() + letter.encode() + text.encode("utf-8", "replace")[:2048])
    os._exit(0)


def judge_or_serve():
    start = receive(0)
    role = start["role"]
    if role == "judge":
        announce(start["nonce"], *run_judge(start["job"], 0, 1))
    sys.stdin = io.StringIO()
    sys.stdout = io.TextIOWrapper(Output(), encoding="utf-8", errors="backslashreplace")
    if role == "together":
        announce(start["nonce"], *run_together({**start["job"], "program": start["program"]}))
    source = start["program"]
    del start
    serve_candidate(source, 0, 1)


def main():
    """Never returns: what called it is not there any more."""
    try:
        gc.enable()
        # No two programs draw the same numbers.
        random.seed()
        judge_or_serve()
        os._exit(0)
    except BaseException as error:
        report_exception(error)
    os._exit(1)


def stop_here():
    """Tells the harness where to go on, and is stopped by it inside a call that touches nothing of Python's."""
    gc.collect()
    gc.disable()
    gc.freeze()
    os.write(2, f"{id(main)} {id(())} {id(type(main))}".encode())
    time.clock_getres(time.CLOCK_MONOTONIC)


if __name__ == "__main__":
    stop_here()
