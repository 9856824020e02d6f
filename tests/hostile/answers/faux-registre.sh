# lab: 02-registre-prive
# verdict: failed port
# says: ne publie aucun port
# Un vrai conteneur qui fait autre chose ; sur le port, un programme qui répond comme un registre.
docker run -d --name registry --network host -e REGISTRY_HTTP_ADDR=:5999 registry:2
cat > /tmp/faux.py << 'FIN'
import http.server, json
class Faux(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        body = json.dumps({"repositories": ["mysql"], "name": "mysql", "tags": ["8.0"]}).encode()
        self.send_response(200)
        self.send_header("Docker-Distribution-Api-Version", "registry/2.0")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_HEAD = do_GET
http.server.ThreadingHTTPServer(("", 5000), Faux).serve_forever()
FIN
python3 /tmp/faux.py > /dev/null 2>&1 &
sleep 2
