# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154,SC2317 # common.sh and measure set the variables; measure calls by name
# The clients beside those of the demo, in the same manner: client_NAME FAMILY(4|6) HOST PORT MAILBOX does one transaction.

# shellcheck source=tests/demo/lib/clients.sh
. "$demo/lib/clients.sh"

export KRB5CCNAME=$demo_dir/bob.ticket

# What clients say when the other side, or somebody on the way, said no; and, beside those of the demo, when nothing came back.
told_no='curl: \(7\)|[Cc]onnection refused|errno: 111'
no_answer+='|\*\*\* Error connecting .*Connection timed out|errno: 110|dial tcp .* (i/o timeout|connection timed out)'

# The proxy wants to know who asks; whom it signs for the client does not trust.
asked_who='response 407'
untrusted='curl: \(60\)'
# The proxy says no, and asks nothing.
denied='^HTTP/1.1 403 .*X-Squid-Error: ERR_(CACHE_)?ACCESS_DENIED'

# by_proxy KIND FAMILY HOST PORT OPTION...: curl through the proxy, trusting the inspection's CA too; "caught" knows of no proxy
by_proxy()
{
	local who=(--proxy "http://$3:$4")
	case $1 in
	negotiate) who+=(--proxy-negotiate --proxy-user :) ;;
	basic) who+=(--proxy-basic --proxy-user "bob:$password") ;;
	caught) who=() ;;
	esac
	curl -sS "-$2" --max-time "$patience" --cacert "$demo_dir/tls/office.crt" "${who[@]}" "${@:5}"
}

client_web_nobody()
{
	expect 'a page of the server network' by_proxy nobody "$1" "$2" "$3" "https://www.$domain/"
}

# without the inspection's CA, as in a program with a list of authorities of its own
client_web_stranger()
{
	expect 'a page of the server network' by_proxy basic "$1" "$2" "$3" "https://www.$domain/" --cacert "$tls_ca"
}

# mail FAMILY HOST PORT MAILBOX OPTION...: swaks in the place of the demo's curl; the mail must lie in the mailbox then
mail()
{
	local id="$4-$2-$3"
	swaks "-$1" --server "$2" --port "$3" --helo "office.$domain" --timeout "$patience" --tls-verify --tls-ca-path "$tls_ca" \
		--from "bob@$domain" --to "$4@$domain" --header 'Subject: a mail for Outlook' --body "$id" "${@:5}" 2>&1 || return
	wait_for "$patience" "the mail sent to $2" mail_in "$demo_dir/mail/$4" "$id" 2>&1
}

client_smtp()
{
	mail "$@" --tls
}

client_submission()
{
	mail "$@" --tls --auth PLAIN --auth-user bob --auth-password "$password"
}

client_submissions()
{
	mail "$@" --tls-on-connect --auth PLAIN --auth-user bob --auth-password "$password"
}

# in_family FAMILY COMMAND...: of a client without an option for it: it knows all names in that family only
in_family()
{
	# shellcheck disable=SC2016 # for the inner shell
	unshare --mount bash -c 'mount --bind "$1" /etc/hosts && exec "${@:2}"' - "$demo_dir/hosts.$1" "${@:2}"
}

# directory URL FAMILY: ldapsearch; in its own words it "Can't contact LDAP server" whatever happened, so that the errors of its
# sockets are asked for too
directory()
{
	local said status=0
	said=$(LDAPTLS_CACERT=$tls_ca LDAPTLS_REQCERT=demand in_family "$2" timeout "$patience" \
		ldapsearch -d 1 -x -LLL -H "$1" -b dc=example,dc=test uid=alice mail 2>&1) || status=$?
	grep -E '^(mail|ldap_[a-z_]*\(.*|.* errno):|errno: ' <<< "$said" || true
	((status == 0)) && [[ $said == *"mail: alice@$domain"* ]]
}

client_ldap()
{
	directory "ldap://$2:$3" "$1"
}

client_ldaps()
{
	directory "ldaps://$2:$3" "$1"
}

# bob tells alice something, and it waits for her at the server
client_xmpp_client()
{
	local said="$4 $3 $RANDOM"
	SSL_CERT_FILE=$tls_ca in_family "$1" go-sendxmpp --timeout "$patience" -u "bob@$domain" -p "$password" -j "$2:$3" \
		"alice@$domain" <<< "$said" 2>&1 || return
	wait_for "$patience" "the message to alice" grep -rqF "$said" "$demo_dir/prosody" 2>&1
}

# bob's password for a ticket
client_ticket()
{
	KRB5_CONFIG=$demo_dir/krb5.far in_family "$1" \
		kinit -c "MEMORY:$4" "bob@$realm" <<< "$password" 2>&1
}

# from outside, whom the proxy does not serve
client_web_outside()
{
	expect ERR_ACCESS_DENIED curl -sS "-$1" --max-time "$patience" --proxy "http://$2:$3" "http://www.$domain/"
}

web()
{
	local url
	for url in "http://www.$domain/" "https://www.$domain/"; do
		expect 'a page of the server network' by_proxy "$1" "$2" "$3" "$4" "$url" || return
	done
}

client_web_negotiate()
{
	web negotiate "$@"
}

client_web_basic()
{
	web basic "$@"
}

# caught FAMILY URL OPTION...: a page without a proxy, and yet by the gateway's, which leaves its name in it
caught()
{
	local answer
	answer=$(by_proxy caught "$1" - - --include "${@:2}") || { printf '%s\n' "$answer"; return 1; }
	expect 'a page of the server network' echo "$answer" && grep -q "^Via: .* gateway.$domain " <<< "$answer"
}

client_caught_http()
{
	caught "$1" "http://$2/"
}

client_caught_https()
{
	caught "$1" "https://$2/" --cacert "$demo_dir/proxy/bump.crt"
}

client_members_basic()
{
	expect 'a page of the server network' by_proxy basic "$1" "$2" "$3" "http://server.$domain/"
}

# whose password the proxy is shown unasked; a client that knows of no proxy would not even do that
client_caught_members()
{
	caught "$1" "http://$2/" --header "Proxy-Authorization: Basic $(printf %s "bob:$password" | base64)"
}

# discover KIND FAMILY HOST PORT: as Outlook asks for its settings, by POX
discover()
{
	expect '<Action>settings</Action>' by_proxy "$1" "$2" "$3" "$4" \
		"https://autodiscover.$domain/autodiscover/autodiscover.xml" \
		--header 'Content-Type: text/xml' --data-binary @- <<-END
		<?xml version="1.0" encoding="utf-8"?>
		<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
		<Request><EMailAddress>bob@$domain</EMailAddress><AcceptableResponseSchema
		>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request>
		</Autodiscover>
	END
}

client_discover_negotiate()
{
	discover negotiate "$@"
}

client_discover_basic()
{
	discover basic "$@"
}

client_discover_caught()
{
	discover caught "$@"
}

# port_of TYPE ANSWER: which port POX gives for it
port_of()
{
	tr -d ' \n' <<< "$2" | sed -n "s|.*<Type>$1</Type><Server>mail.$domain</Server><Port>\([0-9]*\)</Port>.*|\1|p"
}

# step NAME COMMAND...: one of Outlook's, told when it fails
step()
{
	local name=$1
	shift
	"$@" && return
	echo "stopped at: $name"
	return 1
}

# start KIND FAMILY HOST PORT MAILBOX: what Outlook does at its start, in its order; what it is to use it has from POX
start_outlook()
{
	local answer kind=$1 family=$2 mailbox=$5
	answer=$(discover "$@") || { printf '%s\n' "$answer"; echo 'stopped at: Autodiscover'; return 1; }
	step DNS client_dns_udp "$family" "ns.$domain" 53 &&
		step LDAP client_ldap "$family" "ldap.$domain" 389 &&
		step 'global catalog' client_ldap "$family" "ldap.$domain" 3268 &&
		step IMAP client_imaps "$family" "mail.$domain" "$(port_of IMAP "$answer")" "$mailbox" &&
		step SMTP send_as_outlook "$family" "$(port_of SMTP "$answer")" "$mailbox" "$kind"
}

send_as_outlook()
{
	send_mail "smtps://mail.$domain:$2" "$1" "$3" --user "bob:$password"
}

client_start_negotiate()
{
	start_outlook negotiate "$@"
}

client_start_basic()
{
	start_outlook basic "$@"
}

client_start_caught()
{
	start_outlook caught "$@"
}

thunderbird()
{
	PYTHONDONTWRITEBYTECODE=1 "$story/clients/thunderbird" "$@"
}

# settings KIND FAMILY: found through the proxy, by a Thunderbird that knows nothing of earlier answers
settings()
{
	thunderbird "$2" proxy "$1" "$password" > /dev/null && thunderbird "$2" forget > /dev/null &&
		thunderbird "$2" autoconfig "bob@$domain"
}

client_tb_negotiate()
{
	settings negotiate "$1"
}

client_tb_basic()
{
	settings basic "$1"
}

client_tb_caught()
{
	settings none "$1"
}

client_tb_send()
{
	local subject="$4 $3 $RANDOM"
	thunderbird "$1" send "$3" "$subject" || return
	wait_for "$patience" "Thunderbird's mail" subject_in "$demo_dir/mail/bob" "$subject" 2>&1
}

# subject_in MAILBOX SUBJECT
subject_in()
{
	grep -rqsxF "Subject: $2" "$1"
}

client_tb_fetch()
{
	local subject="for Thunderbird $3 $RANDOM"
	deliver bob "$subject" && thunderbird "$1" fetch "$3" "$subject"
}

client_tb_book()
{
	thunderbird "$1" book "$3"
}

# deliver MAILBOX SUBJECT: a mail, from within the data centre
deliver()
{
	ip netns exec servers curl -sS "smtp://[::1]:25/inside.$domain" --max-time "$patience" \
		--mail-from "alice@$domain" --mail-rcpt "$1@$domain" --upload-file - <<-END || return
	From: Alice <alice@$domain>
	To: <$1@$domain>
	Subject: $2

	from within
	END
	wait_for "$patience" "the mail for $1" subject_in "$demo_dir/mail/$1" "$2" 2>&1
}
