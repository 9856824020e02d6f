# fails: present
# says: en version « 1.29.4 »
skopeo copy --dest-tls-verify=false docker://nginx:latest docker://localhost:5000/miroir/nginx:1.28.0
