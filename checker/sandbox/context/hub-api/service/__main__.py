"""What plays Docker Hub around its registry: a name server, a web service and a control socket."""

import os
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


def main() -> None:
    """Serve until the container is stopped."""
    secret = os.environ.pop("REGISTRES_SECRET")
    names = NameServer(dict(pair.split("=", 1) for pair in os.environ["REGISTRES_NAMES"].split()))
    signer = Signer(f"{FILES}/leaf.crt", f"{FILES}/leaf.key")
    registry = Registry(signer, f"{FILES}/ca.crt")
    journal = Journal()
    repositories = Repositories(registry, journal)
    accounts = Accounts.read(f"{FILES}/accounts.json")
    desk = Desk(accounts, Gate(repositories), signer, repositories, journal, f"{FILES}/descriptions.json")
    web = WebServer(("", 443), desk, secret, (f"{FILES}/leaf.crt", f"{FILES}/leaf.key"))
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
