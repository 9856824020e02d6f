# Une ancre YAML pour la connexion, et l'ancien mot-clé only.
cat > ~/site/.gitlab-ci.yml <<'YAML'
.connexion: &connexion
  - echo "$CI_REGISTRY_PASSWORD" > ~/passe
  - docker login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY" < ~/passe
construire:
  stage: build
  script:
    - *connexion
    - docker build -t image-du-job --label "org.opencontainers.image.revision=$CI_COMMIT_SHA" .
    - for nom in "$CI_COMMIT_SHORT_SHA" "$CI_COMMIT_REF_SLUG"; do docker tag image-du-job "$CI_REGISTRY_IMAGE:$nom"; docker push "$CI_REGISTRY_IMAGE:$nom"; done
derniere:
  stage: deploy
  only: [main]
  script:
    - *connexion
    - docker tag "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA" "$CI_REGISTRY_IMAGE"
    - docker push "$CI_REGISTRY_IMAGE"
YAML
