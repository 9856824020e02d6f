# La règle, écrite en bash.
while read -r nom; do
  etiquette=latest
  [[ ${nom##*/} == *:* ]] && etiquette=${nom##*:} && nom=${nom%:*}
  premier=${nom%%/*}
  registre=docker.io
  if [[ $nom == */* && ( $premier == *[.:]* || $premier == localhost ) ]]; then
    registre=$premier
    nom=${nom#*/}
  fi
  [[ $registre == docker.io && $nom != */* ]] && nom=library/$nom
  echo "$registre $nom $etiquette"
done < ~/noms.txt > ~/reponses/noms.txt
