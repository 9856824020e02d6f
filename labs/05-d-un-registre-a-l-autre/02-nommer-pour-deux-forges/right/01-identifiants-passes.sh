# Rien n'est enregistré : chaque copie reçoit ses identifiants par un fichier, effacé ensuite.
export REGISTRY_AUTH_FILE=$(mktemp)
echo '{}' > "$REGISTRY_AUTH_FILE"
echo glpat-atelier | skopeo login -u apprenant --password-stdin registry.gitlab.atelier.test
echo ghp_atelier | skopeo login -u apprenant --password-stdin ghcr.io
for cible in registry.gitlab.atelier.test/equipe-web/boutique/site/serveur ghcr.io/equipe-web/site; do
  skopeo copy --src-tls-verify=false docker://localhost:5000/miroir/nginx:1.28.0 "docker://$cible:1.28.0"
done
rm "$REGISTRY_AUTH_FILE"; unset REGISTRY_AUTH_FILE
