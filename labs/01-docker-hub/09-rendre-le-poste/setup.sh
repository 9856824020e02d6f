# Le fichier du jeton, pour qui l'aurait effacé plus tôt : il y a toujours quelque chose à ranger.
[ -e ~/jeton.txt ] || install -m 600 /dev/stdin ~/jeton.txt <<< dckr_pat_atelier
