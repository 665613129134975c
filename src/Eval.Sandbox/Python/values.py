# Values that cross between the candidate's process and the judge's.
#
# The candidate's side is hostile: whatever arrives is decoded here into exact builtin types and nothing else. No pickle, no class of the
# candidate's, so an object whose __eq__ is always True arrives as an inert handle that equals nothing.
# Wire form: one JSON document behind a 4-byte big-endian length. Plain JSON values stand for themselves, everything else is a tagged array.

import json
import os
import struct
import sys

MAX_MESSAGE = 32 << 20
_INT64 = 1 << 63
_LENGTH = struct.Struct(">I")
_SCALARS = frozenset((type(None), bool, float, str))
_SEQUENCES = {list: "l", tuple: "t", set: "s", frozenset: "f"}
_SEQUENCE_OF = {"l": list, "t": tuple, "s": set, "f": frozenset}
# Immutable values of the standard library that tests compare: module, name, to text, from text.
_TEXT_VALUES = {
    "decimal.Decimal": (str, lambda cls, text: cls(text)),
    "fractions.Fraction": (str, lambda cls, text: cls(text)),
    "datetime.date": (lambda v: v.isoformat(), lambda cls, text: cls.fromisoformat(text)),
    "datetime.time": (lambda v: v.isoformat(), lambda cls, text: cls.fromisoformat(text)),
    "datetime.datetime": (lambda v: v.isoformat(), lambda cls, text: cls.fromisoformat(text)),
}


def encode(value, keep):
    """Turns a value into its wire form; keep(value) gives the number of a handle for what has none."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is int:
        return value if -_INT64 <= value < _INT64 else ["i", hex(value)]
    tag = _SEQUENCES.get(kind)
    if tag is not None:
        return [tag, [encode(item, keep) for item in value]]
    if kind is dict:
        return ["d", [[encode(k, keep), encode(v, keep)] for k, v in value.items()]]
    if kind is bytes or kind is bytearray:
        return ["b" if kind is bytes else "B", value.hex()]
    if kind is complex:
        return ["c", value.real, value.imag]
    if kind is range:
        return ["r", encode(value.start, keep), encode(value.stop, keep), encode(value.step, keep)]
    return _encode_other(value, kind, keep)


def _encode_other(value, kind, keep):
    # Subclasses of builtins become the builtin they extend: a Counter is compared as a dict, a namedtuple as a tuple.
    if isinstance(value, int):
        return encode(int.__add__(value, 0), keep)
    if isinstance(value, float):
        return float.__add__(value, 0.0)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, dict):
        return ["d", [[encode(k, keep), encode(v, keep)] for k, v in dict.items(value)]]
    for base, tag in _SEQUENCES.items():
        if isinstance(value, base):
            return [tag, [encode(item, keep) for item in base.__iter__(value)]]
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name in _TEXT_VALUES:
        return ["x", name, _TEXT_VALUES[name][0](value)]
    if name == "datetime.timedelta":
        return ["y", value.days, value.seconds, value.microseconds]
    return ["h", keep(value), getattr(kind, "__name__", "object")]


def decode(form, handle):
    """Turns a wire form into exact builtin types; handle(number, name) makes what stands for the other side's object."""
    if type(form) is not list:
        return form
    tag = form[0]
    if tag in _SEQUENCE_OF:
        return _SEQUENCE_OF[tag]([decode(item, handle) for item in form[1]])
    if tag == "d":
        return {decode(k, handle): decode(v, handle) for k, v in form[1]}
    if tag == "i":
        return int(form[1], 16)
    if tag == "b":
        return bytes.fromhex(form[1])
    if tag == "B":
        return bytearray.fromhex(form[1])
    if tag == "c":
        return complex(_number(form[1]), _number(form[2]))
    if tag == "r":
        return range(*(decode(item, handle) for item in form[1:4]))
    if tag == "x" and form[1] in _TEXT_VALUES and type(form[2]) is str:
        module, name = form[1].split(".")
        return _TEXT_VALUES[form[1]][1](getattr(__import__(module), name), form[2])
    if tag == "y":
        return __import__("datetime").timedelta(*(int(part) for part in form[1:4]))
    if tag == "h" and type(form[1]) is int:
        return handle(form[1], str(form[2])[:80])
    raise ValueError("not a value")


def _number(value):
    if type(value) not in (int, float):
        raise ValueError("not a number")
    return value


def send(fd, message):
    """Writes one message to a pipe."""
    data = json.dumps(message).encode("ascii")
    if len(data) > MAX_MESSAGE:
        raise MemoryError("a value is too large to pass between program and tests")
    data = memoryview(_LENGTH.pack(len(data)) + data)
    while data:
        data = data[os.write(fd, data):]


def receive(fd):
    """Reads one message from a pipe; None at its end."""
    head = read_exactly(fd, 4)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MAX_MESSAGE:
        raise MemoryError("a value is too large to pass between program and tests")
    body = read_exactly(fd, length)
    return None if body is None else json.loads(body)


def read_exactly(fd, count):
    """Reads count bytes, or None when the stream ends before."""
    if count == 0:
        return b""
    data = os.read(fd, count)
    if len(data) == count:
        return data
    parts = []
    while data:
        parts.append(data)
        count -= len(data)
        if count == 0:
            return b"".join(parts)
        data = os.read(fd, min(count, 1 << 20))
    return None
