# fails: fichier
# says: Ce n'est pas du YAML valable à la ligne
cat > ~/site/.gitlab-ci.yml <<'YAML'
publier:
  script:
    - docker build .
   - docker push x
YAML
