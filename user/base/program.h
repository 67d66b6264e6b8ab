/* SPDX-License-Identifier: GPL-2.0-only */
/* Another program, run with a text and heard out. */
#ifndef OGCTL_PROGRAM_H
#define OGCTL_PROGRAM_H

struct program_answer {
	int status;	/* its exit status; -ENOENT: it is not installed; or another errno */
	char *out, *err;
};

/* @arguments: without the program itself, up to a NULL. Release the answer. */
void program_run(const char *program, struct program_answer *answer, const char *input,
		 const char *const *arguments);
void program_release(struct program_answer *answer);

#endif
