# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # scripts use what is set here
# Policies of zones that are compared with what others make of them. Their sources and devices are those of cases.c and packet.c.
page_items='icmp 22/tcp 25/tcp 53 110/tcp 389/tcp 465/tcp 587/tcp 636/tcp 953 993/tcp 995/tcp 1023/tcp 3268-3269/tcp 5222/tcp 5269/tcp 5280/tcp 8080/tcp'

# the page, its ports and its ICMP from WHOM alone
page_for()
{
	printf 'zone me %s\ninput established related loopback\nforward established related loopback\nfrom me %s' "$1" "$page_items"
}

networks='zone office 192.0.2.0/24 2001:db8:1::/48
zone admin 192.0.2.7 198.51.100.7 2001:db8:1::7 2001:db8:9::7
zone half 128.0.0.0/1 8000::/1
input established related loopback icmp 25/tcp
forward established
input from office 53 8080/tcp
input from admin 22/tcp proto:47
input from half 0/tcp 65535/udp
forward from office 143/tcp 53/udp proto:17
forward from admin any'

devices='zone lo lo
zone like lox0
zone both lo*
zone away ogv*  192.0.2.7 ::/96
input none
forward none
input from like icmp 953
input from both 25/tcp
input from away 22-53/tcp
forward from lo 110/tcp
forward from like proto:6
forward from away any'

# One family's whole space, and many zones that overlap
wide='zone four 0.0.0.0/0
zone six ::/0
zone low 0.0.0.0/1 ::/1
zone lower 0.0.0.0/8 ::/16
input established
forward none
input from four 22/tcp icmp
input from six 53 icmp
input from low 80
input from lower 1-24/udp
forward from four any
forward from lower 8080'
