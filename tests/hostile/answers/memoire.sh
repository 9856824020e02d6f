# verdict: failed dossier
# Toute la mémoire, plusieurs fois, par plusieurs programmes.
for n in 1 2 3 4; do python3 -c 'x = bytearray(3 << 30)' & done
wait
