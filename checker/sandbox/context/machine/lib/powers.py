"""The powers of root: those that it gives up, and the one that ends all that is the learner's."""

import os

LEARNER = 1000
SIGKILL = 9  # The module that names it would weigh on init as much as all that it imports.
KEPT_CAPABILITIES = (5, 6, 7)  # KILL, SETGID, SETUID


def end_learners_processes() -> None:
    """Kill them all, in one stroke that a fork bomb cannot outrun; to be called by root.

    The kernel walks over all processes in one go for `kill(-1)`; sent with the learner's effective identity,
    it reaches the namespaces that this user owns and none of root's processes. The real and saved identities
    stay root's: the learner can send us nothing meanwhile.
    """
    os.seteuid(LEARNER)
    try:
        os.kill(-1, SIGKILL)
    except OSError:
        pass
    finally:
        os.seteuid(0)


def drop_capabilities() -> None:
    """Keep what turning into somebody else and stopping a child take, for this process and its children."""
    import ctypes  # not for init

    mask = sum(1 << number for number in KEPT_CAPABILITIES)
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    libc.capget(header, data)
    for word in (0, 1, 3, 4):
        data[word] &= mask if word < 3 else 0
    data[2] = data[5] = 0
    libc.capset(header, data)
