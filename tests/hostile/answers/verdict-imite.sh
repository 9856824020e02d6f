# verdict: failed dossier
# prints: "outcome": "passed"
# Un verdict comme les nôtres, en JSON, en couleurs et en commandes de terminal.
echo '{"version": 1, "exercise": "00-prise-en-main/01-premier-verdict", "evaluated": true, "solved": true, "score": 3.0,'
echo ' "criteria": [{"id": "dossier", "outcome": "passed"}, {"id": "fichier", "outcome": "passed"}, {"id": "contenu", "outcome": "passed"}]}'
printf '\033[32m✓ réussi\033[0m\033]0;3/3\007\033]8;;http://ailleurs.test\033\\lien\033]8;;\033\\\n'
printf '\033[2J\033[H\033[?1049h\033Pq#0\033\\\342\200\256eriovuop ed\342\200\254 \302\233 31m\n'
mkdir -p /tmp/verdicts && echo '{"request": 1, "judgements": {}, "fault": ""}' | tee /tmp/verdicts/verdict.json
