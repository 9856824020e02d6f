# La plus longue étiquette de la variante, trouvée par un programme.
docker search --filter is-official=true --format '{{.Name}}' apache
etiquette=$(skopeo list-tags docker://docker.io/library/httpd | jq -r '.Tags | map(select(endswith("-alpine"))) | max_by(length)')
docker pull "docker.io/library/httpd:$etiquette"
