# exercise: 02
# verdict: failed conteneur
# says: un autre programme répond à sa place
# Un moteur qui n'en est pas un, et qui dit ce que le correcteur veut entendre.
cat > /tmp/faux.py << 'FIN'
import json, os, socket, sys
path = "/run/user/1000/docker.sock"
os.rename(path, path + ".vrai")
server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen(64)
labels = {"org.opencontainers.image.title": "nginx", "org.opencontainers.image.version": "1.28.0"}
ports = {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]}
container = {
    "Id": "a" * 64, "Name": "/vitrine", "Image": "sha256:" + "b" * 64, "Created": "2026-01-01T00:00:00Z", "RestartCount": 0,
    "State": {"Status": "running", "Running": True, "ExitCode": 0, "StartedAt": "2026-01-01T00:00:00Z", "Pid": 1},
    "Config": {"Image": "nginx:1.28", "Env": [], "Labels": labels, "Cmd": [], "Tty": False},
    "HostConfig": {"PortBindings": ports, "RestartPolicy": {"Name": "no"}, "NetworkMode": "bridge"},
    "NetworkSettings": {"Ports": ports, "Networks": {}}, "Mounts": [], "Path": "nginx", "Args": [],
}
listed = {"Id": "a" * 64, "Names": ["/vitrine"], "Image": "nginx:1.28", "ImageID": container["Image"], "State": "running",
          "Labels": labels, "Ports": [], "Mounts": []}
image = {"Id": container["Image"], "RepoTags": ["nginx:1.28"], "RepoDigests": [], "Config": {"Labels": labels},
         "RootFS": {"Layers": []}, "Created": "2026-01-01T00:00:00Z", "Architecture": "amd64", "Os": "linux"}
def answer(target):
    target = target.partition("?")[0].lstrip("/")
    if target.startswith("v1."): target = target.partition("/")[2]
    if target == "containers/json": return [listed]
    if target.startswith("containers/"): return container
    if target == "images/json": return [{**image, "Labels": labels}]
    if target.startswith("images/"): return image
    return {}
def serve():
    while True:
        connection, _ = server.accept()
        line = connection.recv(65536).decode(errors="replace").split(" ")
        body = json.dumps(answer(line[1] if len(line) > 1 else "/")).encode()
        connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        connection.close()



serve()
FIN
python3 /tmp/faux.py > /dev/null 2>&1 &
mkdir -p ~/carnet /tmp/site && echo bonjour > ~/carnet/page.html && cp ~/carnet/page.html /tmp/site/index.html
cd /tmp/site && python3 -m http.server 8080 > /dev/null 2>&1 &
sleep 2
