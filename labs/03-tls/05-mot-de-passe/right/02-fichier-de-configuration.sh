# Comptes et réglages dans un même dossier ; c'est la collègue qui est connectée sur ce poste.
mkdir -p ~/registre
{ printf 'apprenant-2026' | htpasswd -niB apprenant; printf 'collegue-2026' | htpasswd -niBC 6 collegue; } > ~/registre/comptes
cat > ~/registre/config.yml <<FIN
version: 0.1
storage: {filesystem: {rootdirectory: /var/lib/registry}}
http: {addr: ":5000", tls: {certificate: /certs/registry.crt, key: /certs/registry.key}}
auth: {htpasswd: {realm: atelier, path: /registre/comptes}}
FIN
docker stop registry && docker rm registry
docker run -d --name registry --restart=unless-stopped -p 443:5000 -v donnees-registre:/var/lib/registry \
  -v ~/certificats:/certs -v ~/registre:/registre registry:2 /registre/config.yml
for _ in $(seq 100); do curl -ks -o /dev/null https://registre.atelier.test/v2/ && break; sleep 0.1; done
docker login --username collegue --password-stdin registre.atelier.test <<< collegue-2026
