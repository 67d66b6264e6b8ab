/* SPDX-License-Identifier: GPL-2.0-only */
/* Processes, by what /proc tells of them. A process is named by its number or "self". */
#ifndef OGCTL_PROCESS_H
#define OGCTL_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PROCESS_NAME	24

/* The parent's name in place of @process. False: there is none to be seen. */
bool process_parent(char process[PROCESS_NAME]);
/* When it was forked, in ticks of CLOCK_BOOTTIME. */
bool process_began(const char *process, unsigned long long *ticks);
/* The device that it has for a terminal; 0: none. */
dev_t process_terminal(const char *process);
/*
 * The variable @name as this session has it: ours first, for a session inside another is the one that
 * counts; then that of the nearest process that we descend from. Each is tried until one is taken: an
 * empty one, or one that cannot be read, says nothing, and must not hide what an ancestor has. False: none is.
 */
bool session_variable(const char *name, bool (*take)(void *to, const char *value), void *to);
/* Visit the sockets that it holds open, by their descriptors; true: go on. False: they are not to be seen. */
typedef bool (*process_socket_visit)(void *to, int fd, unsigned long socket);
bool process_sockets_each(const char *process, process_socket_visit visit, void *to);
/* Whether it holds the socket open. */
bool process_holds(const char *process, unsigned long socket);

/*
 * Whether whoever runs this sits at the machine's own console, which no policy shuts: its screen or a
 * serial line is the terminal of a process that we descend from, or ours.
 */
bool console_is_ours(void);

#endif
