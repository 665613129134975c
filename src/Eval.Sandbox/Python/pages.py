# Memory on pages of 2 MB, and a fork that copies them at once, for machines on which a page fault is dear.
#
# A forked process shares its parent's memory until it writes to it; then every page of 4 KB costs a fault and a copy. Where the processor
# handles a machine's page tables, a fault takes well under a microsecond and there is nothing to gain. A virtual machine whose page tables
# are kept by software needs 15 and more for each, and three to six hundred of them are then most of what judging a program costs. There:
#   - the interpreter's code, its data and the heap move to pages of 2 MB in process 1;
#   - a child takes its own copy of data and heap before anything else, with one call for each run of such pages (MADV_COLLAPSE);
#   - the parent waits for that inside the same call, because a write of its own would break up the pages that the child is about to copy.
# Whatever of this a machine refuses is left out; what is judged, and how, is the same with and without it. x86-64, Linux 6.1 and newer.

import ctypes
import os
import time

_HUGE, _PAGE = 2 << 20, 4096
_READ_WRITE, _READ_EXECUTE = 3, 5
_PRIVATE_ANONYMOUS, _NO_REPLACE, _FIXED, _MAY_MOVE = 0x22, 0x100000, 2, 1
_LARGE, _SMALL, _POPULATE_WRITE, _COLLAPSE = 14, 15, 23, 25
_POLL_IN = 1
_TOP_PAD = -2
# Of the heap, in bytes: what a child finds free and has copied, and how it grows beyond.
_ROOM, _GROWTH = 512 << 10, 1 << 20
_READ_CALL, _WRITE_CALL, _POLL_CALL, _MADVISE_CALL = 0, 1, 7, 28
# From this many microseconds for the first write to a page on, a process that is forked copies its memory at once.
_DEAR_FAULT = 3

# fork(), then system calls from a table: in the child the first, in the parent the second. Each row is a number and three arguments; a
# negative number ends the table. Nothing of Python's runs in between, so no page of the heap is touched.
_FORK_THEN_CALL = bytes.fromhex(
    "f30f1efa"              # endbr64
    "53 4154 4883ec08"      # push rbx; push r12; sub rsp, 8
    "4889fb 4989f4"         # mov rbx, rdi (child's table); mov r12, rsi (parent's table)
    "ffd2 48890424"         # call rdx (fork); mov [rsp], rax
    "85c0 7820"             # test eax, eax; js end
    "490f45dc"              # cmovnz rbx, r12
    "488b03 4885c0 7814"    # next: mov rax, [rbx]; test rax, rax; js end
    "488b7b08 488b7310"     # mov rdi, [rbx+8]; mov rsi, [rbx+16]
    "488b5318 0f05"         # mov rdx, [rbx+24]; syscall
    "4883c320 ebe4"         # add rbx, 32; jmp next
    "488b0424 4883c408"     # end: mov rax, [rsp]; add rsp, 8
    "415c 5b c3")           # pop r12; pop rbx; ret

# Copies memory that is in use and puts the copy in its place: mremap(to, length, length, MAYMOVE | FIXED, from).
_COPY_THEN_MOVE = bytes.fromhex(
    "f30f1efa"              # endbr64
    "4989f8 4989d1 4889d1"  # mov r8, rdi (from); mov r9, rdx; mov rcx, rdx (length)
    "4989f2 4889f7 4c89c6"  # mov r10, rsi (to); mov rdi, rsi; mov rsi, r8
    "f3a4"                  # rep movsb
    "4c89d7 4c89ce 4c89ca"  # mov rdi, r10; mov rsi, r9; mov rdx, r9
    "41ba03000000"          # mov r10d, 3
    "b819000000 0f05 c3")   # mov eax, 25; syscall; ret

_pointer, _size, _int = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
_NOWHERE = _size(-1).value


class _Usage(ctypes.Structure):
    """glibc's struct mallinfo2; its last number is what is left at the end of the heap."""
    _fields_ = [("numbers", _size * 10)]


_libc = ctypes.PyDLL(None)
for _function, _result, _arguments in (
        (_libc.mmap, _pointer, (_pointer, _size, _int, _int, _int, ctypes.c_long)), (_libc.munmap, _int, (_pointer, _size)),
        (_libc.mremap, _pointer, (_pointer, _size, _size, _int, _pointer)), (_libc.mprotect, _int, (_pointer, _size, _int)),
        (_libc.madvise, _int, (_pointer, _size, _int)), (_libc.sbrk, _pointer, (ctypes.c_long,)),
        (_libc.malloc, _pointer, (_size,)), (_libc.free, None, (_pointer,))):
    _function.restype, _function.argtypes = _result, _arguments

# The system's own fork, with the interpreter's lock held: what os.fork does besides (threads, locks, hooks) costs more than forking, and
# this process has one thread only.
_fork = _libc.fork


def use_large_pages():
    """Moves what is loaded to large pages and lets children copy them at once, if that is quicker here and can be done."""
    global _fork
    try:
        if os.uname().machine == "x86_64" and _faults_are_dear():
            interpreter = _interpreter()
            chunks = [*_move_data(interpreter), *_widen_heap()]
            _move_code(interpreter)
            if chunks:
                _fork = _fork_that_copies(chunks)
    except OSError:
        # No memory, or none that may be executed: what was moved until then stays where it is.
        pass


def _down(address):
    return address // _HUGE * _HUGE


def _up(address):
    return -(-address // _HUGE) * _HUGE


def _runs(chunks):
    """Start and length of what lies side by side."""
    starts = [chunk for chunk in chunks if chunk - _HUGE not in chunks]
    ends = [chunk + _HUGE for chunk in chunks if chunk + _HUGE not in chunks]
    return [(start, end - start) for start, end in zip(starts, ends)]


def _map(length):
    start = _libc.mmap(None, length, _READ_WRITE, _PRIVATE_ANONYMOUS, -1, 0)
    if start == _NOWHERE:
        raise OSError("no memory")
    return start


def _memory(length):
    """New memory that begins where a large page does."""
    start = _map(length + _HUGE)
    aligned = _up(start)
    if aligned > start:
        _libc.munmap(start, aligned - start)
    _libc.munmap(aligned + length, start + _HUGE - aligned)
    _libc.madvise(aligned, length, _LARGE)
    return aligned


def _faults_are_dear():
    """Measures the first write to pages, the quickest of some tries, and whether such pages can be made one large page."""
    start = _memory(_HUGE)
    _libc.madvise(start, _HUGE, _SMALL)
    pages = 64
    quickest = float("inf")
    for number in range(4):
        begun = time.perf_counter()
        ctypes.memset(start + number * pages * _PAGE, 1, pages * _PAGE)
        quickest = min(quickest, time.perf_counter() - begun)
    _libc.madvise(start, _HUGE, _LARGE)
    is_whole = _libc.madvise(start, _HUGE, _COLLAPSE) == 0
    _libc.munmap(start, _HUGE)
    return is_whole and quickest / pages * 1e6 >= _DEAR_FAULT


def _mappings():
    """Start, end, permissions and name of all memory of this process."""
    with open("/proc/self/maps") as file:
        for line in file:
            place, permissions, _, _, _, *name = line.split()
            start, end = (int(text, 16) for text in place.split("-"))
            yield start, end, permissions, name[0] if name else ""


def _interpreter():
    """The mappings of the file that the interpreter's code is in."""
    code = ctypes.cast(ctypes.pythonapi.Py_Initialize, _pointer).value
    mappings = list(_mappings())
    file = next(name for start, end, _, name in mappings if start <= code < end)
    return [mapping for mapping in mappings if mapping[3] == file]


def _move_code(interpreter):
    """Code and constants never change: a copy can take their place at any time."""
    fixed = [mapping for mapping in interpreter if "w" not in mapping[2]]
    start, end = _up(fixed[0][0]), _down(fixed[-1][1])
    if end <= start or any(one[1] != next[0] for one, next in zip(fixed, fixed[1:])):
        return
    copy = _memory(end - start)
    ctypes.memmove(copy, start, end - start)
    _libc.madvise(copy, end - start, _COLLAPSE)
    if _libc.mprotect(copy, end - start, _READ_EXECUTE) == 0:
        _libc.mremap(copy, end - start, end - start, _MAY_MOVE | _FIXED, start)


def _move_data(interpreter):
    """Moves the interpreter's own variables, where nothing but them and constants of the same file is in the way; gives the chunks."""
    own = list(interpreter)
    written = [mapping for mapping in own if "w" in mapping[2]]
    end = written[-1][1]
    for mapping in _mappings():
        if mapping[0] == end and mapping[2:] == ("rw-p", ""):
            own.append(mapping)
            end = mapping[1]
    chunks = [chunk for chunk in range(_down(written[0][0]), _up(end), _HUGE) if _is_free_for(own, chunk)]
    move = _machine_code(_COPY_THEN_MOVE, ctypes.c_long, _pointer, _pointer, _size)
    for start, length in _runs(chunks):
        move(start, _memory(length), length)
        _libc.madvise(start, length, _COLLAPSE)
    # A chunk with hardly a variable in it is not worth copying.
    first = written[0][0]
    return [chunk for chunk in chunks if chunk + _HUGE - first >= _HUGE // 8]


def _is_free_for(own, chunk):
    """Whether all that lies in the chunk is in the list and no code; fills what is not mapped."""
    for start, end, permissions, name in _mappings():
        if start < chunk + _HUGE and end > chunk and ("x" in permissions or (start, end, permissions, name) not in own):
            return False
    at = chunk
    for start, end in sorted(mapping[:2] for mapping in own if mapping[0] < chunk + _HUGE and mapping[1] > chunk) + [(chunk + _HUGE, 0)]:
        if start > at and not _fill(at, start - at):
            return False
        at = max(at, end)
    return True


def _fill(start, length):
    """Maps memory at a place where there is none; whether that could be done."""
    place = _libc.mmap(start, length, _READ_WRITE, _PRIVATE_ANONYMOUS | _NO_REPLACE, -1, 0)
    if place == start:
        return True
    if place != _NOWHERE:
        _libc.munmap(place, length)
    return False


def _widen_heap():
    """Makes the heap begin and end where large pages do; gives the chunks."""
    heap = next((mapping for mapping in _mappings() if mapping[3] == "[heap]"), None)
    if heap is None:
        return []
    start, end = heap[:2]
    if start % _HUGE and not _fill(_down(start), start % _HUGE):
        start = _up(start)
    end = _grow_heap(end)
    if end % _HUGE and _libc.sbrk(_up(end) - end) != end:
        end = _down(end)
    length = _up(end) - _down(start)
    _libc.madvise(_down(start), length, _LARGE)
    _libc.madvise(_down(start), length, _COLLAPSE)
    return list(range(_down(start), _down(start) + length, _HUGE))


def _grow_heap(end):
    """Lets malloc itself take what it needs to end where a large page does, with room for most programs; gives the new end."""
    if not hasattr(_libc, "mallinfo2"):
        return end
    _libc.mallinfo2.restype = _Usage
    left = _libc.mallinfo2().numbers[-1]
    # A request for all that is left at the end makes malloc ask the system for it and the padding, less what is left, in whole pages.
    _libc.mallopt(_TOP_PAD, _up(end + _ROOM) - end - _PAGE)
    _libc.free(_libc.malloc(left))
    _libc.mallopt(_TOP_PAD, _GROWTH)
    return _libc.sbrk(0)


def _machine_code(code, result, *arguments):
    """A function of these bytes, in a page of its own that cannot be written to."""
    page = _map(_PAGE)
    ctypes.memmove(page, code, len(code))
    if _libc.mprotect(page, _PAGE, _READ_EXECUTE) != 0:
        raise OSError("machine code is not allowed here")
    return ctypes.PYFUNCTYPE(result, *arguments)(page)


def _fork_that_copies(chunks):
    """A fork after which the child has large pages of its own before the parent goes on."""
    go, gone = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    # One entry of poll() for the reading end, and a byte to read into.
    gate = ctypes.create_string_buffer(go.to_bytes(4, "little") + _POLL_IN.to_bytes(4, "little") + bytes(8))
    poll = ctypes.addressof(gate)
    byte = poll + 8
    # A large page that is shared is taken for done already: a first write breaks it up, in the child.
    child = [(_MADVISE_CALL, chunk, _PAGE, _POPULATE_WRITE) for chunk in chunks]
    child += [(_MADVISE_CALL, start, length, _COLLAPSE) for start, length in _runs(chunks)]
    child += [(_WRITE_CALL, gone, byte, 1)]
    # A child that could not say that it is done was killed: the harness's own deadline is longer than this.
    parent = [(_POLL_CALL, poll, 1, 5000), (_READ_CALL, go, byte, 1)]
    tables = [(ctypes.c_long * (4 * len(rows) + 1))(*(value for row in rows for value in row), -1) for rows in (child, parent)]
    call = _machine_code(_FORK_THEN_CALL, _int, _pointer, _pointer, _pointer)
    arguments = [*(_pointer(ctypes.addressof(table)) for table in tables), ctypes.cast(_libc.fork, _pointer)]
    # The last names keep alive what the machine code reads.
    return lambda kept=(gate, tables): call(*arguments)
