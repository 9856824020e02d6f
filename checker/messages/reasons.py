"""Why a file or a database could not be used, in French: the C library and SQLite say it in English."""

from __future__ import annotations

import errno
import sqlite3

_OF_THE_SYSTEM = {
    errno.EACCES: "vous n'en avez pas le droit",
    errno.EBUSY: "un autre programme l'emploie",
    errno.EDQUOT: "votre quota de disque est atteint",
    errno.EEXIST: "il existe déjà",
    errno.EFBIG: "il serait trop grand",
    errno.EIO: "le disque a répondu par une erreur",
    errno.EISDIR: "c'est un dossier",
    errno.ELOOP: "des liens symboliques tournent en rond",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.ENFILE: "trop de fichiers sont ouverts",
    errno.ENOENT: "il n'existe pas",
    errno.ENOSPC: "il n'y a plus de place sur le disque",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.ENOTEMPTY: "le dossier n'est pas vide",
    errno.EPERM: "vous n'en avez pas le droit",
    errno.EROFS: "le disque est en lecture seule",
    errno.ESTALE: "le dossier du réseau n'est plus là",
}
_OF_SQLITE = {
    "BUSY": "un autre programme l'emploie",
    "CANTOPEN": "il ne s'ouvre pas",
    "CORRUPT": "il est abîmé",
    "FULL": "il n'y a plus de place sur le disque",
    "IOERR": "le disque a répondu par une erreur",
    "LOCKED": "un autre programme l'emploie",
    "NOTADB": "ce n'est pas une base SQLite",
    "PERM": "vous n'en avez pas le droit",
    "READONLY": "il est en lecture seule",
}


def why(error: Exception) -> str:
    """The reason, as it stands between brackets or after a colon; a rare one in the system's own words."""
    if isinstance(error, OSError):
        return _OF_THE_SYSTEM.get(error.errno or 0) or error.strerror or str(error)
    # SQLITE_IOERR_WRITE is one kind of SQLITE_IOERR.
    code = getattr(error, "sqlite_errorname", "") if isinstance(error, sqlite3.Error) else ""
    return _OF_SQLITE.get(code.removeprefix("SQLITE_").partition("_")[0]) or str(error)
