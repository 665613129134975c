# The judge's side: runs the tests, which are trusted, against a program that is not.

import builtins
import traceback

PASSED, FAILED, MEMORY, GONE = "P", "F", "M", "G"


class CandidateGone(BaseException):
    """The candidate's process ended or closed its pipes. Not an Exception, so that a test's own handler does not swallow it."""


class CandidateError(Exception):
    """Stands in for an exception whose class only the program knows."""


class Connection:
    """Calls into the candidate's process, one at a time."""

    def __init__(self, reader, writer, objects):
        self.reader, self.writer, self.allows_objects = reader, writer, objects

    def handle(self, number, name):
        kind = RemoteObject if self.allows_objects else RemoteValue
        return kind(self, number, name)

    def number_of(self, value):
        """Arguments may be the program's own objects; anything else cannot cross."""
        if isinstance(value, RemoteValue):
            return value._number
        raise TypeError(f"a {type(value).__name__} cannot be passed to the program")

    def reply(self):
        try:
            message = receive(self.reader)
        except (ValueError, RecursionError, UnicodeError) as error:
            raise CandidateGone("sent something that is not a reply") from error
        if message is None:
            raise CandidateGone("ended")
        if type(message) is not dict:
            raise CandidateGone("sent something that is not a reply")
        if "e" in message:
            raise self._exception(message)
        try:
            return decode(message["v"], self.handle), message.get("a")
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise CandidateGone("sent something that is not a reply") from error

    def ask(self, operation, number=None, arguments=(), **more):
        request = {"o": operation, "h": number, "a": [encode(argument, self.number_of) for argument in arguments], **more}
        try:
            send(self.writer, request)
        except OSError as error:
            raise CandidateGone("ended") from error
        return self.reply()

    def _exception(self, message):
        kind = getattr(builtins, str(message["e"]), None)
        text = str(message.get("t", ""))
        error = None
        if isinstance(kind, type) and issubclass(kind, BaseException):
            try:
                error = kind(*(decode(form, self.handle) for form in message.get("a", ())))
            except Exception:
                pass
        if error is None:
            error = CandidateError(text)
        error.from_program = f"{message.get('c', 'Exception')}: {text}" if text else str(message.get("c", "Exception"))
        return error


class RemoteValue:
    """Something of the program's that is not a plain value. It equals only itself; nothing that a test compares it with is told to it."""

    def __init__(self, connection, number, name):
        self._connection, self._number, self._name = connection, number, name

    def _ask(self, operation, *arguments):
        return self._connection.ask(operation, self._number, arguments)[0]

    def __call__(self, *arguments, **keywords):
        connection = self._connection
        forms = {name: encode(value, connection.number_of) for name, value in keywords.items()}
        if not connection.allows_objects:
            return connection.ask("call", self._number, arguments, k=forms)[0]
        result, changed = connection.ask("call", self._number, arguments, k=forms, m=1)
        for argument, form in zip(arguments, changed or ()):
            _restore(argument, form, connection)
        return result

    def __iter__(self):
        return self._ask("iter")

    def __next__(self):
        return self._ask("next")

    def __len__(self):
        return self._ask("len")

    def __getitem__(self, key):
        return self._ask("item", key)

    def __str__(self):
        return self._ask("text")

    def __repr__(self):
        return f"<{self._name} of the program>"

    def __bool__(self):
        return bool(self._ask("bool"))

    def __int__(self):
        return self._ask("int")

    def __float__(self):
        return self._ask("float")


class RemoteObject(RemoteValue):
    """A RemoteValue whose attributes tests may use: only for benchmarks that ask for objects."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._ask("get", name)

    def __setattr__(self, name, value):
        if name in ("_connection", "_number", "_name"):
            object.__setattr__(self, name, value)
        else:
            self._ask("set", name, value)

    def __setitem__(self, key, value):
        self._ask("put", key, value)

    def __delitem__(self, key):
        self._ask("drop", key)

    def __repr__(self):
        return self._ask("repr")

    def __hash__(self):
        return id(self)


def _binary_between_objects(name):
    # Only between two objects of the program: a plain value on the other side may be the expected answer.
    def method(self, other):
        return self._ask("binary", name, other) if isinstance(other, RemoteObject) else NotImplemented
    return method


for _name in ("eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod"):
    setattr(RemoteObject, f"__{_name}__", _binary_between_objects(_name))


def _restore(argument, form, connection):
    """Gives a list, dict or set argument the content that the program left in it."""
    if type(argument) in (list, bytearray):
        value = decode(form, connection.handle)
        if type(value) is type(argument):
            argument[:] = value
    elif type(argument) in (dict, set):
        value = decode(form, connection.handle)
        if type(value) is type(argument):
            argument.clear()
            argument.update(value)


def run_judge(job, reader, writer):
    """Runs the tests; gives the verdict's letter and one line that explains it."""
    connection = Connection(reader, writer, job.get("objects", False))
    namespace = new_namespace()
    sources = {"<prelude>": job.get("prelude", ""), "<tests>": job["tests"], "<invocation>": job.get("invocation", "")}
    try:
        connection.reply()
        exec(compile(sources["<prelude>"], "<prelude>", "exec"), namespace)
        for name in job["exports"]:
            namespace[name] = connection.ask("name", n=name)[0]
        exec(compile(sources["<tests>"], "<tests>", "exec"), namespace)
        exec(compile(sources["<invocation>"], "<invocation>", "exec"), namespace)
    except CandidateGone as gone:
        return GONE, f"the program {gone}"
    except BaseException as error:
        return explain(error, sources)
    return PASSED, ""


def explain(error, sources):
    """Letter and line for an exception: what it was, and the line of the tests that it came from."""
    letter = MEMORY if isinstance(error, MemoryError) else FAILED
    try:
        text = getattr(error, "from_program", None)
        if text is None:
            text = "".join(traceback.format_exception_only(type(error), error)).strip().splitlines()[-1]
        place = ""
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename in sources:
                lines = sources[frame.filename].splitlines()
                if frame.filename != "<invocation>" and 0 < frame.lineno <= len(lines):
                    place = f" ({frame.filename[1:-1]} line {frame.lineno}: {lines[frame.lineno - 1].strip()[:300]})"
        return letter, text[:600] + place
    except BaseException:
        return letter, type(error).__name__


def run_together(job):
    """Program and tests in one namespace, HumanEval's original form; for comparability, not for hostile programs."""
    namespace = new_namespace()
    sources = {"<program>": job["program"], "<tests>": job["tests"], "<invocation>": job.get("invocation", "")}
    try:
        for name, source in sources.items():
            exec(compile(source, name, "exec"), namespace)
    except BaseException as error:
        report_exception(error)
        flush_output()
        return explain(error, sources)
    flush_output()
    return PASSED, ""
