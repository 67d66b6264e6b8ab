# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# The keys of all, and the data centre's servers: the demo's, which run here as they are. A KDC stands in the office, and another in the
# data centre.

# shellcheck source=tests/demo/lib/keys.sh
. "$demo/lib/keys.sh"
# shellcheck source=tests/demo/lib/servers.sh
. "$demo/lib/servers.sh"

# The CA of the proxy's inspection: it signs as it goes, so it is of a kind that everybody takes.
keys_proxy()
{
	local dir=$demo_dir/proxy
	mkdir -p "$dir"
	openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=inspection of the gateway" \
		-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign \
		-keyout "$dir/bump.key" -out "$dir/bump.crt" 2> /dev/null
	cat "$dir/bump.key" "$dir/bump.crt" > "$dir/bump.pem"
	printf 'bob:%s\n' "$(openssl passwd -apr1 "$password")" > "$dir/passwd"
	cat "$tls_ca" "$dir/bump.crt" > "$demo_dir/tls/office.crt"
}

# tickets near|far: bob logs in in the morning, at the KDC in the office or at the one in the data centre; whether he gets one
tickets()
{
	cp "$demo_dir/krb5.$1" /etc/krb5.conf
	rm -f "$demo_dir/bob.ticket"
	ip netns exec office kinit -c "$demo_dir/bob.ticket" bob <<< "$password" >> "$demo_dir/log/kinit" 2>&1
}

# data_centre_start ACT...: with a mailbox for each act and family
data_centre_start()
{
	local mailboxes='' act server
	for act; do
		mailboxes+=" alice.$act.ipv4 alice.$act.ipv6"
	done
	export mailboxes
	for server in postfix dovecot slapd 'bind primary' 'sshd server' prosody echo; do
		# shellcheck disable=SC2086 # a name with its arguments
		here=$demo start servers $server
	done
	"$story/servers/pages" > "$demo_dir/log/pages" 2>&1
	here=$demo start servers web "$tls_cert" "$tls_key" "$demo_dir/pages"
	"$story/servers/kdc" make
	here=$story start office kdc
	here=$story start servers kdc
	here=$demo start office sshd office
}

data_centre_wait()
{
	# shellcheck disable=SC2016 # for the inner shell, which waits in the other namespace
	ip netns exec servers bash -c '. "$1"; wait_listening 120 "${@:2}"' - \
		"$story/lib/common.sh" 'the data centre' \
		{22,25,53,80,88,110,143,389,443,465,587,636,953,993,995}/tcp 53/udp \
		{1023,3268,3269,5222,5269,5280,8080}/tcp || servers_complain
	# shellcheck disable=SC2016 # as above
	ip netns exec office bash -c '. "$1"; wait_listening 120 "${@:2}"' - \
		"$story/lib/common.sh" 'the office' {22,88}/tcp || servers_complain
}
