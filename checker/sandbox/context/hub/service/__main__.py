"""What plays Docker Hub around its registry: a name server, a web service and a control socket."""

import os
import sys
import threading

from access import Accounts, Gate
from control import Control
from desk import Desk
from journal import Journal
from names import NameServer
from registry import Registry
from repositories import Repositories
from tokens import Signer
from web import WebServer

FILES = "/hub"
SOCKET = "/run/control.sock"


def end_with(registry: int) -> None:
    """End when the registry does: half a Hub is none, and its end is seen from outside."""
    _, status = os.waitpid(registry, 0)
    sys.stderr.write(f"the registry ended ({status})\n")
    os._exit(1)


def main() -> None:
    """Serve until the container is stopped."""
    threading.Thread(target=end_with, args=(int(os.environ["REGISTRES_REGISTRY"]),), daemon=True).start()
    secret = os.environ.pop("REGISTRES_SECRET")
    names = NameServer(dict(pair.split("=", 1) for pair in os.environ["REGISTRES_NAMES"].split()))
    certificate = (f"{FILES}/hub-api.crt", f"{FILES}/hub-api.key")
    signer = Signer(*certificate)
    registry = Registry(signer, f"{FILES}/ca.crt")
    journal = Journal()
    repositories = Repositories(registry, journal)
    accounts = Accounts.read(f"{FILES}/accounts.json")
    desk = Desk(accounts, Gate(repositories), signer, repositories, journal, f"{FILES}/descriptions.json")
    web = WebServer((os.environ["REGISTRES_API_ADDRESS"], 443), desk, secret, certificate)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    registry.wait()
    repositories.load()
    names.wait_ready()
    control = Control(SOCKET, repositories, journal, registry, web.visits)
    threading.Thread(target=control.serve_forever, daemon=True).start()
    # The host reads the log until it says so.
    print("hub: pret", flush=True)
    names.keep_alive()


if __name__ == "__main__":
    main()
