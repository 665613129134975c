# The candidate's side: runs the program, then answers the judge's calls. Nothing of the tests is ever in this process.

import sys
import traceback
import types

_METHODS = frozenset(("call", "iter", "next", "len", "item", "text", "repr", "bool", "int", "float"))
_OBJECT_METHODS = frozenset(("get", "set", "put", "drop", "binary"))


def new_namespace():
    """A real module, so that dataclasses, pickle and typing find the program's names."""
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    return module.__dict__


def serve_candidate(source, reader, writer):
    """Runs the source, says how it went, then answers requests until the judge has no more."""
    namespace = new_namespace()
    objects = []

    def keep(value):
        objects.append(value)
        return len(objects) - 1

    try:
        exec(compile(source, "<program>", "exec"), namespace)
    except BaseException as error:
        report_exception(error)
        flush_output()
        send(writer, describe_exception(error, keep))
        return
    flush_output()
    send(writer, {"v": None})

    while True:
        request = receive(reader)
        if request is None:
            return
        try:
            reply = {"v": encode(_answer(request, namespace, objects, keep), keep)}
            if "changed" in request:
                reply["a"] = request["changed"]
        except BaseException as error:
            report_exception(error)
            reply = describe_exception(error, keep)
        flush_output()
        try:
            send(writer, reply)
        except (RecursionError, ValueError, MemoryError) as error:
            send(writer, describe_exception(error, keep))


def _answer(request, namespace, objects, keep):
    operation = request["o"]
    if operation == "name":
        return namespace[request["n"]]
    target = objects[request["h"]]
    arguments = [decode(form, lambda number, _: objects[number]) for form in request.get("a", ())]
    if operation == "call":
        keywords = {name: decode(form, lambda number, _: objects[number]) for name, form in request.get("k", {}).items()}
        result = target(*arguments, **keywords)
        if request.get("m"):
            # The benchmark lets programs change their arguments: say what they hold now.
            request["changed"] = [encode(argument, keep) for argument in arguments]
        return result
    return _OPERATIONS[operation](target, *arguments)


def _binary(target, name, other):
    return getattr(__import__("operator"), name)(target, other)


_OPERATIONS = {
    "iter": iter, "next": next, "len": len, "item": lambda target, key: target[key], "text": str, "repr": repr, "bool": bool,
    "int": int, "float": float, "get": getattr, "set": setattr, "put": lambda target, key, value: target.__setitem__(key, value),
    "drop": lambda target, key: target.__delitem__(key), "binary": _binary,
}


def flush_output():
    """Before anyone hears of a result: the process is killed as soon as the verdict is known."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass


def describe_exception(error, keep):
    """Wire form of an exception: the nearest builtin class and its arguments, so that a test can expect a ValueError."""
    builtin = next((c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins"), "Exception")
    try:
        arguments = [encode(argument, keep) for argument in error.args]
        text = str(error)[:500]
    except BaseException:
        arguments, text = [], ""
    return {"e": builtin, "c": str(type(error).__name__)[:80], "a": arguments, "t": text}


def report_exception(error):
    """Puts the traceback on stderr, for the report."""
    try:
        traceback.print_exception(type(error), error, error.__traceback__, limit=-8, file=sys.stderr)
    except BaseException:
        pass
