#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# ogctl metrics: what it says, and when it says nothing.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# says SAMPLE...: each is a line of the answer
says()
{
	local sample

	for sample; do
		verdict "stdout has the line \"$sample\"" grep -qxF -- "outlook_guard_$sample" <<<"$out"
	done
}

# silent_of NAME...: no line speaks of it
silent_of()
{
	local name

	for name; do
		verdict "nothing of $name" lacks "$out" "outlook_guard_$name"
	done
}

# well_formed: each sample stands below the HELP and TYPE of its family, no family and no sample comes twice, and a counter's name ends with
# _total, as both formats want it
# shellcheck disable=SC2317 # verdict calls it
well_formed()
{
	awk '
		/^# HELP / { if (seen[$3]++) exit 1; help = $3; if (!/\.$/) exit 1; next }
		/^# TYPE / { if ($3 != help || $4 !~ /^(gauge|counter)$/) exit 1; family = $3; type = $4; next }
		/^# EOF$/ { over = 1; next }
		{
			if (over || $NF !~ /^[0-9]+$/ || twice[$1]++) exit 1
			name = $1; sub(/[{].*/, "", name)
			if ((type == "counter") != (name ~ /_total$/)) exit 1
			if (name != family && name != family "_total") exit 1
		}
		END { if (NR == 0) exit 1 }' <<<"$out"
}

# The module is not there: that is something to know, and no error
rm -rf "$OG_PROC_ROOT"
expect 0 "$OGCTL" metrics
says 'module_loaded 0' 'enforced 0' 'in_force{by="module"} 0' 'in_force{by="fallback"} 0' 'in_force{by="none"} 1' \
	"build_info{tool=\"$("$OGCTL" version 2>/dev/null | sed -n 's/^ogctl *//p')\",module=\"\"} 1"
silent_of mode packets trial generation port
err_is ''
verdict 'well formed' well_formed

fresh_module
expect 0 "$OGCTL" metrics
says 'module_loaded 1' 'enforced 1' 'in_force{by="module"} 1' 'in_force{by="none"} 0' 'mode{mode="enforce"} 1' 'mode{mode="audit"} 0' \
	'generation 1' 'trial_left_seconds 0' 'log_enabled 0' 'tally_enabled 0' \
	'packets_total{chain="input",verdict="accept",reason="state"} 12' \
	'packets_total{chain="input",verdict="drop",reason="port"} 7' \
	'packets_total{chain="forward",verdict="would_drop",reason="port"} 5' \
	'packets_total{chain="forward",verdict="drop",reason="port"} 0' 'early_dropped_packets_total 0'
silent_of zone_passed port_ tally_rows
verdict 'well formed' well_formed
verdict 'no end' lacks "$out" '# EOF'

# Every reason in both chains, every drop also as what it would be in audit
reasons=$(grep -cE '^\s*OG_REASON\((ACCEPT|DROP)_' "$top/include/outlook_guard.h")
verdict 'all reasons are there' [ "$(grep -c '^outlook_guard_packets_total{.*verdict="\(accept\|drop\)"' <<<"$out")" -eq $((2 * reasons)) ]

# A trial, an audit, a log, an early that is at work
sed -i -e 's/^mode .*/mode audit/' -e 's/^trial_left .*/trial_left 77/' -e 's/^log off/log 5/' -e 's/^early off/early on/' \
	-e 's/^early_ipv4 .*/early_ipv4 at-work/' -e 's/^early_ipv6 .*/early_ipv6 followed/' "$stats"
printf '%s\n' 'early_drop_port 41' 'refuse_sent 31' 'refuse_suppressed 4' 'texts_unfit 2' >>"$stats"
expect 0 "$OGCTL" metrics
says 'mode{mode="audit"} 1' 'mode{mode="enforce"} 0' 'in_force{by="none"} 1' 'trial_left_seconds 77' 'log_enabled 1' \
	'early_at_work{family="ipv4"} 1' 'early_at_work{family="ipv6"} 0' 'early_dropped_packets_total 41' \
	'refuse_sent_answers_total 31' 'refuse_suppressed_answers_total 4' 'unfit_texts_total 2'

# Zones, and the tally: who was let through comes first, however much others were dropped
fresh_module
printf '%s\n' 'zone office eth1' 'input from office 8081/tcp' >>"$policy"
printf '%s\n' 'zone_office_passed 4' >>"$stats"
tally_has <<-EOF
	input tcp 22 3 0 5 00000001
	input tcp 8081 1 2 5 00000003
	forward udp 53 0 9 5 00000001
	early tcp 6000 0 500 5 ffffffff
EOF
expect 0 "$OGCTL" metrics --ports 4
says 'zone_passed_packets_total{zone="office"} 4' 'tally_enabled 1' 'tally_rows_left_out 1' \
	'port_first_packets_total{chain="input",protocol="tcp",port="22",verdict="accept"} 3' \
	'port_first_packets_total{chain="input",protocol="tcp",port="8081",verdict="unlisted"} 2' \
	'port_first_packets_total{chain="input",protocol="tcp",port="6000",verdict="unlisted"} 500' \
	'port_first_packets_total{chain="forward",protocol="tcp",port="6000",verdict="unlisted"} 500' \
	'port_listed{chain="input",protocol="tcp",port="22"} 1' 'port_listed{chain="input",protocol="tcp",port="8081"} 1' \
	'port_listed{chain="input",protocol="tcp",port="6000"} 0'
verdict 'the fifth is left out' lacks "$out" 'port="53"'
verdict 'well formed' well_formed
expect 0 "$OGCTL" metrics --ports 0
says 'tally_rows_left_out 5'
silent_of port_first_packets port_listed

# Who may not read the policy gets what everybody may know, and no more
chmod 755 "$work"
chmod 600 "$policy" "$OG_PROC_ROOT/proc/net/outlook_guard/ports"
expect 0 setpriv --reuid 65534 --regid 65534 --clear-groups "$OGCTL" metrics
says 'in_force{by="module"} 1' 'enforced 1' 'mode{mode="enforce"} 1' 'tally_enabled 1' 'zone_passed_packets_total{zone="office"} 4'
silent_of port_ tally_rows
verdict 'well formed' well_formed

# OpenMetrics: counters' families go by another name, and there is an end
expect 0 "$OGCTL" metrics --openmetrics
verdict 'well formed' well_formed
verdict 'the family has no suffix' has "$out" '# TYPE outlook_guard_packets counter'
says 'packets_total{chain="input",verdict="accept",reason="state"} 12'
verdict 'it has its end' [ "$(tail -n 1 <<<"$out")" = '# EOF' ]

# Into a file that node_exporter may read, whatever root's own files are, and that keeps the mode which somebody gave it
prom=$work/outlook_guard.prom
umask 077
expect 0 "$OGCTL" metrics -o "$prom"
umask 022
out_is ''
verdict 'the file has it' grep -qx 'outlook_guard_module_loaded 1' "$prom"
verdict 'everybody may read it' [ "$(stat -c %a "$prom")" = 644 ]
chmod 640 "$prom"
expect 0 "$OGCTL" metrics -o "$prom"
verdict 'it keeps its mode' [ "$(stat -c %a "$prom")" = 640 ]
ln -s "$work/led-to" "$work/link"
expect 0 "$OGCTL" metrics -o "$work/link"
verdict 'a link is followed' [ "$(stat -c '%F %a' "$work/led-to")" = 'regular file 644' ]

# limited COMMAND...: no file may get longer than 1,024 bytes, which ends who tries; with `trap "" XFSZ` before, it is an error
# shellcheck disable=SC2317 # expect calls it
limited()
{
	(
		ulimit -c 0 -f 1
		exec "$@"
	)
}

# A disk that is full, and an end in the midst of it: whole or not at all, new or not
cp "$prom" "$work/before"
sed -i 's/^generation .*/generation 7/' "$stats"
for file in "$prom" "$work/fresh.prom"; do
	expect $((128 + $(kill -l XFSZ))) limited "$OGCTL" metrics -o "$file"
	trap '' XFSZ
	expect 2 limited "$OGCTL" metrics -o "$file"
	trap - XFSZ
	err_has "cannot write $file: File too large"
done
verdict 'what was there is as it was' cmp -s "$work/before" "$prom"
verdict 'what was not there is not there' [ ! -e "$work/fresh.prom" ]
expect 2 "$OGCTL" metrics -o "$work/nowhere/x"
err_has "cannot write $work/nowhere/x: No such file or directory"
expect 0 "$OGCTL" -j metrics
json '.format == "prometheus" and .output == null and (.metrics | contains("outlook_guard_module_loaded 1\n"))'

# What cannot be read whole is not said in part
cp "$stats" "$work/stats"
sed -i 's/^format .*/format 9/' "$stats"
expect 3 "$OGCTL" metrics -o "$prom"
out_is ''
verdict 'the file is as it was' cmp -s "$work/before" "$prom"
cp "$work/stats" "$stats"
echo nonsense >"$policy"
expect 3 "$OGCTL" metrics
out_is ''
expect 2 "$OGCTL" metrics --ports many
err_has '--ports is a number, not "many"'
finish
