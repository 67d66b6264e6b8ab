/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The contract between the module and everything outside it: file names,
 * limits, and the one list of reasons. No type of the kernel or of libc is
 * used here, so that anything may include it.
 */
#ifndef OUTLOOK_GUARD_H
#define OUTLOOK_GUARD_H

#define OG_NAME		"outlook_guard"
#define OG_VERSION	"0.2.0"

/* Below /proc/net of a network namespace, one set of files for each. */
#define OG_PROC_POLICY	"policy"
#define OG_PROC_STATS	"stats"
#define OG_PROC_PORTS	"ports"
#define OG_PROC_TRIAL	"trial"
#define OG_PROC_NET	"/proc/net/" OG_NAME
/* A symbolic link to the policy of whoever looks. */
#define OG_PROC_LINK	"/proc/" OG_NAME
#define OG_SYS_MODULE	"/sys/module/" OG_NAME

/* First line of the stats file; grows when a line changes its meaning. */
#define OG_STATS_FORMAT	1

/* Bytes of one transaction. */
#define OG_TEXT_MAX	1048576u

/* Seconds of a trial: a week. */
#define OG_TRIAL_MAX	604800u

/* The highest group of NFLOG; 16 bits in its messages (uapi/linux/netfilter/nfnetlink.h). */
#define OG_LOG_GROUP_MAX	65535u

/*
 * Why a packet passed or not: OG_REASON(symbol, verdict, name, sentence).
 * The stats file has a counter <chain>_<verdict>_<name> for each, and
 * <chain>_would_drop_<name> for each drop that audit mode let pass.
 * All accepts come before all drops: og_reason_drops() relies on it.
 */
#define OG_REASONS(OG_REASON) \
	OG_REASON(ACCEPT_STATE, accept, state, \
		  "the state of its connection is listed") \
	OG_REASON(ACCEPT_ANY, accept, any, \
		  "the chain accepts anything") \
	OG_REASON(ACCEPT_LOOPBACK, accept, loopback, \
		  "it came in on the loopback interface") \
	OG_REASON(ACCEPT_PROTOCOL, accept, protocol, \
		  "its IP protocol is listed") \
	OG_REASON(ACCEPT_PORT, accept, port, \
		  "its destination port is listed") \
	OG_REASON(ACCEPT_ZONE, accept, zone, \
		  "a zone that it comes from lists it") \
	OG_REASON(DROP_PORT, drop, port, \
		  "its destination port is not listed") \
	OG_REASON(DROP_PROTOCOL, drop, protocol, \
		  "its IP protocol is not listed") \
	OG_REASON(DROP_FRAGMENT, drop, fragment, \
		  "a later fragment shows no port") \
	OG_REASON(DROP_SHORT, drop, short, \
		  "its header cannot be read")

enum og_reason {
#define OG_REASON_SYMBOL(symbol, verdict, name, sentence) OG_##symbol,
	OG_REASONS(OG_REASON_SYMBOL)
#undef OG_REASON_SYMBOL
	OG_REASON_COUNT,
	OG_DROP_FIRST = OG_DROP_PORT,
};

static inline int og_reason_drops(enum og_reason reason)
{
	return reason >= OG_DROP_FIRST;
}

#endif
