"""
A process that is cut off at one of its system calls, and a disk that forgets.

Within `CutOff`, the calls that change a disk are counted. At the given one the
process is dead: that call does half of what it should or nothing, and no later one
does anything, in whatever `finally` it stands. With a power cut, what was written and
never forced to disk is lost as well.
"""

import os
import threading
from contextlib import ExitStack
from unittest import mock

CALLS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir")


class DeadError(BaseException):
    """The process has ended here."""


class CutOff:
    """Runs a block until one of its system calls, counted from 1."""

    def __init__(self, at, *, power_cut_in=None):
        self.at = at
        self.count = 0
        self.is_dead = False
        self._power_cut_in = power_cut_in
        self._real = {name: getattr(os, name) for name in (*CALLS, "close")}
        self._open = set()
        self._unsynced = set()
        self._turn = threading.RLock()
        self._patches = ExitStack()

    def __enter__(self):
        for name in CALLS:
            self._patches.enter_context(mock.patch.object(os, name, self._call(name)))
        self._patches.enter_context(mock.patch.object(os, "close", self._close))
        return self

    def __exit__(self, kind, error, trace):
        self._patches.close()
        for handle in self._open:
            self._real["close"](handle)
        if self.is_dead and self._power_cut_in:
            for path in self._power_cut_in.rglob("*"):
                if path.is_file() and path.stat().st_ino in self._unsynced:
                    os.truncate(path, 0)
        return kind is DeadError

    def _call(self, name):
        def call(*arguments, **options):
            with self._turn:
                self._count(name, arguments)
                result = self._real[name](*arguments, **options)
                if name == "open":
                    self._open.add(result)
                elif name == "write":
                    self._unsynced.add(os.fstat(arguments[0]).st_ino)
                elif name == "fsync":
                    self._unsynced.discard(os.fstat(arguments[0]).st_ino)
                return result

        return call

    def _count(self, name, arguments):
        if self.is_dead:
            raise DeadError
        self.count += 1
        if self.count == self.at:
            self.is_dead = True
            if name == "write":
                handle, data = arguments
                self._unsynced.add(os.fstat(handle).st_ino)
                self._real["write"](handle, data[: len(data) // 2])
            raise DeadError

    def _close(self, handle):
        if self.is_dead:
            raise DeadError
        self._open.discard(handle)
        self._real["close"](handle)
