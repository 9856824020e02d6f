# fails: session
# says: celle du compte « collegue »
docker tag rapport:2.0 apprenant/rapport:2.0
docker push apprenant/rapport:2.0
