/* SPDX-License-Identifier: GPL-2.0-only */
/* The monitor's two faces. */
#ifndef OGCTL_MONITOR_H
#define OGCTL_MONITOR_H

#include "sample.h"

#include <jansson.h>

/* A line of "monitor -j". */
json_t *monitor_json(const struct sample *before, const struct sample *now);

/* Where a screen goes to; what does not fit is left out. */
struct monitor_page {
	int width, height;
	void (*line)(void *to, int row, const char *text);
	void *to;
};

void monitor_draw(const struct monitor_page *page, const struct sample *before,
		  const struct sample *now);

#endif
