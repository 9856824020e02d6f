# fails: present
# says: Le catalogue du registre est vide
skopeo copy docker://nginx:1.28.0 docker://localhost:5000/miroir/nginx:1.28.0
