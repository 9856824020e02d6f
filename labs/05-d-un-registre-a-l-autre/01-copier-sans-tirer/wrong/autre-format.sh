# fails: empreinte
# says: sans changer de format
skopeo copy --format oci --dest-tls-verify=false docker://nginx:1.28.0 docker://localhost:5000/miroir/nginx:1.28.0
