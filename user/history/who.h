/* SPDX-License-Identifier: GPL-2.0-only */
/* Who is at work, as the administrator knows them. */
#ifndef OGCTL_WHO_H
#define OGCTL_WHO_H

struct who {
	char user[64];		/* who logged in, where the kernel knows it; else whom sudo names, or whose process it is */
	char sudo[64];		/* whom sudo names, where that is another; "" */
};

void who_find(struct who *who);

#endif
