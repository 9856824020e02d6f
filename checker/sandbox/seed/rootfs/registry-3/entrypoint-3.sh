#!/bin/sh
echo "Hub d'entraînement : registry:3 est ici la version 2.8.3, rangée comme la version 3 (voir /LISEZMOI)." >&2
exec /entrypoint.sh "$@"
