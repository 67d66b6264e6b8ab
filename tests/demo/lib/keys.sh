# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# Keys that live as long as the demo: a CA with one server certificate, ssh keys, BIND's key.

keys_tls()
{
	local dir=$demo_dir/tls
	mkdir -p "$dir"
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
		-subj "/CN=demo CA" -keyout "$dir/ca.key" -out "$tls_ca" 2> /dev/null
	openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
		-subj "/CN=$domain" -keyout "$tls_key" -out "$dir/server.csr" 2> /dev/null
	openssl x509 -req -in "$dir/server.csr" -CA "$tls_ca" -CAkey "$dir/ca.key" -days 30 \
		-extfile <(echo "subjectAltName=DNS:$domain,DNS:*.$domain") \
		-out "$tls_cert" 2> /dev/null
	# slapd and Prosody read it as their own users.
	chmod 644 "$tls_key"
}

keys_ssh()
{
	local dir=$demo_dir/ssh key
	mkdir -p "$dir"
	for key in host client; do
		ssh-keygen -q -t ed25519 -N '' -f "$dir/$key"
	done
	echo "*.$domain $(cat "$dir/host.pub")" > "$dir/known_hosts"
}

keys_rndc()
{
	local dir=$demo_dir/bind
	mkdir -p "$dir"
	tsig-keygen -a hmac-sha256 demo > "$dir/rndc.key"
	chown bind "$dir/rndc.key"
}

keys_make()
{
	keys_tls
	keys_ssh
	keys_rndc
}
