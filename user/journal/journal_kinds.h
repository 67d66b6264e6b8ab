/* SPDX-License-Identifier: GPL-2.0-only */
/* Of which kind a line is, and what that is called; scripts and catalogs go by these, so none ever changes. */
#ifndef OGCTL_JOURNAL_KINDS_H
#define OGCTL_JOURNAL_KINDS_H

enum journal_kind {
	JOURNAL_CHANGE,
	JOURNAL_OPEN,		/* ... after which nothing is dropped any more */
	JOURNAL_TRIAL,
	JOURNAL_KEEP,
	JOURNAL_REVERT,
	JOURNAL_REVOKE,
	JOURNAL_SAVE,
	JOURNAL_RELOAD,
	JOURNAL_FAST_ON,
	JOURNAL_FAST_OFF,
	JOURNAL_FALLBACK_ON,
	JOURNAL_FALLBACK_OFF,
	JOURNAL_REFUSED,	/* to protect who asked; nothing was changed */
	JOURNAL_KINDS
};

struct journal_words {
	const char *id;		/* MESSAGE_ID, see systemd.journal-fields(7) */
	const char *action;	/* OG_ACTION */
	const char *sentence;	/* behind who did it */
	int priority;
};

const struct journal_words *journal_words_of(enum journal_kind kind);

#endif
