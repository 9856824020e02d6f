"""The training certification authority: pebble for this container only, and the front that others meet."""

import os
import ssl
import subprocess
import sys
import threading
import time
from http.client import HTTPSConnection

from front import FrontServer

FILES = "/acme"
CERTIFICATE = (f"{FILES}/acme.crt", f"{FILES}/acme.key")
PEBBLE = "127.0.0.1", 14000
MANAGEMENT = "127.0.0.1", 15000
ROOT = "/run/root.pem"
PAUSE_S = 0.02


def main() -> None:
    """Serve until the container is stopped, or pebble ends: a new one would have another root."""
    pebble = subprocess.Popen(["/usr/bin/pebble", "-config", f"{FILES}/pebble.json"])
    inside = ssl.create_default_context(cafile=f"{FILES}/ca.crt")
    # Its certificate is good for Let's Encrypt's names, not for an address of this container.
    inside.check_hostname = False
    front = FrontServer((os.environ["REGISTRES_ADDRESS"], 443), PEBBLE, inside, CERTIFICATE)
    threading.Thread(target=front.serve_forever, daemon=True).start()
    threading.Thread(target=publish_root, args=(inside,), daemon=True).start()
    sys.exit(pebble.wait())


def publish_root(inside: ssl.SSLContext) -> None:
    """Write down the root's certificate as soon as pebble answers: it is how the host knows that it does.

    pebble makes its root at each start, and tells it (with its key) on its management port only.
    """
    while True:
        try:
            connection = HTTPSConnection(*MANAGEMENT, context=inside, timeout=5)
            connection.request("GET", "/roots/0")
            answer = connection.getresponse()
            root = answer.read()
            connection.close()
            break
        except OSError:
            time.sleep(PAUSE_S)
    with open(f"{ROOT}.new", "wb") as file:
        file.write(root)
    os.replace(f"{ROOT}.new", ROOT)


if __name__ == "__main__":
    main()
