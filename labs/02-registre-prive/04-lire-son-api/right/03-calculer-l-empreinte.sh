# L'empreinte est le SHA-256 du manifeste : on peut la calculer soi-même.
cd ~/reponses
curl -s 'http://localhost:5000/v2/_catalog?n=100' > depots.txt
curl -s http://localhost:5000/v2/site/tags/list | tr -d '[]{}"' > etiquettes.txt
echo "sha256:$(curl -s -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
  http://localhost:5000/v2/mysql/manifests/8.0 | sha256sum | cut -d' ' -f1)" > empreinte.txt
