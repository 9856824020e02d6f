# Laisser l'ordinateur chercher la clé, puis reprendre les volumes de l'ancien conteneur.
publique=$(openssl x509 -in ~/recette/recette.crt -noout -pubkey)
for cle in ~/recette/cle-*.pem; do
  [ "$(openssl pkey -in "$cle" -pubout)" = "$publique" ] && bonne=${cle##*/}
done
docker stop recette && docker rename recette recette-ancienne
docker run -d --name recette --restart=unless-stopped -p 9443:5000 --volumes-from recette-ancienne \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/recette.crt -e "REGISTRY_HTTP_TLS_KEY=/certs/$bonne" registry:2
docker rm recette-ancienne
