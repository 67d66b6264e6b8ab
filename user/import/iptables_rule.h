/* SPDX-License-Identifier: GPL-2.0-only */
/* The words of a rule of iptables-save, from its matches to its target. */
#ifndef OGCTL_IMPORT_IPTABLES_RULE_H
#define OGCTL_IMPORT_IPTABLES_RULE_H

#include "iptables_words.h"
#include "ruleset.h"

/* One match of conntrack says at once what its options say. */
struct conntrack {
	bool has_state;
	u8 states;			/* of those that its --ctdir does not mean either, if it has one */
	bool has_direction;
	u8 direction;
};

struct iptables_rule {
	struct ruleset *set;
	struct rule *rule;
	const struct words *words;
	size_t at;			/* the word being read */
	bool not;			/* a ! stands before it */
	const char *target;		/* of -j or -g; NULL: none, so the rule only counts */
	bool goes;			/* -g */
	const char *behind;		/* an option behind the target that nobody here knows; NULL: none */
	bool obscure;			/* an option may have said a target in another way than -j and -g */
	struct conntrack conntrack;	/* of the "-m conntrack" being read */
	bool has_ports;			/* a match read ports, which needs to know of which protocol */
	const char *wrong;		/* of the word at @at; NULL: nothing is */
};

/* From words->word[from] on. False: @wrong says why, and @at which word. */
bool iptables_rule_read(struct iptables_rule *read, size_t from);

/* iptables_match.c: one match by the name of its option, whose values begin behind @at; it goes on behind them. */
bool iptables_match(struct iptables_rule *read, const char *option);
/* ... and what ends a match of conntrack. */
void iptables_match_conntrack(struct iptables_rule *read);

#endif
