# First words of a container's process 1: loads the modules and the program that its arguments hold, and gives way to the program.
#
# An image keeps its library as source. Compiling it here would leave the heap twice as large as what stays in it, and every process that
# is forked later pays for the size: a child compiles everything into a folder that this process then reads and removes.

import gc
import marshal
import os
import sys

_FOLDER = "/tmp/compiled"
_MODULES, _PROGRAM = sys.argv[1:]
del sys.argv[1:]


def _import_modules():
    exec(_MODULES, {})
    # What the program itself needs besides.
    import ctypes, json, signal, traceback  # noqa: E401, F401


def _compile_all():
    sys.dont_write_bytecode = False
    _import_modules()
    with open(_FOLDER + "/program", "wb") as file:
        marshal.dump(compile(_PROGRAM, "<sandbox>", "exec", dont_inherit=True), file)


def _load():
    child = os.fork()
    if child == 0:
        try:
            _compile_all()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    _import_modules()
    try:
        with open(_FOLDER + "/program", "rb") as file:
            return marshal.load(file)
    except (OSError, EOFError, ValueError, TypeError):
        return compile(_PROGRAM, "<sandbox>", "exec", dont_inherit=True)


def _remove(folder):
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            _remove(entry.path)
        else:
            os.unlink(entry.path)
    os.rmdir(folder)


gc.disable()
sys.pycache_prefix = _FOLDER
_code = _load()
sys.pycache_prefix = None
if os.path.isdir(_FOLDER):
    _remove(_FOLDER)
exec(_code)
