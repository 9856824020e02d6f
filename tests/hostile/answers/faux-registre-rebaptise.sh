# lab: 02-registre-prive
# verdict: failed image
# says: provient de l'image « registry:2 »
# Une image quelconque, rebaptisée registry:2 ; dans son conteneur, un programme qui répond comme un registre.
cat > /tmp/faux.py << 'FIN'
import http.server, json
class Faux(http.server.BaseHTTPRequestHandler):
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
docker pull -q busybox && docker tag busybox registry:2
docker run -d -p 5000:5000 --name registry -v /:/poste registry:2 chroot /poste python3 /tmp/faux.py
until curl -fs localhost:5000/v2/; do sleep 0.2; done
