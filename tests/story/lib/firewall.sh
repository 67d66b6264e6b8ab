# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh sets the variables
# The organisation's firewall, between the gateway and the data centre.

# firewall_rules: from stdin
firewall_rules()
{
	ip netns exec firewall nft -f -
}

firewall_web()
{
	firewall_rules <<-END
	table inet story {
		chain forward {
			type filter hook forward priority 0; policy drop;
			ct state established,related accept
			ip saddr $firewall_net4.2 tcp dport { 80, 443 } accept
			ip6 saddr $firewall_net6:2 tcp dport { 80, 443 } accept
		}
	}
	END
}

firewall_gateway()
{
	firewall_rules <<-END
	table inet story {
		chain forward {
			type filter hook forward priority 0; policy accept;
			ct state established,related accept
			iifname outside ip saddr != $firewall_net4.2 drop
			iifname outside ip6 saddr != $firewall_net6:2 drop
		}
	}
	END
}

# firewall open|web|gateway|policy: open does not look; web lets through 80 and 443 from the gateway, nothing else; gateway
# from the gateway's side all that has its address, nothing else; policy has firewall.policy as nftables' rules
firewall()
{
	firewall_rules <<-END
	add table inet story
	delete table inet story
	add table inet outlook_guard
	delete table inet outlook_guard
	END
	case $1 in
	web) firewall_web ;;
	gateway) firewall_gateway ;;
	policy) /og/build/bin/ogctl export nft --policy "$story/firewall.policy" | firewall_rules ;;
	esac
	# What was let through before must not pass as "established" now.
	ip netns exec firewall conntrack -F 2>> "$demo_dir/log/conntrack" || die 'firewall: conntrack -F failed'
}

# firewall_rule RULE: before all that the firewall has; `firewall` takes it away with the table
firewall_rule()
{
	firewall_rules <<-END
	table inet story {
		chain first {
			type filter hook forward priority -10; policy accept;
			$1
		}
	}
	END
}
