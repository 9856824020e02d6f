#!/bin/sh
set -e
version=$(cat /etc/image-version)
data=/var/lib/mysql
note() { echo "$(date '+%Y-%m-%d %H:%M:%S+00:00') [$1] [Entrypoint]: $2"; }
case "${1:-}" in -*) set -- mysqld "$@" ;; esac
case " $* " in *" --version "*|*" -V "*|*" --help "*) exec "$@" ;; esac
if [ "${1:-}" = mysqld ]; then
    note Note "Entrypoint script for MySQL Server $version (miniature du Hub d'entraînement) started."
    if [ ! -d "$data/mysql" ]; then
        if [ -z "$MYSQL_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD$MYSQL_RANDOM_ROOT_PASSWORD" ]; then
            note ERROR "Database is uninitialized and password option is not specified" >&2
            echo "    You need to specify one of the following as an environment variable:" >&2
            echo "    - MYSQL_ROOT_PASSWORD" >&2
            echo "    - MYSQL_ALLOW_EMPTY_PASSWORD" >&2
            echo "    - MYSQL_RANDOM_ROOT_PASSWORD" >&2
            exit 1
        fi
        note Note "Initializing database files"
        mkdir -p "$data/mysql" "$data/sys" "$data/performance_schema"
        [ -z "$MYSQL_DATABASE" ] || mkdir -p "$data/$MYSQL_DATABASE"
        note Note "Database files initialized"
        note Note "MySQL init process done. Ready for start up."
    fi
fi
exec "$@"
