# verdict: failed dossier
# Un gigaoctet sur la sortie, en une ligne puis en mille.
head -c 500M /dev/zero | tr '\0' x
yes réussi | head -c 500M
