/* SPDX-License-Identifier: GPL-2.0-only */
/* What IPv6 drops by the addresses alone, which its routing, when asked, does not say. */
#ifndef OGCTL_WAY_IPV6_H
#define OGCTL_WAY_IPV6_H

#include "machine/route.h"

/* Coming in from outside (ip6_rcv_core() in net/ipv6/ip6_input.c): why it ends there; NULL: it does not. */
const char *ipv6_never_comes_in(const struct address *from, const struct address *to);
/* To another device (ip6_forward() in net/ipv6/ip6_output.c): why it is not forwarded; NULL: it is. */
const char *ipv6_never_forwards(const struct address *from);
/* Whether @text, /proc/net/igmp6, has @group on the device with this index. Changes @text. */
bool ipv6_has_joined(char *text, u32 device, const struct address *group);

#endif
