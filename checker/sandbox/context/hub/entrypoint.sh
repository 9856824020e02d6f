# Gives this registry its own tree, made of links to the shared content, then becomes the registry.
set -e
umask 077
/hub/busybox cp -dR /seed/tree/. /hub/data/
/hub/busybox sed "s/@SECRET@/$REGISTRES_SECRET/" /hub/config.yml > /run/config.yml
unset REGISTRES_SECRET
export SSL_CERT_FILE=/hub/ca.crt
exec registry serve /run/config.yml
