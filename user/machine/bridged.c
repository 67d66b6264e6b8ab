// SPDX-License-Identifier: GPL-2.0-only
#include "bridged.h"
#include "base/system_file.h"

#include <stdlib.h>

static bool is_on(const char *path)
{
	char *text;
	size_t size;
	bool on;

	if (system_read_file(path, &text, &size))
		return false;
	on = strtol(text, NULL, 10) == 1;
	free(text);
	return on;
}

u8 bridged_families(void)
{
	return is_on("/proc/sys/net/bridge/bridge-nf-call-iptables") << OG_IPV4 |
	       is_on("/proc/sys/net/bridge/bridge-nf-call-ip6tables") << OG_IPV6;
}
