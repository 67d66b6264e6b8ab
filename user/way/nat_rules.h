/* SPDX-License-Identifier: GPL-2.0-only */
/* Rules of NAT that rewrite a destination, and what they make of a packet; whoever wrote them. Pure. */
#ifndef OGCTL_NAT_RULES_H
#define OGCTL_NAT_RULES_H

#include "way_packet.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether a rule is for a packet, as far as it can be told. */
enum nat_fit { NAT_FITS_NOT, NAT_MAY_FIT, NAT_FITS };

enum nat_verb {
	NAT_GOES_ON,		/* it counts, logs: what has no part in it */
	NAT_STOPS,		/* accept: the packet stays as it is */
	NAT_RETURNS, NAT_JUMPS, NAT_GOES_TO,
	NAT_SENDS,		/* dnat */
	NAT_REDIRECTS,		/* to this machine */
};

struct nat_target {
	struct address to;
	bool has_to;		/* else the address stays, or (redirect) it is one of this machine's */
	bool unclear;		/* a map, a range: it is one of several */
	u16 port;		/* 0: it stays */
};

struct nat_rule {
	char table[80], chain[64], jump[64];
	bool begins;		/* its chain is where packets come from outside */
	enum nat_fit fit;
	enum nat_verb verb;
	struct nat_target target;
};

struct nat_rules {
	struct nat_rule *list;
	size_t count, room;
};

/* The packet that rules are looked at for. */
struct nat_packet {
	const struct way_packet *packet;
	const char *in;		/* the device's name; NULL: not known */
	bool here;		/* its destination is this machine's own */
};

void nat_rules_add(struct nat_rules *rules, const struct nat_rule *rule);
/* One fact against another, for both. */
enum nat_fit nat_not(enum nat_fit fit, bool negated);
enum nat_fit nat_both(enum nat_fit a, enum nat_fit b);
enum nat_fit nat_fit_address(const char *prefix, const struct address *address);
enum nat_fit nat_fit_device(const char *pattern, const char *device);
enum nat_fit nat_fit_port(unsigned long low, unsigned long high, u16 port);
enum nat_fit nat_fit_protocol(const char *name, u8 proto);
/* "10.0.0.2:80", "[fd00::2]:80", "10.0.0.2", ":80" */
void nat_target_parse(struct nat_target *target, const char *text);

struct nat_answer {
	enum nat_fit rewrites;	/* NAT_MAY_FIT: @target is what it may become */
	struct nat_target target;
	char table[80];		/* whose rule it is */
	bool redirects;
};

/* What the first rule that is for it makes of it. */
void nat_decide(const struct nat_rules *rules, struct nat_answer *answer);

#endif
