# fails: secret
# says: CI_REGISTRY_PASSWORD est écrite dans le fichier
cat > ~/site/.gitlab-ci.yml <<'YAML'
publier:
  script:
    - echo glcbt-64-atelier | docker login -u gitlab-ci-token --password-stdin "$CI_REGISTRY"
    - docker build --build-arg COMMIT="$CI_COMMIT_SHA" -t "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA" -t "$CI_REGISTRY_IMAGE:$CI_COMMIT_REF_SLUG" .
    - docker push "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA"
    - docker push "$CI_REGISTRY_IMAGE:$CI_COMMIT_REF_SLUG"
    - test "$CI_COMMIT_BRANCH" != main || docker tag "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA" "$CI_REGISTRY_IMAGE:latest"
    - test "$CI_COMMIT_BRANCH" != main || docker push "$CI_REGISTRY_IMAGE:latest"
YAML
