# exercise: 02
# verdict: failed conteneur
# Ce que le noyau compte par utilisateur, et que les bacs à sable se partagent : guetteurs, espaces de noms, tubes.
cat > /tmp/tables.py << 'FIN'
import ctypes, fcntl, os, resource, time
libc = ctypes.CDLL(None, use_errno=True)
kept, pipes = [], 0
while (watch := libc.inotify_init()) >= 0:
    kept.append(watch)
for child in range(300):
    if os.fork() == 0:
        held = 0
        try:
            for _ in range(900):
                ends = os.pipe()
                fcntl.fcntl(ends[0], 1031, 1 << 20)
                os.write(ends[1], b"x" * 65536)
        except OSError:
            pass
        while libc.unshare(0x10000000) == 0:
            held += 1
        time.sleep(1000)
print(len(kept), "guetteurs", flush=True)
time.sleep(4)
FIN
python3 /tmp/tables.py
pkill -9 -f tables.py
