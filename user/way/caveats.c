// SPDX-License-Identifier: GPL-2.0-only
#include "caveats.h"
#include "base/need.h"

#include <stdarg.h>
#include <stdlib.h>

void caveats_add(struct caveats *caveats, const char *kind, const char *format, ...)
{
	struct caveat caveat = { .kind = kind };
	va_list args;

	va_start(args, format);
	caveat.text = need_vtext(format, args);
	va_end(args);
	caveats->list = need_room(caveats->list, &caveats->room, caveats->count, sizeof(caveat));
	caveats->list[caveats->count++] = caveat;
}

void caveats_by(struct caveats *caveats, unsigned int by)
{
	caveats->list[caveats->count - 1].by = by;
}

void caveats_release(struct caveats *caveats)
{
	size_t i;

	for (i = 0; i < caveats->count; i++)
		free(caveats->list[i].text);
	free(caveats->list);
	*caveats = (struct caveats){ 0 };
}
