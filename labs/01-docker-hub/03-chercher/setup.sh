# Un dépôt qui n'est pas officiel, et que la recherche montre aussi.
mkdir -p ~/reponses
for etiquette in latest alpine 2.4; do
  skopeo copy -q --dest-creds collegue:collegue-2026 \
    docker://docker.io/library/busybox:stable "docker://docker.io/collegue/apache:$etiquette" || exit 1
done
