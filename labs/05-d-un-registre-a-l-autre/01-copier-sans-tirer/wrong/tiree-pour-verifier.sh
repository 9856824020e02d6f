# fails: moteur
# says: Le moteur a cette image
skopeo copy --dest-tls-verify=false docker://nginx:1.28.0 docker://localhost:5000/miroir/nginx:1.28.0
docker pull localhost:5000/miroir/nginx:1.28.0
