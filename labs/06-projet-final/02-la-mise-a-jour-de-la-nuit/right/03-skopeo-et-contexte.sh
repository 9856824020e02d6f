# L'inspection, la copie et le déploiement se font chacun avec son outil.
depot=$(docker -H ssh://machine2 inspect --format '{{.Config.Image}}' vitrine) && depot=${depot%:*}
sans_verifier="--tls-verify=false --creds apprenant:apprenant-2026"
empreinte() { skopeo inspect --format '{{.Digest}}' $sans_verifier "docker://$depot:$1"; }
mkdir -p ~/reponses && echo "vitrine 1.1.1 ne démarre pas : $(empreinte 1.1.1)" > ~/reponses/fautive.txt
export DOCKER_HOST=ssh://apprenant@machine2.atelier.test
docker rm -f vitrine
docker run -d --name vitrine --restart always -p 8080:80 "$depot:1.1.0@$(empreinte 1.1.0)"
unset DOCKER_HOST
for etiquette in 1.1 1 latest; do
  skopeo copy -q --all --src-tls-verify=false --dest-tls-verify=false --src-creds apprenant:apprenant-2026 \
    --dest-creds apprenant:apprenant-2026 "docker://$depot:1.1.0" "docker://$depot:$etiquette"
done
