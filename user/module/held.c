// SPDX-License-Identifier: GPL-2.0-only
#include "held.h"
#include "base/system_file.h"
#include "outlook_guard.h"

#include <stdlib.h>

#define PARAMETER	OG_SYS_MODULE "/parameters/held"

bool module_is_held(void)
{
	char *text;
	size_t size;
	bool held;

	if (system_read_file(PARAMETER, &text, &size))
		return false;
	held = *text == 'Y';
	free(text);
	return held;
}

bool module_hold(bool held)
{
	return !system_write_file(PARAMETER, held ? "1" : "0", 1, NULL);
}
