# Makes the sandbox's network: a switch that machines lay their cables to, on which the services have their addresses.
# Then gives up root for good.
set -e
ip() { /bin/busybox ip "$@"; }
# Its address would else be that of a cable, and change with it: neighbours remember addresses.
ip link add atelier0 address 02:42:0a:d5:00:01 type bridge
for interface in $REGISTRES_INTERFACES; do ip address add "$interface" dev atelier0; done
ip link set atelier0 up
exec /usr/bin/setpriv --reuid=1000 --regid=1000 --clear-groups --inh-caps=-all /bin/busybox sh /hub/serve.sh
