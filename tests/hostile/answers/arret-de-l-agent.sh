# verdict: failed dossier
# interrupted: yes
# Ce qui mène le terminal est suivi pas à pas par un débogueur : il ne répond plus à personne.
python3 -c '
import ctypes, sys, time
print(ctypes.CDLL(None).ptrace(16, int(sys.argv[1]), 0, 0))
time.sleep(1000)' $PPID
