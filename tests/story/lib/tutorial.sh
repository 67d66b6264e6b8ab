# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154,SC2317 # common.sh and play set the variables; functions are called by a step's name
# docs/outlook.md does what it says: its commands are run in order, each where its prompt says, and what they print is compared
# with what the document shows. How it is marked, tests/net/documents says; here a step is
#
#   client, gateway, firewall   where: in the office, or as root over ssh on the gateway (one connection all the while), on the firewall
#   new                         on the gateway, over a connection of its own
#   numbers                     as there
#   account, mail               before it, users of Thunderbird set an account up, or send, fetch, and look an address up
#   carry                       before it, the administrator takes the gateway's files to the firewall

tutorial_text=$story/../../docs/outlook.md

# tutorial_begin: the tool as README installs it; homes, in which the commands are
tutorial_begin()
{
	local dir=$demo_dir/tutorial/$act_name
	rm -rf "$dir"
	mkdir -p "$dir/home" "$demo_dir/learned/$act_name"
	cp "$tls_ca" "$dir/home/own.crt"
	gateway 'cd /og && DESTDIR=/ PREFIX=/usr/local VERSION=0 packaging/install >&2 && rm -rf /root/tutorial && mkdir /root/tutorial'
}

# place_client COMMAND, and so on: its status, and what it prints
place_client()
{
	ip netns exec office env CURL_CA_BUNDLE="$demo_dir/tls/office.crt" KRB5CCNAME="$demo_dir/bob.ticket" bash -c "$1"
}

place_gateway()
{
	administrator "cd tutorial; $1" -o ControlMaster=auto -o ControlPersist=yes -S "$demo_dir/tutorial/$act_name/ssh"
}

place_new()
{
	administrator "cd tutorial; $1"
}

place_firewall()
{
	ip netns exec firewall bash -c "$1"
}

step_account()
{
	users_work 1 account || say "$(not_done)"
}

step_mail()
{
	users_work 2 send fetch book || say "$(not_done)"
}

step_carry()
{
	at_console 'cat /root/tutorial/firewall.nft' > "$demo_dir/tutorial/$act_name/home/firewall.nft"
}

# tutorial_command STEPS COMMAND
tutorial_command()
{
	local step place=client new=
	for step in $1; do
		case $step in
		client | gateway | firewall) place=$step ;;
		new) new=1 ;;
		numbers) ;;
		*) "step_$step" >&2 ;;
		esac
	done
	[[ -z $new || $place != gateway ]] || place=new
	cd "$demo_dir/tutorial/$act_name/home" && "place_$place" "exec 2>&1; $2" < /dev/null
}

tutorial_play()
{
	local steps command number=0 dir=$demo_dir/tutorial/$act_name documents=$story/../net/documents.py
	tutorial_begin
	fault_plant "$fault"
	while IFS= read -r -d '' steps && IFS= read -r -d '' command; do
		number=$((number + 1))
		(tutorial_command "$steps" "$command") > "$dir/$number" && echo 0 > "$dir/$number.status" || echo $? > "$dir/$number.status"
	done < <(python3 -S "$documents" list "$tutorial_text")
	fault_mend "$fault"
	filter none
	gateway 'rm -rf /etc/outlook-guard'
	python3 -S "$documents" judge "$dir" "$tutorial_text" > "$dir/judged" || tutorial_wrong "$dir/judged"
}

# tutorial_wrong JUDGED: for the table's end: each command, and below it what is shown and what was printed
tutorial_wrong()
{
	local line
	while IFS= read -r line; do
		if [[ $line =~ ^FAIL:\ ([^:]*:[0-9]+):\ (.*)\ \(status\ ([0-9]+)\)$ ]]; then
			faults+=("$act_name: \"${BASH_REMATCH[2]}\" does not print what is shown" "    ${BASH_REMATCH[1]}, status ${BASH_REMATCH[3]}")
		else
			faults+=("    $line")
		fi
	done < <(grep -v '^ok: ' "$1")
}

# tutorial_print ACT
tutorial_print()
{
	printf '\nThe commands of docs/outlook.md, %s:\n' "$1"
	cat "$demo_dir/tutorial/$1/judged"
}
