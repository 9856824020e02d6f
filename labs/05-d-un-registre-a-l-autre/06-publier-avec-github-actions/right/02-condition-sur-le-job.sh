# Tout push déclenche ; le job ne publie que pour une étiquette. Les valeurs passent d'une étape à l'autre.
mkdir -p ~/site/.github/workflows
cat > ~/site/.github/workflows/publier.yml <<'YAML'
on: push
jobs:
  image:
    if: startsWith(github.ref, 'refs/tags/v')
    runs-on: ubuntu-latest
    permissions: {packages: write, contents: read}
    steps:
      - uses: actions/checkout@v4
      - id: nom
        run: |
          echo "image=ghcr.io/$(echo "${{ github.repository }}" | tr 'A-Z' 'a-z')" >> "$GITHUB_OUTPUT"
          echo "VERSION=${GITHUB_REF_NAME#v}" >> "$GITHUB_ENV"
      - run: echo "${{ github.token }}" | docker login ghcr.io -u ${{ github.actor }} --password-stdin
      - run: docker build --tag "${{ steps.nom.outputs.image }}:$VERSION" --build-arg COMMIT=${{ github.sha }} .
      - run: docker push "${{ steps.nom.outputs.image }}:${{ env.VERSION }}"
      - run: |
          docker tag "${{ steps.nom.outputs.image }}:$VERSION" "${{ steps.nom.outputs.image }}:latest"
          docker push "${{ steps.nom.outputs.image }}:latest"
YAML
