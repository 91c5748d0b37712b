"""Runs a program with the system calls that a unit of systemd leaves it: confine.py UNIT COMMAND…

systemd itself would need to be the first process of the machine. The filter is made of the same lines, by the same sets.
"""

import errno
import os
import re
import subprocess
import sys

import seccomp


def members(name):
    """The calls of a set such as @system-service, and of the sets in it."""
    if not name.startswith("@"):
        return {name}
    shown = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True)
    words = [line.strip() for line in shown.stdout.splitlines()[1:]]
    return set().union(*(members(word) for word in words if word and not word.startswith("#")))


def allowed(unit):
    calls = members("@default")
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE):
        named = set().union(*(members(word) for word in line.lstrip("~").split()))
        calls = calls - named if line.startswith("~") else calls | named
    return calls


unit, *command = sys.argv[1:]
with open(unit, encoding="utf-8") as file:
    calls = allowed(file.read())
rules = seccomp.SyscallFilter(defaction=seccomp.ERRNO(errno.EPERM))
for call in sorted(calls):
    try:
        rules.add_rule(seccomp.ALLOW, call)
    except RuntimeError:
        pass  # Not a call of this machine's architecture.
rules.load()
os.execvp(command[0], command)
