# A count of references is a write, and in a forked process the first write to a page copies it. Nothing that exists when the fork server is
# ready ever dies there, so it is marked as immortal (PEP 683, CPython 3.12 and newer): Python then leaves its count alone.

import ctypes
import gc
import sys

_IMMORTAL = 0xFFFFFFFF


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
    found = set()
    waiting = [*gc.get_objects(), sys.modules]
    own = {id(found), id(waiting)}
    while waiting:
        item = waiting.pop()
        if id(item) not in found and id(item) not in own:
            found.add(id(item))
            waiting += gc.get_referents(item)
    for address in found:
        ctypes.c_uint32.from_address(address).value = _IMMORTAL
