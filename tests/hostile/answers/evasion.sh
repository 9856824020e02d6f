# verdict: failed dossier
# never prints: PRIS
# Les sorties connues d'un conteneur. Chaque ligne « PRIS » serait une brèche.
essai() { local nom=$1; shift; "$@" > /dev/null 2>&1 && echo "PRIS : $nom"; }
essai core_pattern sh -c 'echo "|/tmp/{MARQUE}" > /proc/sys/kernel/core_pattern'
essai modprobe sh -c 'echo /tmp/{MARQUE} > /proc/sys/kernel/modprobe'
essai uevent sh -c 'echo /tmp/{MARQUE} > /sys/kernel/uevent_helper'
essai sysrq sh -c 'echo b > /proc/sysrq-trigger'
essai panique sh -c 'echo 1 > /proc/sys/kernel/panic_on_oops'
essai 'nom de la machine' sh -c 'echo {MARQUE} > /proc/1/root/etc/hostname'
essai 'priorité devant la mémoire' sh -c 'echo -1000 > /proc/self/oom_score_adj'
essai module sh -c 'head -c 100 /dev/zero > /tmp/m.ko; insmod /tmp/m.ko'
for disque in $(awk 'NR > 2 {print $1 ":" $2}' /proc/partitions) 1:1 8:0 254:0; do
  essai "disque $disque" sh -c 'mknod /tmp/disque b ${1%:*} ${1#*:} && head -c 1 /tmp/disque' sh $disque
done
essai '/dev/mem' sh -c 'mknod /tmp/mem c 1 1 && head -c 1 /tmp/mem'
essai '/dev/kmsg' sh -c 'mknod /tmp/kmsg c 1 11 && echo {MARQUE} > /tmp/kmsg'
for version in '-t cgroup -o memory' '-t cgroup -o rdma' '-t cgroup2' '-t debugfs' '-t securityfs' '-t tracefs' '-t bpf'; do
  mkdir -p /tmp/cg
  if mount $version rien /tmp/cg 2> /dev/null; then
    for fichier in release_agent cgroup.procs memory.max memory.limit_in_bytes pids.max; do
      essai "écriture dans $version/$fichier" sh -c 'echo /tmp/{MARQUE} > /tmp/cg/$1' sh $fichier
    done
    umount /tmp/cg
  fi
done
for fichier in $(find /sys/fs/cgroup -name release_agent -o -name cgroup.procs -o -name '*limit_in_bytes' -o -name pids.max -o -name memory.max 2> /dev/null | head -60); do
  essai "$fichier" sh -c 'echo 0 > $1' sh $fichier
done
essai 'espaces de noms de pid 1' nsenter -t 1 -m -u -i -n -p true
essai 'racine de pid 1' ls /proc/1/root/
essai 'mémoire de pid 1' sh -c 'head -c 1 /proc/1/mem'
essai 'mort de pid 1' kill -9 1
essai 'prise du moteur de l’hôte' sh -c 'ls /var/run/docker.sock.host /host/var/run/docker.sock /run/containerd/containerd.sock.host'
essai 'racine en écriture' sh -c 'mount -o remount,rw /usr && touch /usr/{MARQUE}'
essai 'capacités de l’hôte' sh -c 'unshare -Urm --propagation shared sh -c "mount --make-rshared / && mount -t tmpfs {MARQUE} /usr && touch /proc/1/root/usr/{MARQUE}"'
essai 'suivi d’un programme de root' python3 -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).ptrace(16, 1, 0, 0) and 1)'
chmod 777 /proc/1/fd 2> /dev/null && echo "PRIS : descripteurs de pid 1"
true
