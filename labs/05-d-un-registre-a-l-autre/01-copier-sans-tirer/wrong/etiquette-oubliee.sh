# fails: present
# says: n'a que les étiquettes « latest »
skopeo copy --dest-tls-verify=false docker://nginx docker://localhost:5000/miroir/nginx
