/* SPDX-License-Identifier: GPL-2.0-only */
/* An entry on its way to the system's journal, by the protocol of systemd.io/JOURNAL_NATIVE_PROTOCOL. */
#ifndef OGCTL_JOURNAL_SEND_H
#define OGCTL_JOURNAL_SEND_H

#include <stdio.h>

/*
 * A field of an entry. Its value goes with its length in front, so that none of its bytes, a line's end among them, can
 * begin another field.
 */
void journal_put(FILE *entry, const char *name, const char *value);
void journal_put_number(FILE *entry, const char *name, unsigned long long value);

/* An entry of such fields. 0, also where no journal is: then the line @message, of @priority, goes to syslog. Or a negative errno. */
int journal_send(const char *entry, size_t size, int priority, const char *message);

#endif
