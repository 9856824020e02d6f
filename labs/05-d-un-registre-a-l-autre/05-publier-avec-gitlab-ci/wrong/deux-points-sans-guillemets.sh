# fails: fichier
# says: chaque ligne doit être un texte
cat > ~/site/.gitlab-ci.yml <<'YAML'
publier:
  script:
    - echo Étape: construire
    - echo "$CI_REGISTRY_PASSWORD" | docker login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"
YAML
