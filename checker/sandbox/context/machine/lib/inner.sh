#!/bin/bash
# Runs as root of the learner's namespaces. Gives the learner an ordinary-looking machine (their own / on the
# sized tmpfs /poste, which outlives this process), then runs containerd and dockerd until one is told otherwise.
set -eu
umask 022
root=/poste

name_myself() { # the machine's name is never a loopback address: Docker takes such a registry for an insecure one
  printf '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n'
  printf '%s\t%s\n' "${REGISTRES_ADDRESS%/*}" "$REGISTRES_HOSTNAME"
}

lay_out() { # at every start: the learner may have removed any of it
  mkdir -p $root/{dev,proc,sys,run,usr,tmp,home/apprenant,root,opt,srv,mnt,media,etc} \
    $root/var/{cache,log,mail,spool,opt,tmp} $root/var/lib/{docker,dpkg,registres/usr-local}
  chmod 1777 $root/var/tmp
  local link links=()
  for link in bin sbin lib lib64; do
    [ -L /$link ] || continue
    # A folder in a link's place would leave the learner without a shell.
    [ -L $root/$link ] || rm -rf ${root:?}/$link
    links+=(usr/$link)
  done
  ln -sfn -t $root "${links[@]}"
  ln -sfn /run $root/var/run
}

take_place() { # make it / ; the image's own stays below /mnt for a moment
  mount --rbind $root $root
  mount -a -T /usr/lib/registres/fstab
  cd $root
  pivot_root . mnt
  cd /
  mkdir -p /run/lock /run/registres /run/containerd
}

give_keys() { # the learner's key opens the second machine, which has its own to be known by
  local keys=/usr/lib/registres/ssh home=/home/apprenant
  install -d -m 700 $home/.ssh
  if [ "$REGISTRES_ROLE" = machine2 ]; then
    install -m 600 $keys/id_ed25519.pub $home/.ssh/authorized_keys
    install -m 600 $keys/ssh_host_ed25519_key /etc/ssh/
    # Root by another name, so that « ssh apprenant@machine2 » is answered by whoever owns the engine.
    sed -i 's|^apprenant:.*|apprenant:x:0:0:apprenant:/home/apprenant:/bin/bash|' /etc/passwd
    sed -i 's/^apprenant:[^:]*:/apprenant:*:/' /etc/shadow
  else
    install -m 600 $keys/id_ed25519 $home/.ssh/
    install -m 644 $keys/id_ed25519.pub $home/.ssh/
  fi
}

preload() { # the images that the lab begins with, unless the learner's are there already: / alone was made anew
  local image
  [ ! -e /var/lib/docker/image ] || return 0
  for image in $REGISTRES_IMAGES; do
    cp -r --preserve=mode,links /usr/lib/registres/preloaded/"$image"/. /var/lib/docker || true # it may be full
  done
}

furnish() { # once per machine: what is the learner's to change
  mkdir -p /var/{lib,log}/letsencrypt
  cp -r --preserve=mode,timestamps,links /mnt/etc/. /etc
  cp -r --preserve=mode,timestamps,links /mnt/usr/local/. /usr/local
  cp -rn /etc/skel/. /home/apprenant/
  sed -i 's|^root:.*|root:x:0:0:root:/home/apprenant:/bin/bash|' /etc/passwd
  give_keys
  preload
  name_myself > /etc/hosts
  touch /var/lib/registres/furnished
}

trim() { # a log never grows for ever
  [ -s "$1" ] || return 0
  if [ "$(stat -c %s "$1" 2>/dev/null || echo 0)" -gt 1000000 ]; then tail -c 200000 "$1" > "$1.1"; cat "$1.1" > "$1"; rm -f "$1.1"; fi
}

rest() { # rest TENTHS NAME: wait, unless systemctl calls
  local left=$1
  while [ "$left" -gt 0 ] && [ ! -e /run/registres/"$2".called ]; do sleep 0.1; left=$((left - 1)); done
  rm -f /run/registres/"$2".called
}

keep() { # keep NAME COMMAND…: run it, again when it ends, but not while /run/registres/NAME.stopped is there
  local name=$1 pause=1 began; shift
  while :; do
    while [ -e /run/registres/"$name".stopped ]; do sleep 0.1; done
    trim /var/log/"$name".log
    began=$SECONDS
    ( "$@" ) >> /var/log/"$name".log 2>&1 || true
    rm -f /run/"$name".pid /run/containerd/"$name".sock*
    [ "$name" != dockerd ] || rm -f /run/user/1000/docker.sock
    if [ $((SECONDS - began)) -ge 5 ] || [ -e /run/registres/"$name".stopped ]; then
      pause=1
    else # a wrong daemon.json; systemctl looks at this mark
      echo failed >> /run/registres/"$name".failures
      case $pause in 1) pause=5 ;; *) pause=20 ;; esac
    fi
    rest $pause "$name"
  done
}

await() { # await SOCKET: for three seconds at most; in bash alone, a hundred programs would slow down other machines' starts
  local never
  exec {never}<> <(:)
  for _ in {1..300}; do [ ! -S "$1" ] || break; read -rt 0.01 -u "$never" || true; done
  exec {never}<&-
}

run_dockerd() {
  # dockerd waits a whole second for a containerd that is not there yet.
  until [ -S /run/containerd/containerd.sock ]; do await /run/containerd/containerd.sock; done
  # Ports are opened here, where the engine is: there is no rootlesskit to ask for them.
  exec dockerd --rootless --data-root=/var/lib/docker --exec-root=/run/docker --pidfile=/run/dockerd.pid \
    --userland-proxy-path=/usr/sbin/docker-proxy --host=unix:///run/user/1000/docker.sock --containerd=/run/containerd/containerd.sock
}

# A world that cannot start has been damaged: begin again with a new /. The home and the images are kept.
# Init lays the cable meanwhile.
printf . >&8
if [ "$REGISTRES_FAILURES" -ge 3 ]; then find $root -mindepth 1 -delete || true; fi
lay_out

take_place
hostname "$REGISTRES_HOSTNAME"
read -ru 9
exec 8>&- 9>&-
# It has neighbours only: anywhere else is unreachable at once, not after the seconds of a lost packet.
ip -batch - << END
link set lo up
link set eth0 addrgenmode none
address add $REGISTRES_ADDRESS dev eth0
link set eth0 up
END
if [ -n "$REGISTRES_PROCESSES" ]; then ulimit -u "$REGISTRES_PROCESSES"; fi

# It reads nothing of /etc: it starts while that is filled.
keep containerd exec containerd --config /usr/lib/registres/containerd.toml 10>&- &

[ -e /var/lib/registres/furnished ] || furnish
if [ -n "$REGISTRES_DNS" ]; then
  printf 'nameserver %s\noptions timeout:2 attempts:2\n' "$REGISTRES_DNS" > /etc/resolv.conf
fi
umount -l /mnt
ln -s /run/user/1000/docker.sock /run/docker.sock

# Before the engine starts: it reads the system's authorities once.
trusted=/usr/local/share/ca-certificates/acme-atelier.crt
if [ -n "$REGISTRES_AUTHORITY" ] && [ ! -e $trusted ]; then
  printf '%s' "$REGISTRES_AUTHORITY" > $trusted
  update-ca-certificates > /dev/null 2>&1 || true
fi

if [ "$REGISTRES_ROLE" = machine2 ]; then
  # Terminals of its own: those of the container belong to users that have no number here.
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts /dev/pts
  mkdir -p /run/sshd
  keep sshd exec /usr/sbin/sshd -D -e -f /usr/lib/registres/sshd_config 10>&- &
fi
# From here on a command given to the engine waits for its answer. An engine that cannot start does not
# lock the learner out.
{ await /run/user/1000/docker.sock; echo ready >&10; } &
exec 10>&-
keep dockerd run_dockerd
