/* SPDX-License-Identifier: GPL-2.0-only */
/* A machine's first start with a policy: would enforcing it cut anything off that works now? */
#ifndef OGCTL_FIRST_H
#define OGCTL_FIRST_H

/*
 * By lint, with the policy in force: who listens at a port that input does not list, sshd among them, and what the machine's
 * devices need. 0; or EXIT_NO, after each such thing was said on stdout, with what to do about it.
 */
int first_look(void);

#endif
