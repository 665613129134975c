# Run as tests in a fresh container: is it what was asked for? MEMORY, PROCESSES and ONE_PROCESSOR are set before.

import ctypes
import os
import resource
import socket
import time

problems = []


def lowest(name, controller, old_name, read):
    """The lowest limit between this process's control group and the topmost that can be seen; None where no file tells one."""
    found = []
    with open("/proc/self/cgroup") as file:
        groups = [line.rstrip("\n").split(":", 2) for line in file]
    for _, controllers, path in groups:
        if controllers and controller not in controllers.split(","):
            continue
        root, file = ("/sys/fs/cgroup/" + controllers, old_name) if controllers else ("/sys/fs/cgroup", name)
        parts = [part for part in path.split("/") if part and part != ".."]
        for depth in range(len(parts) + 1):
            try:
                with open("/".join([root, *parts[:depth], file])) as limit:
                    found.append(read(limit.read().split()))
            except OSError:
                pass
    return min(found, default=None)


def number(words):
    return float("inf") if words[0] == "max" else int(words[0])


def check_limit(what, limit, wanted):
    if limit is None:
        problems.append(f"no control group tells whether {what} is limited")
    elif limit > wanted:
        problems.append(f"{what} is not limited")


def check_processes():
    """Where no file tells, forks until it is refused."""
    limit = lowest("pids.max", "pids", "pids.max", number)
    if limit is not None:
        check_limit("the number of processes", limit, PROCESSES)
        return
    try:
        for _ in range(PROCESSES + 1):
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
        problems.append("the number of processes is not limited")
    except BlockingIOError:
        pass


def check_privileges():
    with open("/proc/self/status") as file:
        status = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    if int(status["CapBnd"], 16) & ~0xE0:
        problems.append("it has capabilities that it was not given")
    if status.get("NoNewPrivs") != "1":
        problems.append("it may gain privileges")
    if status.get("Seccomp") != "2":
        problems.append("system calls are not filtered (seccomp)")
    pid = os.fork()
    if pid == 0:
        os._exit(0 if ctypes.CDLL(None).unshare(0x10000000) else 1)
    if os.waitpid(pid, 0)[1]:
        problems.append("it may make user namespaces")
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] > 256:
        problems.append("the number of open files is not limited")


def check_places():
    with open("/proc/self/mounts") as file:
        mounts = {words[1]: words[3].split(",") for words in map(str.split, file)}
    if "ro" not in mounts["/"]:
        problems.append("its root can be written")
    for place in sorted(set(mounts) | {"/run", "/var/tmp", "/dev/shm", "/var/lock", "/run/lock"} - {"/tmp"}):
        if place not in ("/tmp", "/dev/mqueue") and os.path.isdir(place) and os.access(place, os.W_OK):
            problems.append(f"{place} can be written")
    disk = os.statvfs("/tmp")
    if disk.f_blocks * disk.f_frsize > 16 << 20:
        problems.append("/tmp is not limited")


def check_reach():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            problems.append("it has a network")
        except OSError:
            pass
    for setting in ("kernel/shmmni", "kernel/msgmni", "fs/mqueue/queues_max"):
        try:
            with open("/proc/sys/" + setting) as file:
                if int(file.read()) > 0:
                    problems.append(f"{setting.replace('/', '.')} is not 0, so that one program could leave something to the next")
        except FileNotFoundError:
            pass


check_limit("memory", lowest("memory.max", "memory", "memory.limit_in_bytes", number), MEMORY)
if ONE_PROCESSOR:
    quota = lowest("cpu.max", "cpu", "cpu.cfs_quota_us", lambda words: float("inf") if words[0] in ("max", "-1") else int(words[0]))
    check_limit("processor time", quota, 100_000)
check_processes()
check_privileges()
check_places()
check_reach()
assert not problems, "; ".join(problems)
