#!/bin/sh
# As in Docker Hub's registry:2: a configuration or a registry command may be given alone.
set -e
case "$1" in
    *.yaml | *.yml) set -- registry serve "$@" ;;
    serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
