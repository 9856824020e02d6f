# Le déclencheur ne retient que les étiquettes de version.
mkdir -p ~/site/.github/workflows
cat > ~/site/.github/workflows/publier.yml <<'YAML'
name: Publier
on:
  push:
    tags: ["v*"]
permissions:
  contents: read
  packages: write
jobs:
  publier:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo "$JETON" | docker login ghcr.io -u "$GITHUB_ACTOR" --password-stdin
        env:
          JETON: ${{ secrets.GITHUB_TOKEN }}
      - name: Construire et publier
        run: |
          image=ghcr.io/${GITHUB_REPOSITORY,,}
          docker build --build-arg COMMIT=$GITHUB_SHA -t "$image:${GITHUB_REF_NAME#v}" -t "$image:latest" .
          docker push "$image:${GITHUB_REF_NAME#v}"
          docker push "$image:latest"
YAML
