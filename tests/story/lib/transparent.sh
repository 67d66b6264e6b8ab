# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034,SC2154 # common.sh and play set the variables; acts.sh reads what is set here
# Gateways whose clients need not know that there is a proxy, or what address they have outside.

# transparent WAY...: redirect, tproxy, masquerade (gateway/transparent); nothing: none of them
transparent()
{
	gateway "/og/tests/story/gateway/transparent $*"
}

# caught_act TITLE WAY: for an act's file, where web connections are caught on their way
caught_act()
{
	title=$1
	proxy=$2
	ways=$2
}

# caught_expect WHO CLIENT PAGE: what goes past the proxy comes by it all the same, and is inspected: that client trusts nobody
# but the data centre. Who ought to be asked for a password is not, and gets nothing. Squid's port is listed for redirect alone; who
# calls it by its number is told nothing by Squid.
caught_expect()
{
	case $1/$2/$3 in
	*/asked) echo asked ;;
	*/opened) echo untrusted ;;
	*/denied) echo denied ;;
	*/direct) [[ $ways == *tproxy* ]] && echo silent || echo failed ;;
	forward/http/*) echo open ;;
	forward/https/*) echo untrusted ;;
	*/closed) echo silent ;;
	*) echo open ;;
	esac
}

# caught_door CHAIN PORT/PROTOCOL: where what was sent there arrives, as the hooks see it, in the act that is loaded
caught_door()
{
	case $ways/$2 in
	*redirect*/80/tcp) echo input 3129/tcp ;;
	*redirect*/443/tcp) echo input 3130/tcp ;;
	*tproxy*/80/tcp | *tproxy*/443/tcp) echo "input $2" ;;
	*) echo "$@" ;;
	esac
}
