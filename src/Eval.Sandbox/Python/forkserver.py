# PID 1 of a sandbox container: judges one program after another, each in fresh processes that it forks and then kills.
#
# It speaks over the container's stdin and stdout: a 4-byte length, a JSON header, then the bytes that the header announces.
#   request   {"id", "mode", "cpu", "wall", "program": bytes, "job": bytes}, program, job
#   reply     {"id", "ok", "code", "why", "cpu", "wall", "sizes": [message, stdout, stderr]}, message, stdout, stderr
# Program and job are read from stdin by the processes that need them and never enter this one: a later candidate, forked from here, must
# find neither in its memory. For the same reason what the processes say is kept in fixed buffers that are wiped after every sample.
#
# "ok": false means that something here is not as it was; the harness then throws the container away. So does this process ending.

import errno
import gc
import signal


PR_SET_DUMPABLE = 4


def harden():
    """Makes this process unreadable to its children and leaves 0, 1 and 2 on /dev/null; gives the private stdin and stdout."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    source, sink = os.dup(0), os.dup(1)
    null = os.open("/dev/null", os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)
    for number in (signal.SIGPIPE, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.umask(0o077)
    os.chdir("/tmp")
    return source, sink


class Server:
    def __init__(self, source, sink):
        self.source, self.sink = source, sink
        self.out, self.err = Tail(), Tail()
        self.verdict = memoryview(bytearray(4096))
        oom = next((f for f in ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control") if os.access(f, os.R_OK)), None)
        self.oom_file = oom and os.open(oom, os.O_RDONLY)
        self.oom_before = 0
        self.limits_file = os.open("/proc/self/limits", os.O_RDONLY)
        self.clean = self.state()

    def state(self):
        """What no program may change: limits, priority, processors, folder of this process, and an empty /tmp."""
        disk = os.statvfs("/tmp")
        return (os.pread(self.limits_file, 4096, 0), os.getpriority(os.PRIO_PROCESS, 0), os.sched_getaffinity(0), os.sched_getscheduler(0), os.getcwd(),
                os.getresuid(), disk.f_bfree, disk.f_ffree)

    def oom_kills(self):
        if self.oom_file is None:
            return 0
        # "oom_kill N", the first or the last line.
        _, _, count = (b"\n" + os.pread(self.oom_file, 4096, 0)).partition(b"\noom_kill ")
        return int(count.split(b"\n")[0] or 0)

    def write(self, header, *parts):
        data = json.dumps(header).encode()
        parts = [memoryview(_LENGTH.pack(len(data)) + data), *(part for part in parts if len(part))]
        while parts:
            count = os.writev(self.sink, parts)
            while parts and count >= len(parts[0]):
                count -= len(parts.pop(0))
            if parts:
                parts[0] = parts[0][count:]

    def serve(self):
        self.write({"ready": True, "python": sys.version.split()[0], "pid": os.getpid()})
        while True:
            head = read_exactly(self.source, 4)
            body = head and read_exactly(self.source, _LENGTH.unpack(head)[0])
            if not body:
                return
            request = json.loads(body)
            sample = Sample(self, request)
            try:
                self.oom_before = self.oom_kills()
                reply = sample.run()
                trouble = self.tidy()
            except Exception as error:
                reply, trouble = {"code": CRASHED, "why": "", "cpu": 0, "wall": 0}, f"{type(error).__name__}: {error}"
            message = self.verdict[NONCE + 1:NONCE + 1 + sample.message]
            sizes = [len(message), self.out.filled, self.err.filled]
            self.write({"id": request["id"], "ok": not trouble, "trouble": trouble, **reply, "sizes": sizes}, message, self.out.content(), self.err.content())
            if trouble:
                return
            self.out.wipe()
            self.err.wipe()
            self.verdict[:] = bytes(4096)

    def tidy(self):
        """Empties /tmp and checks that all is as at the start; gives what is not."""
        state = self.state()
        if os.listdir("/tmp") or state != self.clean:
            for uid in (CANDIDATE_UID, JUDGE_UID, CANDIDATE_UID):
                if os.listdir("/tmp"):
                    os.waitpid(in_child(lambda: empty_as(uid)), 0)
            state = self.state()
        return "" if state == self.clean else f"the container changed: {[n for n, (a, b) in enumerate(zip(state, self.clean)) if a != b]}"


def empty_as(uid):
    """In a child: removes what this uid owns below /tmp, however deep, without a path longer than two names."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    os.chdir("/tmp")
    number = 0
    progress = True
    while progress:
        progress = False
        for entry in os.scandir("/tmp"):
            if not entry.is_dir(follow_symlinks=False):
                progress |= attempt(os.unlink, entry.path)
                continue
            attempt(os.chmod, entry.path, 0o700)
            try:
                children = list(os.scandir(entry.path))
            except OSError:
                continue
            for child in children:
                if not child.is_dir(follow_symlinks=False):
                    progress |= attempt(os.unlink, child.path)
                else:
                    attempt(os.chmod, child.path, 0o700)
                    number += 1
                    progress |= attempt(os.rename, child.path, f"/tmp/.removing-{os.getpid()}-{number}")
            progress |= attempt(os.rmdir, entry.path)


def attempt(action, *arguments):
    try:
        action(*arguments)
        return True
    except OSError as error:
        if error.errno in (errno.EMFILE, errno.ENFILE):
            raise
        return False


def main():
    source, sink = harden()
    sys.setrecursionlimit(1000)
    gc.collect()
    gc.disable()
    make_immortal()
    gc.freeze()
    use_large_pages()
    Server(source, sink).serve()


if __name__ == "__main__":
    main()
