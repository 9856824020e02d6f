# fails: reussi
# says: non TTY device
cat > ~/site/.gitlab-ci.yml <<'YAML'
publier:
  script:
    - docker login registry.gitlab.atelier.test
    - docker build --build-arg COMMIT="$CI_COMMIT_SHA" -t "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA" -t "$CI_REGISTRY_IMAGE:$CI_COMMIT_REF_SLUG" .
    - docker push "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA"
    - docker push "$CI_REGISTRY_IMAGE:$CI_COMMIT_REF_SLUG"
YAML
