#!/bin/sh
# Makes roles and schemas, again at every start: bootstrap.sql changes nothing that is right already. The passwords are
# read by psql itself, so that no command line shows them.
set -eu
PGPASSWORD=$(cat /run/vitrina/superuser-password)
export PGPASSWORD
exec psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --host database --username vitrina --dbname vitrina <<'SQL'
\set auth_password `cat /run/vitrina/auth-password`
\set catalog_password `cat /run/vitrina/catalog-password`
\set cart_password `cat /run/vitrina/cart-password`
\i /bootstrap.sql
SQL
