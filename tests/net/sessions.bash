# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # lib.sh sets what is used here
# Real servers of ssh and IMAP, and sessions with them that go on: for scripts that have sourced lib.sh.

folder=$(mktemp -d /tmp/og-sessions.XXXXXX)
files+=("$folder")
declare -A to from process

# --- servers ---

# start_sshd NS
start_sshd()
{
	cat >"$folder/sshd-$1" <<-END
		HostKey $folder/host
		PidFile none
		AuthorizedKeysFile $folder/client.pub
		StrictModes no
		UsePAM no
	END
	spawn "$1" /usr/sbin/sshd -D -f "$folder/sshd-$1" -E "$folder/sshd.log"
}

# start_dovecot NS
start_dovecot()
{
	mkdir "$folder/dovecot-$1"
	cat >"$folder/dovecot-$1.conf" <<-END
		base_dir = $folder/dovecot-$1
		log_path = $folder/dovecot.log
		protocols = imap
		ssl = no
		disable_plaintext_auth = no
		mail_location = maildir:$folder/mail/%n
		first_valid_uid = $(id -u mail)
		passdb {
		  driver = static
		  args = password=outlook
		}
		userdb {
		  driver = static
		  args = uid=mail gid=mail home=$folder/mail/%n
		}
	END
	spawn "$1" dovecot -F -c "$folder/dovecot-$1.conf"
}

listening()
{
	[ "$(in_ns "$1" ss -Hltn '( sport = 22 or sport = 143 )' | awk '{ print $4 }' | sed 's/.*://' | sort -u | wc -l)" = 2 ]
}

start_servers()
{
	local where

	chmod 755 "$folder"
	install -d -o mail -g mail "$folder/mail"
	mkdir -p /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
	ssh-keygen -q -t ed25519 -N '' -f "$folder/client"
	for where in . server; do
		start_sshd "$where"
		start_dovecot "$where"
	done
	for where in . server; do
		within 60 listening "$where" || die "sshd or dovecot does not listen"
	done
}

nobody_in_server()
{
	[ -z "$(ip netns pids server)" ]
}

# --- sessions: programs that answer lines ---

# begin NAME NS COMMAND...
begin()
{
	local name=$1 net=/run/netns/$2 fd

	[ "$2" != . ] || net=/proc/self/ns/net
	shift 2
	rm -f "$folder/$name".{in,out}
	mkfifo "$folder/$name".{in,out}
	exec {fd}<>"$folder/$name.in" && to[$name]=$fd
	exec {fd}<>"$folder/$name.out" && from[$name]=$fd
	# not by spawn: what goes to the background has no input but what it is given here
	nsenter --net="$net" "$@" <&"${to[$name]}" >&"${from[$name]}" 2>>"$folder/clients.log" &
	process[$name]=$!
	processes+=($!)
}

# hears NAME TEXT SECONDS: a line with TEXT comes
hears()
{
	local line end=$((SECONDS + ${3%.*} + 1))

	while read -r -t "$3" -u "${from[$1]}" line; do
		[[ $line != *"$2"* ]] || return 0
		[ "$SECONDS" -lt "$end" ] || return 1
	done
	return 1
}

# a line that the server has to answer, and the answer
question_to()
{
	# never the same twice, in whatever shell
	number=${EPOCHREALTIME//[.,]/}
	case $1 in
	*imap*) question="q$number NOOP" answer="q$number OK" ;;
	*) question="hello $number" answer="hello $number" ;;
	esac
	printf '%s\r\n' "$question" >&"${to[$1]}"
}

# alive NAME
alive()
{
	question_to "$1"
	hears "$1" "$answer" 30
}

# all_alive WHEN NAME...
all_alive()
{
	local when=$1 name

	shift
	for name; do
		must "$when, $name goes on" alive "$name"
	done
}

# unheard NAME CHAIN: what it says is dropped, and not answered
unheard()
{
	stat_of "$2_drop_port"
	local before=$value

	question_to "$1"
	within 10 eval "stat_of $2_drop_port && [ \$value -gt $before ]" && ! hears "$1" "$answer" 0.3
}

# ended NAME: its program has seen the end of the connection
ended()
{
	! kill -0 "${process[$1]}" 2>/dev/null
}

# ssh_session NAME NS ADDRESS [COMMAND]
ssh_session()
{
	begin "$1" "$2" ssh -F none -i "$folder/client" -o BatchMode=yes -o StrictHostKeyChecking=no \
		-o UserKnownHostsFile=/dev/null -o KexAlgorithms=curve25519-sha256 -T "root@$3" "${4:-exec cat}"
	must "$1 logs in" alive "$1"
}

# imap_session NAME NS ADDRESS [PORT]
imap_session()
{
	begin "$1" "$2" socat STDIO "TCP:$3:${4:-143}"
	hears "$1" "OK" 60 || fail "$1: no greeting"
	printf 'login LOGIN alice outlook\r\n' >&"${to[$1]}"
	must "$1 logs in" hears "$1" "login OK" 60
}

imap_sessions()
{
	imap_session gate-imap4 client "$ADDRESS4_GATE"
	imap_session gate-imap6 client "[$ADDRESS6_GATE]"
	imap_session far-imap4 client "$ADDRESS4_SERVER"
	imap_session far-imap6 client "[$ADDRESS6_SERVER]"
}

quit()
{
	local name

	for name; do
		end_process "${process[$name]}"
	done
}
