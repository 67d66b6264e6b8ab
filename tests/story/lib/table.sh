# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # common.sh and play set the variables
# The table: a line for each service, a column for each act. Each cell is a transaction of each family: how long it took, or why
# it was not done and how long the client waited until it said so.

faults=()
# how many acts stand beside one another
table_acts=5

# seconds MILLISECONDS: short
seconds()
{
	if (($1 < 9950)); then
		printf '%d.%d' $((($1 + 50) / 1000)) $((($1 + 50) / 100 % 10))
	else
		printf '%d' $((($1 + 500) / 1000))
	fi
}

# cell ACT LINE FAMILY WANTED LABEL WHO/CLIENT/PORT: one word, padded; notes it when it is none of those WANTED, with | between
cell()
{
	local file=$demo_dir/seen/$1/$2.$3 seen=missing ms=0 text mark=
	[[ ! -e $file ]] || read -r seen ms < "$file"
	parts_note "$1/$3/$6" "$seen" "$4"
	if [[ $seen != @($4) ]]; then
		mark='!'
		faults+=("$5, IPv$3, $1: $seen, should be $4")
		[[ ! -e $file ]] || faults+=("$(tail -n +2 "$file" | sed '/^[[:space:]]*$/d; s/^/    /' | tail -n 3 | cut -c 1-160)")
	fi
	case $seen in
	open) text= ;;
	silent) text='- ' ;;
	refused) text='x ' ;;
	asked) text='407 ' ;;
	untrusted) text='CA ' ;;
	denied) text='403 ' ;;
	*) text='? ' ;;
	esac
	printf '%9s' "$text$(seconds "$ms")$mark"
}

table_head()
{
	local act title proxy firewall filter fault profiles commands kdc ways kind
	printf '\n%-59s' ''
	for act; do
		act_load "$act"
		printf '  %20s' "$title"
	done
	printf '\n%-9s %-12s %-35s' port name 'a client'
	for act; do
		printf '  %11s%9s' IPv4 IPv6
	done
	printf '\n'
}

table_who()
{
	case $1 in
	forward) echo 'through the gateway to the data centre' ;;
	input) echo 'to the gateway itself' ;;
	outside_forward) echo 'from beyond the firewall, through the gateway to the office' ;;
	outside_input) echo 'from beyond the firewall to the gateway itself' ;;
	outlook) echo 'as Outlook does it' ;;
	thunderbird) echo 'a user of Thunderbird' ;;
	caught) echo 'who knows of no proxy' ;;
	thunderbird_caught) echo 'a user of Thunderbird, who knows of no proxy' ;;
	esac
}

# table_has WHO ACT...: whether one of them has those lines
table_has()
{
	local act title proxy firewall filter fault profiles commands kdc ways kind
	for act in "${@:2}"; do
		act_load "$act"
		! act_has "$1" || return 0
	done
	return 1
}

# table_print ACT...
table_print()
{
	local line=0 who='' this port name client page what act family title proxy firewall filter fault profiles commands kdc ways kind
	table_head "$@"
	while read -r this port name client _ page what; do
		line=$((line + 1))
		table_has "$this" "$@" || continue
		[[ $this == "$who" ]] || table_who "$this"
		who=$this
		printf '%-9s %-12s %-35s' "$port" "$name" "$what"
		for act; do
			act_load "$act"
			printf '    '
			for family in 4 6; do
				act_has "$who" || { printf '%9s' ''; continue; }
				cell "$act" "$line" "$family" "$(expects "$family" "$who" "$client" "$page" "$port")" "$who $port $what" \
					"$who/$client/$port"
			done
		done
		printf '\n'
	done < <(services)
}

table_legend()
{
	cat <<-END
	A cell is how many seconds it took; "- 7.1": nobody answered, and after so long the client gave up; "x 0.0": it was refused;
	"407 0.1": the proxy asked who it is; "CA 0.1": its authority is not trusted; "403 0.1": the proxy denies it and does not
	ask who it is; "? 1.0": something else went wrong. "!": it should be otherwise, see below.
	END
}

# What Thunderbird shows its user, and where Outlook stops.
table_words()
{
	local act said
	for act; do
		said=$(cd "$demo_dir/seen/$act" && grep -hE '^(dialog: |stopped at: )' ./* | sort | uniq -c) || continue
		printf '\nWhat a user is shown in %s, how often:\n%s\n' "$act" "$said"
	done
}

# services_print ACT...: all that is to be said of them
services_print()
{
	local acts=("$@") act title proxy firewall filter fault profiles commands kdc ways kind
	(($#)) || return 0
	while (($#)); do
		table_print "${@:1:table_acts}"
		shift $(($# < table_acts ? $# : table_acts))
	done
	table_legend
	table_words "${acts[@]}"
	for act in "${acts[@]}"; do
		[[ ! -e $demo_dir/seen/$act/tally ]] || { act_load "$act"; tally_check "$act" < <(tally_wanted); }
	done
}
