/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policies that were applied here, each a file that is itself a policy, below
 * OG_STATE_DIR/history: of the first network namespace there, of one that "ip
 * netns" knows in netns/NAME. Others come and go without a name, and have none.
 */
#ifndef OGCTL_HISTORY_H
#define OGCTL_HISTORY_H

#include "machine/ssh_connection.h"
#include "policy.h"

#include <time.h>

#define HISTORY_MAX	50

enum history_kind {
	HISTORY_CHANGE,
	HISTORY_TRIAL,		/* in force only if it was kept: then HISTORY_KEEP follows */
	HISTORY_KEEP,
	HISTORY_REVERT,
	HISTORY_FOUND,		/* what was in force before, by other hands than ogctl's */
	HISTORY_KINDS
};

struct history_entry {
	unsigned int number;
	char *path;
	enum history_kind kind;
	time_t when;
	unsigned int trial;		/* seconds */
	unsigned long long generation;
	char user[64];			/* who logged in, where the kernel knows it; else whom sudo names, or whose process */
	char sudo[64];			/* whom sudo names, where that is another; "" */
	char connection[CONNECTION_TEXT];	/* "" without ssh */
	char command[512];
};

struct history {
	struct history_entry *entries;	/* the oldest first */
	size_t count, room;
};

/* 0 or a negative errno; -ENODATA: the namespace has none. No entry at all is no error. */
int history_load(struct history *history);
/* The same, but complains: 0 or an exit code. */
int history_read(struct history *history);
void history_free(struct history *history);
const char *history_kind_name(enum history_kind kind);
/* By number; NULL after a complaint. */
const struct history_entry *history_find(const struct history *history, unsigned int number);
/* The newest that held, and is another policy than @now; NULL: there is none. */
const struct history_entry *history_previous(const struct history *history,
					     const struct og_policy *now);
/* What it says. False: its file is not a policy any more. */
bool history_policy(const struct history_entry *entry, struct og_policy *policy);
/* What became of a trial: "kept", "reverted", "not kept"; "" for anything else. */
const char *history_outcome(const struct history *history, const struct history_entry *entry);

/* "7" or "@7": the path of that entry's file, free it. NULL: it is no such name, or @code says why not. */
char *history_path(const char *argument, int *code);

struct history_change {
	enum history_kind kind;
	unsigned int trial;
	unsigned long long generation;
	const struct og_policy *before, *after;	/* NULL before: what came before does not matter */
	const struct ssh_connection *connection;
};

/*
 * From before one looks at what is in force until one has recorded what has become of it: a change and its record
 * are one, and entries come in the order of generations. Waits for another ogctl that has it, though not without
 * end; in a namespace that has no history for nobody. May be nested.
 */
void history_hold(void);
void history_let_go(void);

/* Nothing that was done is undone because it cannot be written down: that is a note. The journal is told, too. */
void history_record(const struct history_change *change);
/* With the generation of this moment and, where @after is NULL, with the policy that is in force. */
void history_record_now(const struct history_change *change);
/*
 * The journal alone, for what was done but cannot be read back; history_record() does so by itself. While the history is
 * held it waits until it is let go: who waits for us is not to wait for the journal.
 */
void history_tell(const struct history_change *change);

#endif
