/* SPDX-License-Identifier: GPL-2.0-only */
/* What a service tells who started it, by the protocol of sd_notify(3). Where nobody listens, nothing is done. */
#ifndef OGCTL_SERVICE_MANAGER_H
#define OGCTL_SERVICE_MANAGER_H

/* Lines as of sd_notify(3): "READY=1", "STATUS=...". */
void service_tell(const char *lines);

/* Leave a descriptor with it, called @name, which it keeps open whatever becomes of us, and gives to our successor. */
void service_leave(int fd, const char *name);
/* The one that our predecessor left; -1: none. To be asked once. */
int service_left(const char *name);

#endif
