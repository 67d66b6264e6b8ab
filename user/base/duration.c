// SPDX-License-Identifier: GPL-2.0-only
#include "duration.h"
#include "outlook_guard.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	unsigned int seconds;
	char letter;
} units[] = { { "d", 86400, 'd' }, { "h", 3600, 'h' }, { "min", 60, 'm' }, { "s", 1, 's' } };

#define UNITS	(sizeof(units) / sizeof(units[0]))

bool duration_parse(const char *typed, unsigned int *seconds)
{
	unsigned long long value = 0, unit = 1;
	size_t digits = strspn(typed, "0123456789"), i;

	/* As many as OG_TRIAL_MAX has, so that nothing overflows. */
	if (!digits || digits > 6)
		return false;
	if (typed[digits]) {
		for (i = 0; i < UNITS && units[i].letter != typed[digits]; i++)
			;
		if (i == UNITS || typed[digits + 1])
			return false;
		unit = units[i].seconds;
	}
	for (i = 0; i < digits; i++)
		value = value * 10 + (typed[i] - '0');
	value *= unit;
	if (value < 1 || value > OG_TRIAL_MAX)
		return false;
	*seconds = value;
	return true;
}

/* The two largest units: more would say nothing to anybody. */
const char *duration_text(unsigned int seconds, char text[DURATION_SIZE])
{
	unsigned int said = 0, count;
	size_t used = 0, i;

	for (i = 0; i < UNITS && said < 2; i++) {
		count = seconds / units[i].seconds;
		seconds %= units[i].seconds;
		if (count || (i == UNITS - 1 && !said)) {
			used += snprintf(text + used, DURATION_SIZE - used, "%s%u %s", said ? " " : "",
					 count, units[i].name);
			said++;
		} else if (said) {
			break;
		}
	}
	return text;
}
