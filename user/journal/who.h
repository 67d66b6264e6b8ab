/* SPDX-License-Identifier: GPL-2.0-only */
/* Who is at work, as the administrator knows them. */
#ifndef OGCTL_WHO_H
#define OGCTL_WHO_H

/* Who says so: the kernel, which keeps it whatever becomes of the process; a variable; nobody logged in. */
enum who_by { WHO_LOGIN, WHO_SUDO, WHO_PROCESS };

struct who {
	enum who_by by;
	char user[64];		/* who logged in, where the kernel knows it; else whom sudo names, or whose process it is */
	char sudo[64];		/* whom sudo names, where that is another; "" */
};

void who_find(struct who *who);

#endif
