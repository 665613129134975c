# Runs before the fork server where an engine's own filter of system calls lets programs make namespaces, as Podman's does: inside a user
# namespace of its own a program has every capability, and with it far more of the kernel. No program needs one. The filter below stays on
# this process and on everything that it forks: no namespaces, and no second set of system call numbers by which to ask for them.

import ctypes
import os
import struct

_CALLS = {
    # machine: (architecture of the audit interface, clone, unshare, setns, highest number + 1)
    "x86_64": (0xC000003E, 56, 272, 308, 0x40000000),
    "aarch64": (0xC00000B7, 220, 97, 268, 0xFFFFFFFF),
}
_CLONE3 = 435
_NAMESPACES = 0x7E020000
_LOAD, _EQUAL, _ABOVE, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _NOT_PERMITTED, _NO_SUCH_CALL = 0x7FFF0000, 0x00050001, 0x00050026
_PR_SET_SECCOMP, _FILTER = 22, 2


def seal():
    if os.uname().machine not in _CALLS:
        return
    architecture, clone, unshare, setns, end = _CALLS[os.uname().machine]
    # Each line: operation, jump if true, jump if not, value. Jumps count lines from the next; the last three lines are the answers.
    program = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 8, architecture),
        (_LOAD, 0, 0, 0),
        (_ABOVE, 6, 0, end),
        (_EQUAL, 5, 0, unshare),
        (_EQUAL, 4, 0, setns),
        (_EQUAL, 5, 0, _CLONE3),
        (_EQUAL, 0, 3, clone),
        (_LOAD, 0, 0, 16),
        (_ANY_BIT, 0, 1, _NAMESPACES),
        (_RETURN, 0, 0, _NOT_PERMITTED),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _NO_SUCH_CALL),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    prog = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_SECCOMP, _FILTER, ctypes.c_void_p(ctypes.addressof(prog)), 0, 0):
        raise OSError(ctypes.get_errno(), "the filter of system calls was refused")


seal()
