# Un fichier de configuration à la place des variables ; la politique de redémarrage est réglée après coup.
mkdir -p ~/registre && cat > ~/registre/config.yml <<FIN
version: 0.1
storage:
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
  tls:
    certificate: /certs/registry.crt
    key: /certs/registry.key
FIN
docker create --name registry -p 443:5000 -v donnees-registre:/var/lib/registry -v ~/certificats:/certs:ro \
  -v ~/registre/config.yml:/etc/docker/registry/config.yml:ro registry:2
docker start registry
docker update --restart=always registry
