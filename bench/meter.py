"""
Run a command and tell what it took; used by `measure.py`.

    python -IS bench/meter.py FD COMMAND...

Writes to the open file FD, as JSON, the command's exit status, its processor and wall
time in seconds and its largest memory in the system's unit, those of its own children
included. Linux counts the memory of a process from that of the one which starts it, so
this one stays small: it imports next to nothing, whatever the benchmark has grown to.
"""

import json
import os
import sys
import time


def main() -> None:
    """Start the command, wait for it, and tell."""
    tell, *command = sys.argv[1:]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    told = {
        "status": os.waitstatus_to_exitcode(status),
        "processor": usage.ru_utime + usage.ru_stime,
        "wall": time.perf_counter() - start,
        "memory": usage.ru_maxrss,
    }
    os.write(int(tell), json.dumps(told).encode())


if __name__ == "__main__":
    main()
