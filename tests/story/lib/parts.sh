# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# Which part is at fault, when lines of the table are not as they should be.

# by ACT/FAMILY/WHO/CLIENT/PORT: what was seen, where that is wrong; by ACT/FAMILY/WHO/CLIENT/PORT what is right
declare -A wrong=() right=()

# parts_note ACT/FAMILY/WHO/CLIENT/PORT SEEN WANTED
parts_note()
{
	if [[ $2 == @($3) ]]; then
		right[$1]=$2
	else
		wrong[$1]=$2
	fi
}

# is ACT CLIENT WORD|WORD...: whether that line of the gateway's own is wrong in that way, over any family
is()
{
	[[ ${wrong["$1/4/input/$2/8080/tcp"]:-} == @($3) || ${wrong["$1/6/input/$2/8080/tcp"]:-} == @($3) ]]
}

# parts_proxy ACT
parts_proxy()
{
	if is "$1" web_basic 'refused|silent'; then
		echo 'the proxy does not answer (8080 on the gateway)'
	elif is "$1" web_basic untrusted; then
		echo "who signs for the proxy's inspection is not trusted: its CA is missing in the office"
	elif is "$1" web_basic 'asked|failed' && ! is "$1" web_negotiate '?*'; then
		echo "the proxy does not take bob's password (Basic)"
	elif is "$1" web_negotiate 'asked|failed' && ! is "$1" web_basic '?*'; then
		echo "the proxy does not take bob's ticket (Negotiate)"
	fi
	! is "$1" web_nobody open || echo 'the proxy asks nobody who he is'
	! is "$1" web_stranger open || echo 'the proxy does not look into TLS'
}

# parts_mailbox ACT: over any family
parts_mailbox()
{
	local family
	for family in 4 6; do
		if [[ ${wrong["$1/$family/forward/imaps/993/tcp"]:-} == failed && ${wrong["$1/$family/forward/pop3s/995/tcp"]:-} == failed ]]; then
			echo 'the mail server answers, and does not let the users in: their passwords, or its own check of them'
			return 0
		fi
	done
}

# parts_nothing ACT: whether nothing at all went through the gateway that should have
parts_nothing()
{
	local line
	for line in "${!right[@]}"; do
		[[ $line != "$1"/*/forward/* || ${right[$line]} != open ]] || return 1
	done
	for line in "${!wrong[@]}"; do
		[[ $line != "$1"/*/forward/* || ${wrong[$line]} != silent ]] || return 0
	done
	return 1
}

# parts_ports ACT: what passes from the office to the data centre and should not, and the other way round
parts_ports()
{
	local line
	for line in "${!wrong[@]}"; do
		[[ $line == "$1"/*/forward/* ]] || continue
		case ${wrong[$line]} in
		open) echo "${line#*/*/*/*/} passes from the office to the data centre" ;;
		silent) echo "${line#*/*/*/*/} does not pass from the office to the data centre" ;;
		refused) echo "${line#*/*/*/*/} is refused: by a filter, or for want of a server" ;;
		esac
	done | sort -un
}

# parts_print ACT...
parts_print()
{
	local act said
	printf '\nWhich part:\n'
	for act; do
		if parts_nothing "$act"; then
			said='nothing passes from the office to the data centre: a firewall, or the way there'
		else
			said=$(parts_proxy "$act"; parts_mailbox "$act"; parts_ports "$act")
		fi
		[[ -z $said ]] || printf '  %s: %s\n' "$act" "${said//$'\n'/$'\n'  $act: }"
	done
}
