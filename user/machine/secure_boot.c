// SPDX-License-Identifier: GPL-2.0-only
#include "secure_boot.h"
#include "base/system_file.h"

#include <stdlib.h>

#define VARIABLE	"/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

/* efivarfs has four bytes of attributes before the value, which is one byte. */
bool secure_boot(void)
{
	char *text;
	size_t size;
	bool on;

	if (system_read_file(VARIABLE, &text, &size))
		return false;
	on = size == 5 && text[4] == 1;
	free(text);
	return on;
}
