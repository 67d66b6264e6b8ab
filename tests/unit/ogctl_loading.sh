#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Before the module is there: whether loading it would cut what is open.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

echo '+443/tcp' >"$work/file"
socket='  0: 0A00020F:%s %s:%s 01 00000000:00000000 00:00000000 00000000     0        0 1234 1 0000000000000000\n'

# no_module: nothing is open, and nothing is tracked
no_module()
{
	rm -rf "$OG_PROC_ROOT"
	mkdir -p "$OG_PROC_ROOT/proc/net" "$OG_PROC_ROOT/proc/self" "$OG_PROC_ROOT"/proc/sys/net/{ipv4,netfilter}
	ln -s ../net "$OG_PROC_ROOT/proc/self/net"
	echo '  sl  local_address rem_address   st' >"$OG_PROC_ROOT/proc/net/tcp"
	echo 0 >"$OG_PROC_ROOT/proc/sys/net/ipv4/ip_forward"
}

# cuts yes|no
cuts()
{
	local said=no

	expect 3 "$OGCTL" status
	! has "$(<"$work/err")" "would be cut: load it by \"modprobe outlook_guard policy='mode audit'\"" || said=yes
	verdict "status says so: $1" [ $said = "$1" ]
	expect 1 "$OGCTL" lint "$work/file"
	said=no
	! has "$(<"$work/out")" '[not-tracked]' || said=yes
	verdict "lint says so: $1" [ $said = "$1" ]
}

# open PEER: a connection of this machine's
open()
{
	# shellcheck disable=SC2059 # that is the format
	printf "$socket" 8000 "$1" 01BB >>"$OG_PROC_ROOT/proc/net/tcp"
}

no_module
cuts no
open 0100007F
cuts no
open 05007FCB
cuts yes
echo 3 >"$OG_PROC_ROOT/proc/sys/net/netfilter/nf_conntrack_count"
cuts no
echo 0 >"$OG_PROC_ROOT/proc/sys/net/netfilter/nf_conntrack_count"
cuts yes
no_module
echo 1 >"$OG_PROC_ROOT/proc/sys/net/ipv4/ip_forward"
cuts yes
fresh_module
echo 1 >"$OG_PROC_ROOT/proc/net/tcp"
expect 1 "$OGCTL" lint "$work/file"
verdict 'once it is loaded it is too late' lacks "$(<"$work/out")" '[not-tracked]'

# The audit that a first load begins with is said to have no end
sed -i 's/^mode .*/mode audit/' "$policy" "$stats"
expect 0 "$OGCTL" status
out_has 'until "ogctl enforce"'
sed -i 's/^trial_left .*/trial_left 50/' "$stats"
expect 0 "$OGCTL" status
verdict 'one that ends by itself is not' lacks "$(<"$work/out")" 'mode enforce |'

finish
