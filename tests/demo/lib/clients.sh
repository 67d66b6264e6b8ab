# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# The clients: one function each, that does one real transaction and checks what came of it.
# Called as client_NAME FAMILY(4|6) HOST PORT MAILBOX in the office network.

# Longest that a server may take for an answer; in an emulator all is slow.
patience=180

# What clients say when nothing at all came back, as from a port that drops. It takes as long
# as the kernel's own attempts to connect (net.ipv4.tcp_syn_retries, see topology.sh). A server
# that was reached and then says nothing is not meant.
no_answer='curl: \(28\) Failed to connect'
no_answer+='|ssh: connect to host .* timed out'
no_answer+='|socat.* connect\(.* timed out'
no_answer+='|BIO_connect:Connection timed out'
no_answer+='|rndc: connect failed: .* timed out'
no_answer+='|;; no servers could be reached'
no_answer+='|100% packet loss'

# expect TEXT COMMAND...: COMMAND succeeds and its output has TEXT in it.
expect()
{
	local text=$1 status=0 out
	shift
	out=$("$@") || status=$?
	printf '%s\n' "$out"
	((status == 0)) || return "$status"
	[[ $out == *"$text"* ]] || { echo "no \"$text\" in the answer"; return 1; }
}

demo_curl()
{
	curl -sS "-$1" --connect-timeout "$patience" --max-time "$patience" --cacert "$tls_ca" "${@:2}"
}

client_ping()
{
	ping "-$1" -n -q -c 1 -W 5 "$2"
}

# The default key exchange (sntrup761) is 20 times the work of all else here: not needed.
client_ssh()
{
	# shellcheck disable=SC2016 # for the shell at the other end
	expect "hello from ${2%%.*}" ssh "-$1" -F none -p "$3" -i "$demo_dir/ssh/client" \
		-o KexAlgorithms=curve25519-sha256 -o BatchMode=yes \
		-o "ConnectTimeout=$patience" \
		-o "UserKnownHostsFile=$demo_dir/ssh/known_hosts" \
		"root@$2" 'echo "hello from $DEMO_HOST"'
}

# send_mail URL FAMILY MAILBOX OPTION...: sends one, and waits until it lies in the mailbox.
send_mail()
{
	local url=$1 family=$2 mailbox=$3 id="$3-$1"
	shift 3
	demo_curl "$family" "$url/office.$domain" --mail-from "bob@$domain" \
		--mail-rcpt "$mailbox@$domain" --ssl-reqd --upload-file - "$@" <<-END || return
	From: Bob <bob@$domain>
	To: Alice <$mailbox@$domain>
	Subject: a mail for Outlook

	$id
	END
	wait_for "$patience" "the mail sent to $url" mail_in "$demo_dir/mail/$mailbox" "$id"
}

# mail_in MAILBOX ID: whether a mail with that line lies there; in cur, once somebody has looked into the mailbox.
mail_in()
{
	local file mail
	for file in "$1"/{new,cur}/*; do
		[[ -e $file ]] || continue
		mail=$(< "$file")
		[[ $mail == *$'\n'"$2" ]] && return
	done
	return 1
}

client_smtp()
{
	send_mail "smtp://$2:$3" "$1" "$4"
}

client_submission()
{
	send_mail "smtp://$2:$3" "$1" "$4" --user "bob:$password"
}

client_submissions()
{
	send_mail "smtps://$2:$3" "$1" "$4" --user "bob:$password"
}

# fetch_mail URL FAMILY MAILBOX: the first mail of the mailbox, which one of the above sent.
fetch_mail()
{
	expect 'Subject: a mail for Outlook' \
		demo_curl "$2" "$1" --ssl-reqd --user "$3:$password"
}

client_pop3()
{
	fetch_mail "pop3://$2:$3/1" "$1" "$4"
}

client_pop3s()
{
	fetch_mail "pop3s://$2:$3/1" "$1" "$4"
}

client_imap()
{
	fetch_mail "imap://$2:$3/INBOX;MAILINDEX=1" "$1" "$4"
}

client_imaps()
{
	fetch_mail "imaps://$2:$3/INBOX;MAILINDEX=1" "$1" "$4"
}

# resolve FAMILY HOST PORT OPTION...
resolve()
{
	expect "$server4" dig "-$1" -p "$3" "@$2" +short +tries=2 +time=5 "${@:4}" "mail.$domain" A
}

client_dns_udp()
{
	resolve "$1" "$2" "$3" +notcp
}

client_dns_tcp()
{
	resolve "$1" "$2" "$3" +tcp
}

client_rndc()
{
	expect 'server is up and running' timeout "$patience" \
		rndc "-$1" -k "$demo_dir/bind/rndc.key" -s "$2" -p "$3" status
}

client_rndc_loopback()
{
	local address=127.0.0.1
	(($1 == 4)) || address=::1
	client_rndc "$1" "$address" "$3"
}

client_http()
{
	expect 'a page of the server network' demo_curl "$1" "http://$2:$3/"
}

client_https()
{
	expect 'a page of the server network' demo_curl "$1" "https://$2:$3/"
}

client_proxy()
{
	local url
	for url in "http://www.$domain/" "https://www.$domain/"; do
		expect 'a page of the server network' \
			demo_curl "$1" --proxy "http://$2:$3" "$url" || return
	done
}

client_ldap()
{
	expect "mail: alice@$domain" demo_curl "$1" \
		"ldap://$2:$3/dc=example,dc=test?mail?sub?(uid=alice)"
}

client_ldaps()
{
	expect "mail: alice@$domain" demo_curl "$1" \
		"ldaps://$2:$3/dc=example,dc=test?mail?sub?(uid=alice)"
}

client_echo()
{
	expect 'hello' socat -t "$patience" STDIO "TCP$1:$2:$3" <<< hello
}

# xmpp_stream FAMILY HOST PORT KIND: to the start of TLS and the check of its certificate.
xmpp_stream()
{
	expect 'Verification: OK' timeout "$patience" openssl s_client \
		"-$1" -connect "$2:$3" -starttls "$4" -xmpphost "$domain" \
		-verify_hostname "$domain" -verify_return_error -CAfile "$tls_ca" < /dev/null
}

client_xmpp_client()
{
	xmpp_stream "$1" "$2" "$3" xmpp
}

client_xmpp_server()
{
	xmpp_stream "$1" "$2" "$3" xmpp-server
}

client_xmpp_bosh()
{
	expect 'sid=' demo_curl "$1" "http://$2:$3/http-bind" \
		--header 'Content-Type: text/xml' --data "<body rid='1' to='$domain' wait='5' \
hold='1' ver='1.6' xml:lang='en' xmlns='http://jabber.org/protocol/httpbind'/>"
}
