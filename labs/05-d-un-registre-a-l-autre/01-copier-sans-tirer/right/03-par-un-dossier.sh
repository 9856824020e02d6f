# Sans que les deux registres soient joignables en même temps : un dossier sert de relais.
skopeo copy docker://nginx:1.28.0 dir:/tmp/relais
skopeo copy --preserve-digests --dest-tls-verify=false dir:/tmp/relais docker://localhost:5000/miroir/nginx:1.28.0
rm -r /tmp/relais
