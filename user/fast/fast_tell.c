// SPDX-License-Identifier: GPL-2.0-only
#include "fast_tell.h"
#include "journal/journal.h"

#include <stdlib.h>

void fast_tell_on(const struct fast_devices *devices)
{
	char *names = fast_devices_text(devices);

	journal_tell(&(struct journal_event){ .kind = JOURNAL_FAST_ON, .what = names });
	free(names);
}
