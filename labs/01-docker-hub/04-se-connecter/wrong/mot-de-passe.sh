# fails: jeton
# says: n'est pas ce jeton
chmod 600 ~/jeton.txt
echo apprenant-2026 | docker login -u apprenant --password-stdin
