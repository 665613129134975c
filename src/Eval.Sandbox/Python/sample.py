# One program under judgement in a container: its processes, their limits, its verdict. Used by PID 1 (forkserver.py); how it forks, and the
# C library, are pages.py's.

import _signal
import gc
import random
import resource
import select
import signal
import time

CANDIDATE_UID, JUDGE_UID = 65534, 65533
MEMORY_LIMIT = 384 << 20
TAIL = 8192
OUTPUT_LIMIT = 64 << 20
JUDGE_MESSAGE = 2048
NONCE = 16

_INTERRUPT = int(signal.SIGINT)
_PROCESSORS = os.sched_getaffinity(0)
_HANDLED = tuple(int(number) for number in (signal.SIGPIPE, signal.SIGINT, signal.SIGTERM, signal.SIGHUP))

CPU_TIMEOUT, WALL_TIMEOUT, OUTPUT_EXCEEDED, CRASHED = "T", "W", "O", "X"


class Tail:
    """The last bytes that came out of a pipe, in a buffer that is wiped after use."""

    def __init__(self):
        self.buffer = bytearray(TAIL)
        self.view = memoryview(self.buffer)
        self.total = 0
        self.filled = 0

    def read(self, fd):
        """Takes in what is there; False at the end of the stream."""
        if self.filled == TAIL:
            self.view[:TAIL // 2] = self.view[TAIL // 2:]
            self.filled = TAIL // 2
        count = os.readv(fd, [self.view[self.filled:]])
        self.filled += count
        self.total += count
        return count > 0

    def content(self):
        return self.view[:self.filled]

    def wipe(self):
        self.view[:] = bytes(TAIL)
        self.total = self.filled = 0


def is_readable(fd, seconds):
    # select.select would touch 48 KB of stack.
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def become(uid, keep, stdout, stderr, cpu):
    """In a child: takes its descriptors, limits and uid. keep are the descriptors that stay, from 3 on."""
    # Plain calls: every page of memory that a child touches first is copied for it, and that is most of what a sample costs.
    for number in _HANDLED:
        _signal.signal(number, _signal.default_int_handler if number == _INTERRUPT else _signal.SIG_DFL)
    if uid == CANDIDATE_UID:
        file = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        os.write(file, b"1000")
        os.close(file)
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    high = [os.dup2(fd, 100 + index) for index, fd in enumerate(keep)]
    for index, fd in enumerate(high):
        os.dup2(fd, 3 + index)
    os.closerange(3 + len(keep), 256)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    # Forked to stay on its parent's processor; the program may run on any.
    os.sched_setaffinity(0, _PROCESSORS)
    os.setsid()
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    gc.enable()


def stay_on_this_processor():
    """Until told otherwise, for this process and what it forks: two processors that use the same memory must tell each other of every change."""
    processor = _libc.sched_getcpu()
    if processor in _PROCESSORS:
        os.sched_setaffinity(0, (processor,))


def in_child(body):
    """Forks; the child runs the body and ends without any clean-up of Python's."""
    pid = _fork()
    if pid < 0:
        raise OSError("no process could be made")
    if pid == 0:
        try:
            # What a hook of os.fork would do: no two programs draw the same numbers.
            random.seed()
            body()
        finally:
            os._exit(0)
    return pid


class Sample:
    """One program under judgement: its processes, its pipes, what came out of them."""

    def __init__(self, server, request):
        self.server = server
        self.request = request
        self.cpu_limit = max(1, -int(-float(request["cpu"]) // 1))
        self.descriptors = []
        self.used = 0.0
        self.statuses = {}
        self.message = 0

    def pipe(self):
        pair = os.pipe()
        self.descriptors += pair
        return pair

    def close(self, *descriptors):
        for fd in descriptors:
            self.descriptors.remove(fd)
            os.close(fd)

    def start(self):
        """Forks the processes. Each reads its own part of the request from stdin and says so before anything else is forked."""
        source = self.server.source
        request = self.request
        verdict, verdict_writer = self.pipe()
        out, out_writer = self.pipe()
        err, err_writer = self.pipe()
        ready, ready_writer = self.pipe()

        if request["mode"] == "split":
            to_candidate, from_judge = self.pipe()
            to_judge, from_candidate = self.pipe()

            def candidate():
                program = read_exactly(source, request["program"])
                os.write(ready_writer, b"r" if program is not None else b"")
                become(CANDIDATE_UID, (to_candidate, from_candidate), out_writer, err_writer, self.cpu_limit)
                serve_candidate(program.decode("utf-8", "replace"), 3, 4)

            self.candidate = in_child(candidate)
            self.expect_ready(ready)
            self.nonce = os.urandom(NONCE)

            def judge():
                job = read_exactly(source, request["job"])
                os.write(ready_writer, b"r" if job is not None else b"")
                null = os.open("/dev/null", os.O_WRONLY)
                become(JUDGE_UID, (to_judge, from_judge, verdict_writer), null, null, self.cpu_limit)
                self.announce(5, *run_judge(json.loads(job), 3, 4))

            self.judge = in_child(judge)
            self.expect_ready(ready)
            self.close(to_candidate, from_judge, to_judge, from_candidate)
        else:
            self.nonce = os.urandom(NONCE)

            def together():
                program, job = read_exactly(source, request["program"]), read_exactly(source, request["job"])
                os.write(ready_writer, b"r" if job is not None else b"")
                become(CANDIDATE_UID, (verdict_writer,), out_writer, err_writer, self.cpu_limit)
                job = json.loads(job)
                job["program"] = program.decode("utf-8", "replace")
                self.announce(3, *run_together(job))

            self.candidate = self.judge = in_child(together)
            self.expect_ready(ready)
        self.close(verdict_writer, out_writer, err_writer, ready, ready_writer)
        return verdict, out, err

    def expect_ready(self, ready):
        if not is_readable(ready, 20) or os.read(ready, 1) != b"r":
            raise EOFError("the request ended early")

    def announce(self, fd, letter, text):
        """In a child: one atomic write of the nonce, the letter and the line; then nothing more runs."""
        os.write(fd, self.nonce + letter.encode() + text.encode("utf-8", "replace")[:JUDGE_MESSAGE])
        os._exit(0)

    def watch(self, verdict, out, err, deadline):
        """Waits for the first of: verdict, the process that gives it ended, time is up, too much output. Gives the letter."""
        tails = {out: self.server.out, err: self.server.err}
        judge_fd = os.pidfd_open(self.judge)
        candidate_fd = judge_fd if self.judge == self.candidate else os.pidfd_open(self.candidate)
        self.descriptors += {judge_fd, candidate_fd}
        poll = select.poll()
        for fd in {verdict, out, err, judge_fd, candidate_fd}:
            poll.register(fd, select.POLLIN)
        while True:
            left = deadline - time.monotonic()
            events = dict(poll.poll(max(0, left) * 1000)) if left > 0 else {}
            if verdict in events and self.take_verdict(verdict):
                return self.letter
            for fd in (out, err):
                if fd in events and not tails[fd].read(fd):
                    poll.unregister(fd)
            if self.server.out.total + self.server.err.total > OUTPUT_LIMIT:
                return OUTPUT_EXCEEDED
            if judge_fd in events:
                return self.letter if self.take_verdict(verdict) else CRASHED
            if candidate_fd in events:
                # The judge sees the pipe's end, unless a process that the candidate left holds it open.
                poll.unregister(candidate_fd)
                deadline = min(deadline, time.monotonic() + 0.5)
            if left <= 0:
                return CRASHED if self.has_ended(self.candidate) else WALL_TIMEOUT

    def take_verdict(self, fd):
        """Reads the one verdict, if it is there and bears the nonce."""
        if not is_readable(fd, 0):
            return False
        buffer = self.server.verdict
        count = os.readv(fd, [buffer])
        if count <= NONCE or buffer[:NONCE] != self.nonce or buffer[NONCE] not in b"PFMG":
            self.letter = CRASHED
            return count > 0
        self.letter = chr(buffer[NONCE])
        self.message = count - NONCE - 1
        return True

    def has_ended(self, pid):
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def kill_all(self):
        """Kills every process of the container but this one, and reaps until there is none."""
        while True:
            try:
                os.kill(-1, signal.SIGKILL)
            except ProcessLookupError:
                pass
            try:
                pid, status, usage = os.wait4(-1, 0)
            except ChildProcessError:
                return
            self.statuses[pid] = status
            self.used += usage.ru_utime + usage.ru_stime
            self.reap_quickly()

    def reap_quickly(self):
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self.statuses[pid] = status
            self.used += usage.ru_utime + usage.ru_stime

    def explain_end(self, letter, ended):
        """Refines the letter by how the candidate's process ended by itself; gives both."""
        if letter not in (CRASHED, "G", WALL_TIMEOUT):
            return letter, ""
        over = self.used >= self.cpu_limit - 0.05
        if letter == WALL_TIMEOUT:
            return (CPU_TIMEOUT, "") if over else (letter, "")
        status = self.statuses.get(self.candidate, 0)
        # On a busy machine the kernel's own count runs ahead of the one that is reported to us: its kill near the limit is the limit's.
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGKILL, signal.SIGXCPU)
        if (over and not os.WIFEXITED(status)) or (killed and self.used >= 0.8 * self.cpu_limit):
            return CPU_TIMEOUT, ""
        if self.server.oom_kills() > self.server.oom_before:
            return MEMORY, "the kernel killed it"
        if not ended:
            return CRASHED, "closed its connection to the tests"
        if os.WIFEXITED(status):
            return CRASHED, f"exited with code {os.WEXITSTATUS(status)} before the tests had ended"
        return CRASHED, f"killed by {signal.Signals(os.WTERMSIG(status)).name}"

    def run(self):
        begun = time.monotonic()
        stay_on_this_processor()
        verdict, out, err = self.start()
        os.sched_setaffinity(0, _PROCESSORS)
        letter = self.watch(verdict, out, err, begun + float(self.request["wall"]))
        if letter == "G" and not self.has_ended(self.candidate):
            time.sleep(0.02)
        ended = self.has_ended(self.candidate)
        took = time.monotonic() - begun
        self.kill_all()
        for fd, tail in ((out, self.server.out), (err, self.server.err)):
            # Every writer is dead: what is left in the pipe is at most its capacity.
            while tail.read(fd):
                pass
        for fd in self.descriptors:
            os.close(fd)
        letter, why = self.explain_end(letter, ended)
        return {"code": letter, "why": why, "cpu": round(self.used, 4), "wall": round(took, 4)}
