#!/bin/sh
set -e
if [ "$1" = nginx ] && [ "$2" = -g ]; then
    echo "$0: Configuration complete; ready for start up"
fi
exec "$@"
