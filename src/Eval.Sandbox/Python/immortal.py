# A count of references is a write, and in a forked process the first write to a page copies it. Nothing that exists when the fork server is
# ready ever dies there, so it is marked as immortal (PEP 683, CPython 3.12 and newer): Python then leaves its count alone.

import ctypes
import gc

_IMMORTAL = 0xFFFFFFFF
# Counts below this are counts.
_MORTAL = 0x7FFFFFFF


def counts_can_be_stopped():
    """Tries on one object whether its first word counts references and whether this interpreter leaves an immortal one alone."""
    probe = []
    count = ctypes.c_uint32.from_address(id(probe))
    before = count.value
    references = [probe] * 100
    if count.value != before + 100:
        return False
    count.value = _IMMORTAL
    references *= 2
    is_left = count.value == _IMMORTAL
    del references
    is_left = is_left and count.value == _IMMORTAL
    # Whatever became of the count, the probe must outlive this.
    count.value = _IMMORTAL
    return is_left


def make_immortal():
    """Stops the counts of all objects that can be reached."""
    if not counts_can_be_stopped():
        return
    # An object that is marked already was seen: no list of what was, which would leave the heap larger than what stays in it.
    count_of = ctypes.c_uint32.from_address
    waiting = gc.get_objects()
    while waiting:
        for found in gc.get_referents(waiting.pop()):
            count = count_of(id(found))
            if count.value < _MORTAL and found is not waiting:
                count.value = _IMMORTAL
                waiting.append(found)
