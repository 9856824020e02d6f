# fails: connecte
# says: celle du compte « collegue »
chmod 600 ~/jeton.txt
echo collegue-2026 | docker login -u collegue --password-stdin
