# verdict: failed dossier
# never prints: PRIS
# Les copies des autres, les corrigés, les critères, les variables du correcteur : rien de cela n'est sur le poste.
find / -xdev \( -name '*.ipynb' -o -name criteria.py -o -name exercise.toml -o -name 'notes.sqlite' -o -path '*/right/*.sh' \) 2> /dev/null \
  | grep -v '^/proc' | sed 's/^/PRIS : /'
for lieu in /proc/[0-9]*/root /proc/1/cwd /host /mnt /media; do ls $lieu/work $lieu/labs $lieu/root/.ssh 2> /dev/null; done | sed 's/^/PRIS : /'
grep -rlas 'SECRET-DU-{NOM}' / --exclude-dir=proc --exclude-dir=sys 2> /dev/null | sed 's/^/PRIS : /'
tr '\0' '\n' < /proc/1/environ 2> /dev/null | grep -i 'pass\|token\|key' | sed 's/^/PRIS : /'
for n in $(seq 1 400); do [ -r /proc/$n/environ ] && tr '\0' '\n' < /proc/$n/environ; done 2> /dev/null | grep -i 'REGISTRES_COURSE\|HOME=/root$' | sed 's/^/PRIS : /'
