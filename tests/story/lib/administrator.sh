# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh sets the variables
# The gateway's administrator, who sits in the office.

# administrator COMMAND [OPTION...]: over an ssh connection of its own, unless an option of ssh's says otherwise, with ogctl where a
# shell finds it
administrator()
{
	ip netns exec office ssh -F none -i "$demo_dir/ssh/client" -o KexAlgorithms=curve25519-sha256 -o BatchMode=yes \
		"${@:2}" -o "ConnectTimeout=180" -o "UserKnownHostsFile=$demo_dir/ssh/known_hosts" \
		"root@gateway.$domain" "PATH=/og/build/bin:\$PATH; $1"
}
