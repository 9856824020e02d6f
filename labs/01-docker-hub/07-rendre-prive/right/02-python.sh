# La même demande en Python, par l'ancienne adresse de connexion ; la preuve sans fermer sa session.
python3 - << 'FIN'
import json
import urllib.request

HUB = "https://hub.docker.com/v2"


def post(path, body, **headers):
    data = json.dumps(body).encode()
    headers["Content-Type"] = "application/json"
    return json.load(urllib.request.urlopen(urllib.request.Request(f"{HUB}{path}", data, headers)))


token = post("/users/login", {"username": "apprenant", "password": "apprenant-2026"})["token"]
post("/repositories/apprenant/page/privacy/", {"is_private": True}, Authorization=f"JWT {token}")
FIN
DOCKER_CONFIG=$(mktemp -d) docker pull apprenant/page:1.0 > ~/reponses/refus.txt 2>&1
