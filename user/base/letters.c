// SPDX-License-Identifier: GPL-2.0-only
#include "letters.h"

#include <stdint.h>

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool letter_is(char c)
{
	return small(c) >= 'a' && small(c) <= 'z';
}

bool letter_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool letters_begin_equal(const char *a, const char *b, size_t length)
{
	for (; length && *a && small(*a) == small(*b); length--) {
		a++;
		b++;
	}
	return !length || small(*a) == small(*b);
}

bool letters_equal(const char *a, const char *b)
{
	return letters_begin_equal(a, b, SIZE_MAX);
}
