# Starts the registry, on a tree of its own that is made of links to the shared content, and becomes what surrounds it.
umask 077
(
  set -e
  /bin/busybox cp -dR /seed/tree/. /hub/data/
  /bin/busybox sed "s/@SECRET@/$REGISTRES_SECRET/; s/@ADDRESS@/$REGISTRES_ADDRESS/" /hub/config.yml > /run/config.yml
  unset REGISTRES_SECRET
  export SSL_CERT_FILE=/hub/ca.crt
  exec /hub/registry serve /run/config.yml
) &
export REGISTRES_REGISTRY=$!
exec /usr/bin/python3 -IB /usr/lib/registres/hub
