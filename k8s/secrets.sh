#!/bin/sh
# Makes the shop's secrets in the cluster kubectl points to, once; they pass through a private folder and nothing else.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if kubectl --namespace vitrina get secret auth-service-secrets >/dev/null 2>&1; then
  echo "The secrets are there already."
  exit 0
fi
umask 077
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
java "$here/../deploy/docker/MakeSecrets.java" "$folder"
rm "$folder/database/complete"
kubectl apply -f "$here/base/namespace.yaml"
# A run that was cut off has left some of them, which nothing has used yet: they are replaced.
secret() {
  name=$1
  shift
  kubectl --namespace vitrina create secret generic "$name" "$@" --dry-run=client -o yaml |
    kubectl --namespace vitrina apply --server-side --force-conflicts -f -
}
secret database-secrets --from-file="$folder/database"
secret auth-service-keys --from-file="$folder/auth/keys"
secret catalog-service-secrets --from-file="$folder/catalog/secrets.properties"
secret cart-service-secrets --from-file="$folder/cart/secrets.properties"
# Last: its presence says that all are there.
secret auth-service-secrets --from-file="$folder/auth/secrets.properties" --from-file="$folder/auth/admin-password" \
  --from-file="$folder/auth/operator-secret"
echo "Made. The administrator's password: kubectl -n vitrina get secret auth-service-secrets -o jsonpath='{.data.admin-password}' | base64 -d"
