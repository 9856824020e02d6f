# Un job construit à chaque push ; un second, pour les étiquettes, publie, et copie latest avec skopeo.
mkdir -p ~/site/.github/workflows
cat > ~/site/.github/workflows/publier.yml <<'YAML'
on:
  push:
    branches: [main]
    tags: ['v*.*.*']
env:
  IMAGE: ghcr.io/equipe-web/site
jobs:
  essai:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: docker build .
  publication:
    needs: essai
    if: ${{ github.ref_type == 'tag' && !contains(github.ref_name, '-') }}
    runs-on: ubuntu-latest
    permissions:
      packages: write
    steps:
      - uses: actions/checkout@v4
      - run: |
          skopeo login -u "$GITHUB_ACTOR" --password-stdin ghcr.io <<< "${{ secrets.GITHUB_TOKEN }}"
          docker login -u "$GITHUB_ACTOR" --password-stdin ghcr.io <<< "${{ secrets.GITHUB_TOKEN }}"
          docker build --build-arg "COMMIT=$GITHUB_SHA" -t "$IMAGE:${GITHUB_REF_NAME:1}" .
          docker push "$IMAGE:${GITHUB_REF_NAME:1}"
          skopeo copy "docker://$IMAGE:${GITHUB_REF_NAME:1}" "docker://$IMAGE:latest"
YAML
