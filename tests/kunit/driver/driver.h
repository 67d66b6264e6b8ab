/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every allocation and registration that a system call of the module's users
 * leads to fails once: the n-th for n = 1, 2, ... until there is no n-th.
 */
#ifndef OG_DRIVER_H
#define OG_DRIVER_H

#include <stdbool.h>
#include <stddef.h>

/* What can be seen of the module from a namespace; "absent" where there is no file. */
#define STATE_SIZE	(64 * 1024)

struct state {
	char policy[STATE_SIZE];
	char stats[8192];
	char hooks[256];
	bool link, module;
};

struct scenario {
	const char *name;
	/* With faults armed. 0, or -errno: then nothing may have changed. */
	int (*attempt)(const struct scenario *scenario);
	/* Bring back what was before, without faults; NULL: the namespace's end does. */
	int (*undo)(const struct scenario *scenario);
	const char *text;	/* for attempt */
	const char *undo_text;	/* for undo */
	bool fresh;		/* in a namespace of its own, that nobody has written to */
	bool births;		/* the module itself arms the fault, for its part in it: guard_birth_fault() */
	bool loads;		/* likewise, see guard_load() */
	unsigned int refused;	/* at least so many of the failures must be seen by the caller */
};

/* Of the round, for a scenario that loads; else and without a fault 0. */
extern unsigned int load_nth;

/* The module, as a file: what the driver is called with. */
extern const char *module_path;

/* guard.c: the module's files. 0 or -errno. */
int guard_write(const char *text);
int guard_write_lines(const char *text);
int guard_read(const char *path, char *to, size_t size);
/* @nth: fail at this one of the points that come after the parameters have been read; 0: at none. */
int guard_load(const char *parameters, unsigned int nth);
int guard_unload(void);
/* Fail at this one of the module's points at the next birth of a namespace, or at the first point after them. */
int guard_birth_fault(unsigned int nth);
/* How many points were left before it; 0: it has happened. */
unsigned int guard_birth_left(void);
/* "keep" or "revert" what is on trial. */
int guard_trial(const char *word);
/* Put @text on trial and do that at once: what can fail of the second is had before the first. */
int guard_trial_of(const char *text, const char *word);
void guard_state(struct state *state);

/* manners.c: what a fault has no part in. Prints a line each, adds to the counts; the module is loaded. */
struct count {
	int passed, failed;
};

void manners_absent(struct count *count);
void manners_loaded(struct count *count);

/*
 * traffic.c: a datagram over this namespace's loopback device, there and read
 * again, so that counters are not all 0. 0 or -errno.
 */
int traffic_send(void);

/* round.c: one scenario, all its n; prints a line, returns whether all is well. @expected: shared memory. */
bool scenario_run(const struct scenario *scenario, struct state *expected);

#endif
