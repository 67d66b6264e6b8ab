/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The compiled policy, and edits to it.
 *
 * Pure C: no function here allocates, locks or sleeps, and each may be called
 * from any context. Ports are in host byte order throughout.
 */
#ifndef OG_CORE_POLICY_H
#define OG_CORE_POLICY_H

#include "zone_edit.h"
#include "zones.h"

/*
 * What a policy says by a word and its value, in the order of the canonical
 * form. A new one is an enumerator here and a row in setting.c: parser,
 * printer, edits and comparison go by these.
 */
enum og_setting {
	OG_SET_MODE, OG_SET_IPV6, OG_SET_EARLY, OG_SET_TALLY, OG_SET_LOG,
	OG_SETTINGS,
	/* said like these, but of a transaction: no policy has it */
	OG_SET_TRIAL = OG_SETTINGS,
	OG_SAYINGS,
};

/* Their values. */
enum og_mode { OG_MODE_OFF, OG_MODE_ENFORCE, OG_MODE_AUDIT, OG_MODES };
enum og_ipv6 { OG_IPV6_FILTER, OG_IPV6_IGNORE, OG_IPV6_WORDS };
enum og_early { OG_EARLY_OFF, OG_EARLY_ON, OG_EARLY_WORDS };
enum og_tally { OG_TALLY_OFF, OG_TALLY_ON, OG_TALLY_WORDS };

/* Where drops are logged: this, or the number of an NFLOG group and one. */
#define OG_LOG_OFF	0u

#define OG_SETTING_BIT(s)	(1u << (s))
#define OG_CHAIN_BIT(c)		(1u << (c))
#define OG_CHAIN_BOTH		(OG_CHAIN_BIT(OG_INPUT) | OG_CHAIN_BIT(OG_FORWARD))

/* What a chain does with an IP protocol, before it looks at ports. */
enum og_class {
	OG_CLASS_TCP = OG_TCP,		/* look its port up in the list for tcp ... */
	OG_CLASS_UDP = OG_UDP,		/* ... or udp */
	OG_CLASS_DROP,
	OG_CLASS_ACCEPT,
	OG_CLASS_ANY,			/* accept, because the chain accepts anything */
};

/*
 * A chain ready to judge by. What the judge reads first comes first, derived
 * from the items at the end by og_chain_compile(); a byte a protocol, because
 * one load then says all that there is to say about it.
 */
struct og_chain {
	u8 states;				/* bit: enum og_state */
	u8 loopback;
	u8 classes[OG_FAMILIES][OG_PROTOS];	/* enum og_class */
	struct og_items items;
};

struct og_policy {
	u32 setting[OG_SETTINGS];	/* their values */
	struct og_chain chain[OG_CHAINS];
	struct og_zones zones;		/* last: what its chain accepts never looks at them */
};

/* What a transaction changes, whatever policy it is laid over. */
struct og_edit {
	u32 sets;		/* OG_SETTING_BIT()s */
	u32 setting[OG_SETTINGS];	/* values of those in @sets */
	u32 trial;		/* seconds; 0: not on trial */
	u8 masked[OG_CHAINS];	/* what "any" makes of no effect; see edit.c */
	struct og_items remove[OG_CHAINS];	/* first these go ... */
	struct og_items add[OG_CHAINS];		/* ... then these come */
	struct og_zone_edit zones;
};

static inline bool og_edit_sets(const struct og_edit *edit, enum og_setting setting)
{
	return edit->sets & OG_SETTING_BIT(setting);
}

/* What the page has: mode enforce, ipv6 filter, all else off. */
u32 og_setting_builtin(enum og_setting setting);

/* Derive from a chain's items what the judge reads first. */
void og_chain_compile(struct og_chain *chain);

/* The page's items, for either chain. */
void og_items_builtin(struct og_items *items);

/* The page's rules, in force. */
void og_policy_builtin(struct og_policy *policy);

/* Where nobody has written a policy yet: the same, off. */
void og_policy_unwritten(struct og_policy *policy);

/* Whether two policies allow the same: items and settings alike. */
bool og_policy_equal(const struct og_policy *a, const struct og_policy *b);

/* An edit that changes nothing. */
void og_edit_init(struct og_edit *edit);
/* @setting: also OG_SET_TRIAL, @value then its seconds. */
void og_edit_set(struct og_edit *edit, enum og_setting setting, u32 value);
/* The four things that statements do to chains; @chains: OG_CHAIN_BIT()s. */
void og_edit_state(struct og_edit *edit, unsigned int chains, const struct og_items *items);
void og_edit_state_ports(struct og_edit *edit, unsigned int chains, const struct og_items *items);
void og_edit_add(struct og_edit *edit, unsigned int chains, const struct og_item *item);
void og_edit_remove(struct og_edit *edit, unsigned int chains, const struct og_item *item);
/* Everything back to the built-in policy. */
void og_edit_reset(struct og_edit *edit);
struct og_error;

/*
 * Whether @edit can be laid over @policy: zones that it names are there, none
 * is left without members, and all that they list has room. False: @error says
 * why and where. NULL is a policy without zones. An edit that says nothing of
 * zones always fits.
 */
bool og_edit_fits(const struct og_edit *edit, const struct og_policy *policy,
		  struct og_error *error);
/* Lay @edit, which fits, over @policy, in place, and compile it. Cannot fail. */
void og_edit_apply(const struct og_edit *edit, struct og_policy *policy);

#endif
