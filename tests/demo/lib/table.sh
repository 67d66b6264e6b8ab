# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and guest set the variables
# The table: a line for each service, what was seen in each mode beside what should be.

green='' red='' yellow='' bold='' plain=''

table_colours()
{
	green=$'\e[32m' red=$'\e[31m' yellow=$'\e[33m' bold=$'\e[1m' plain=$'\e[0m'
}

faults=()

# cell MODE LINE FAMILY PAGE LABEL: prints one word, padded; notes it when it is wrong.
cell()
{
	local mode=$1 file=$demo_dir/seen/$1/$2.$3 page=$4 label=$5 want seen=missing colour=$green
	want=$(filter_expects "$mode" "$3" "$page")
	[[ ! -e $file ]] || read -r seen < "$file"
	if [[ $seen != "$want" ]]; then
		faults+=("$label, IPv$3, $mode: $seen, should be $want")
		[[ ! -e $file ]] || faults+=("$(tail -n +2 "$file" | sed '/^[[:space:]]*$/d; s/^/    /' | tail -n 3)")
		seen+='!' colour=$red
	elif [[ $mode == iptables && $want != "$page" ]]; then
		seen+='*' colour=$yellow
	elif [[ $seen == closed ]]; then
		colour=
	fi
	printf '%s%-8s%s' "$colour" "$seen" "${colour:+$plain}"
}

table_head()
{
	local mode
	printf '\n%-65s' ''
	for mode; do
		printf '  %-16s' "$(filter_title "$mode")"
	done
	printf '\n%s%-9s %-12s %-31s %-8s ' "$bold" port name 'a real client' 'the page'
	for mode; do
		printf '  %-8s%-8s' IPv4 IPv6
	done
	printf '%s\n' "$plain"
}

# table_lines PAGES MODE...: the lines on which the page's word is one of PAGES
table_lines()
{
	local pages=$1 modes=("${@:2}") line=0 chain='' this port name page what mode
	table_head "${modes[@]}"
	while read -r this port name _ _ page what; do
		line=$((line + 1))
		[[ $page =~ ^($pages)$ ]] || continue
		[[ $this == "$chain" ]] || table_chain "$this"
		chain=$this
		printf '%-9s %-12s %-31s %-8s ' "$port" "$name" "$what" "$page"
		for mode in "${modes[@]}"; do
			printf '  '
			cell "$mode" "$line" 4 "$page" "$chain $port $name"
			cell "$mode" "$line" 6 "$page" "$chain $port $name"
		done
		printf '\n'
	done < <(services)
}

table_print()
{
	table_lines 'open|closed' "$@"
	printf '* not filtered: the page has rules for IPv4 only, so IPv6 stays open beside them\n'
}

table_chain()
{
	case $1 in
	forward) printf '%sthrough the gateway to the server network (chain forward)%s\n' "$bold" "$plain" ;;
	input) printf '%sto the gateway itself (chain input)%s\n' "$bold" "$plain" ;;
	esac
}
