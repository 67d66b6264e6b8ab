# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# What is planted after the first round: tests/soak/selftest looks at what is said of it then.

faults_plant()
{
	local fault
	for fault in $faults; do
		say "planting a fault: $fault"
		"fault_$fault"
	done
}

# a_mail PORT: all are read, for a grep that is cut off short would be an error
a_mail()
{
	grep -rls "^Subject: soak $1\\.4" "$demo_dir"/mail/alice.soak.ipv4/{new,cur} | sed -n 1p
}

# a mail is thrown away
fault_lost()
{
	rm "$(a_mail 587)"
}

# a mail comes twice
fault_twice()
{
	local mail
	mail=$(a_mail 465)
	cp -p "$mail" "${mail%/*}/again.${mail##*/}"
}

# firewall_does RULE: for half a minute
firewall_does()
{
	firewall_rule "$1"
	nap 30
	firewall open
}

# a connection that was there is reset
fault_cut()
{
	firewall_does "ip daddr $server4 tcp dport 22 ct state established reject with tcp reset"
}

# nobody can send for a while, and no policy says so
fault_shut()
{
	firewall_does 'tcp dport 587 ct state new drop'
}

# a port is open that should not be
fault_open()
{
	on_gateway 'ogctl allow 143/tcp'
}

# the kernel has something to say
fault_log()
{
	on_gateway 'echo "something is odd" > /dev/kmsg'
}

# somebody takes 1,000 sockets and does not give them back
fault_memory()
{
	on_gateway "setsid python3 -c 'import socket, time
held = [socket.socket() for _ in range(1000)]
time.sleep(100000)' > /dev/null 2>&1 < /dev/null & sleep 5"
}
