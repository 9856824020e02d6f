# Un job construit et publie ; un second, réservé à main, copie l'image sous le nom latest, de registre à registre.
cat > ~/site/.gitlab-ci.yml <<'YAML'
stages: [construction, publication]
variables:
  IMAGE: $CI_REGISTRY_IMAGE:commit-$CI_COMMIT_SHA
construire:
  stage: construction
  script:
    - docker login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY" <<< "$CI_REGISTRY_PASSWORD"
    - docker build --build-arg COMMIT=$CI_COMMIT_SHA --tag "$IMAGE" .
    - docker push "$IMAGE"
    - docker tag "$IMAGE" "$CI_REGISTRY_IMAGE:$CI_COMMIT_REF_SLUG" && docker push "$CI_REGISTRY_IMAGE:$CI_COMMIT_REF_SLUG"
  after_script:
    - docker logout "$CI_REGISTRY"
latest:
  stage: publication
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - printf '%s' "$CI_REGISTRY_PASSWORD" | skopeo login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"
    - skopeo copy "docker://$IMAGE" "docker://$CI_REGISTRY_IMAGE:latest"
YAML
