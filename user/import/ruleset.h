/* SPDX-License-Identifier: GPL-2.0-only */
/* Rules of iptables or nft, as far as they decide what passes at the hooks input and forward. */
#ifndef OGCTL_IMPORT_RULESET_H
#define OGCTL_IMPORT_RULESET_H

#include "box.h"
#include "policy/source.h"

enum verdict {
	VERDICT_NONE,		/* the next rule decides */
	VERDICT_ACCEPT,
	VERDICT_DROP,
	VERDICT_REJECT,
	VERDICT_RETURN,
	VERDICT_JUMP,
	VERDICT_GOTO,
	VERDICT_UNKNOWN,	/* somebody else's: may accept, may drop */
};

struct chain;

/* Where it is written, for people: "rules.v4:12", "inet filter input, handle 7". */
struct rule {
	struct box box;
	enum verdict verdict;
	struct chain *in;
	struct chain *to;	/* of JUMP and GOTO */
	const char *place;
	const char *text;	/* as it is written, cut where that is long */
	const char *zone;	/* that a comment of an export says it is for; NULL: none */
	struct rule *first;	/* of the same rule, of which this is another way; NULL: this is it */
	const char *left;	/* why the policy does not say it; NULL: it does, as far as is known */
	const char *todo;	/* ... and what to do */
};

/* The hook that a chain is called at. */
enum hook { HOOK_NONE, HOOK_INPUT, HOOK_FORWARD, HOOK_ELSEWHERE };

struct chain {
	const char *key;		/* of one among all: "ip filter INPUT" */
	const char *name;
	enum hook hook;
	long priority;
	unsigned int families;
	enum verdict policy;		/* of a chain with a hook: ACCEPT or DROP */
	struct rule end;		/* the policy as a rule, for what is said of it */
	struct rule **rules;
	size_t count, room;
	bool defined;			/* the ruleset has it, and does not only name it */
	bool named;			/* a rule of iptables goes to what is called so */
	bool nat;			/* with a hook: it sees the first packet of a connection alone */
	bool returns;			/* what returns from it passes, whatever its policy */
	bool added;			/* the text adds to it, and does not say what else is there */
	bool busy;			/* it is being walked through */
};

/* What a comment says for us, "ogctl: zone office eth1". */
struct remark {
	const char *text;
	const char *place;
	struct og_error error;		/* line and column in the source; 0: it has none */
	bool struck;			/* it is not taken, and a rule names it */
};

struct ruleset {
	struct arena arena;
	struct chain **chains;		/* in the order of the ruleset */
	size_t count, room;
	void *by_key;			/* of <search.h> */
	struct rule **rules;		/* all of them, policies too, in the order of the ruleset */
	size_t rule_count, rule_room;
	struct remark *remarks;
	size_t remark_count, remark_room;
	unsigned int families;		/* what it may speak of at all */
	unsigned int given;		/* files read */
	const char *guessed;		/* which of them do not say their family, a line each; NULL: none */
	bool diverts;			/* packets for others may come in at input, to a proxy */
	struct og_policy *own;		/* what it is an export of; NULL: of none */
	size_t work;			/* boxes compared so far: there is an end to it */
};

/* The chain of that key, a new one if need be. */
struct chain *ruleset_chain(struct ruleset *set, const char *key, const char *name);
struct rule *ruleset_rule(struct ruleset *set, struct chain *chain);
void ruleset_remark(struct ruleset *set, const char *text, const char *place, const struct og_error *error);
/* The comment is named as a rule that is left, for good. */
void ruleset_strike(struct ruleset *set, struct remark *remark, const char *why, const char *todo);
void ruleset_free(struct ruleset *set);

/* It is not in the policy, or not whole; the first who says so is heard. @rule may be NULL: then it is nobody's. */
void rule_left(struct rule *rule, const char *why, const char *todo);

#endif
