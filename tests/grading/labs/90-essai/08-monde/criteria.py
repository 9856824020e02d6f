from checker.grading import Failure, criterion, require, wait_for


@criterion("repond")
def check_answers(registry):
    ping = wait_for(registry("localhost:5000").ping)
    require(ping, expected="Un registre répond.", advice="Vérifiez -p.")


@criterion("publie", needs="repond")
def check_published(engine, files, hub, tls, machine, events):
    container = engine.container("registry")
    if not container.publishes(5000) or container.publishes(443):
        raise Failure(expected="5000", observed=str(container.ports), advice="…")
    if len(events) or hub.events or files("~/x").exists or tls("x.test"):
        raise Failure(expected="rien", observed="quelque chose", advice="…")


@criterion("long")
def check_long_text(engine):
    raise Failure(expected="court", observed="z" * 100_000, advice="…")
