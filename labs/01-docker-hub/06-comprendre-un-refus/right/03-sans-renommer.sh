# Copier l'image vers le dépôt voulu sans lui donner de nom sur le poste.
echo apprenant-2026 | docker login -u apprenant --password-stdin
skopeo copy docker-daemon:rapport:2.0 docker://docker.io/apprenant/rapport:2.0
