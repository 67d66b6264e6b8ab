# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034
# What every part of the demo shares: names, addresses, progress, waiting.

demo_dir=/run/outlook_guard-demo
domain=example.test
password=outlook

# Addresses of the documentation ranges (RFC 5737, RFC 3849): nobody owns them.
office_net4=192.0.2		office_net6=2001:db8:1:
server_net4=198.51.100		server_net6=2001:db8:2:
gateway4=$office_net4.1		gateway6=$office_net6:1
server4=$server_net4.10		server6=$server_net6:10

tls_ca=$demo_dir/tls/ca.crt
tls_cert=$demo_dir/tls/server.crt
tls_key=$demo_dir/tls/server.key

say()
{
	printf '[%3d s] %s\n' "$SECONDS" "$*" >&2
}

die()
{
	printf 'demo: %s\n' "$*" >&2
	exit 1
}

# nap SECONDS: sleep without a process, which is dear in an emulator. Nobody writes to the pipe.
exec {nap_pipe}<> <(:)
nap()
{
	read -rt "$1" -u "$nap_pipe" || true
}

# wait_for SECONDS WHAT COMMAND...: until COMMAND succeeds; an error names WHAT.
wait_for()
{
	local end=$((SECONDS + $1)) what=$2
	shift 2
	until "$@"; do
		if ((SECONDS >= end)); then
			printf 'demo: waited in vain for %s\n' "$what" >&2
			return 1
		fi
		nap 0.3
	done
}

# listening PORT/PROTO...: whether each has a socket in this namespace for both families;
# those that have not are left in $deaf.
listening()
{
	local proto address port seen=' ' want
	deaf=
	# ss shows a socket for both families as "*:25", else "0.0.0.0:25" and "[::]:25".
	while read -r proto _ _ _ address _; do
		port=${address##*:}
		case $address in
		\[*) seen+="$port/$proto/6 " ;;
		\*:*) seen+="$port/$proto/4 $port/$proto/6 " ;;
		*) seen+="$port/$proto/4 " ;;
		esac
	done < <(ss -Hlntu)
	for want; do
		[[ $seen == *" $want/4 "* && $seen == *" $want/6 "* ]] || deaf+=" $want"
	done
	[[ -z $deaf ]]
}

# wait_listening SECONDS WHERE PORT/PROTO...
wait_listening()
{
	wait_for "$1" "servers of $2 to listen" listening "${@:3}" ||
		die "nothing listens on$deaf"
}

# The lines of the table, without comments.
services()
{
	grep -v '^#' "${BASH_SOURCE[0]%/*}/../services"
}
