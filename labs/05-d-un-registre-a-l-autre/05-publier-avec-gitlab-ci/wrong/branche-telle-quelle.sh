# fails: etiquettes
# says: invalid reference format
cat > ~/site/.gitlab-ci.yml <<'YAML'
publier:
  script:
    - echo "$CI_REGISTRY_PASSWORD" | docker login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"
    - docker build --build-arg COMMIT="$CI_COMMIT_SHA" -t "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA" -t "$CI_REGISTRY_IMAGE:$CI_COMMIT_BRANCH" .
    - docker push --all-tags "$CI_REGISTRY_IMAGE"
    - test "$CI_COMMIT_BRANCH" != main || docker tag "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA" "$CI_REGISTRY_IMAGE:latest"
    - test "$CI_COMMIT_BRANCH" != main || docker push "$CI_REGISTRY_IMAGE:latest"
YAML
