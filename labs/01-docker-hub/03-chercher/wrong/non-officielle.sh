# fails: officielle
# says: « collegue/apache:alpine »
docker pull collegue/apache:alpine
