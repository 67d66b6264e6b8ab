# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# What goes wrong in an act ACT-FAULT, after all is set up for ACT and before the clients come: the table must show it.

# squid_change SED: of the proxy that runs
squid_change()
{
	local conf=$demo_dir/squid/squid.conf
	gateway "cp $conf $conf.old && sed -i '$1' $conf && ! cmp -s $conf $conf.old && squid -k reconfigure -f $conf && sleep 2"
}

# office_trusts CA...: and nobody else
office_trusts()
{
	local family
	cat "$@" > "$demo_dir/tls/office.crt"
	[[ -z ${without-} ]] || return 0
	for family in 4 6; do
		ip netns exec office "$story/clients/thunderbird" "$family" trust "$@" > /dev/null || die 'Thunderbird trusts nobody'
	done
}

# mailboxes_take PASSWORD: from now on, whoever's they are. Postfix's processes would go on asking the Dovecot that they have asked before.
mailboxes_take()
{
	local dovecot=$demo_dir/dovecot/dovecot.conf postfix=$demo_dir/postfix
	sed -i "s/password=.*/password=$1/" "$dovecot"
	ip netns exec servers postfix -c "$postfix" stop
	ip netns exec servers doveadm -c "$dovecot" reload
	wait_for 60 "Dovecot's new password" ip netns exec servers doveadm -c "$dovecot" auth test bob "$1" > /dev/null 2>&1 || die "Dovecot takes no new password"
	ip netns exec servers postfix -c "$postfix" start
}

fault_plant()
{
	case $1 in
	'') return 0 ;;
	leak) ip netns exec firewall nft insert rule inet story forward tcp dport 993 accept ;;
	port) firewall_rule 'tcp dport 993 drop' ;;
	firewall) firewall_rule 'drop' ;;
	more) gateway '! [ -e /proc/outlook_guard ] || ogctl allow 24/tcp 143/tcp' ;;
	proxy) proxy off ;;
	authentication) squid_change 's/ office known/ office/' ;;
	inspection) squid_change 's/^ssl_bump bump all/ssl_bump splice all/' ;;
	rules) gateway 'nft delete table inet transparent' ;;
	unlisted) filter guard; tally_on ;;
	password) gateway "echo bob:nobody > $demo_dir/proxy/passwd" ;;
	mailbox) mailboxes_take nobody ;;
	ca) office_trusts "$tls_ca" ;;
	stranger | unused) ;; # while "learn" lets people work, which is over by now
	*) die "no fault \"$1\"" ;;
	esac
}

# fault_mend NAME: what the next act does not set up anew
fault_mend()
{
	case $1 in
	password) gateway_keys ;;
	mailbox) mailboxes_take "$password" ;;
	ca) office_trusts "$tls_ca" "$demo_dir/proxy/bump.crt" ;;
	esac
}
