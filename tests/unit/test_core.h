/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tests of kmod/core share: printed text. KUnit's `text` suite is built with it too. */
#ifndef TEST_CORE_H
#define TEST_CORE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "text.h"

struct text {
	char bytes[2 << 20];
	size_t size;
};

/* An og_emit(). */
static inline bool text_append(void *to, const char *bytes, size_t size)
{
	struct text *out = to;

	assert_true(out->size + size < sizeof(out->bytes));
	memcpy(out->bytes + out->size, bytes, size);
	out->size += size;
	out->bytes[out->size] = '\0';
	return true;
}

/* Appends to @to; at most 127 bytes. */
__attribute__((format(printf, 2, 3)))
static inline void text_say(struct text *to, const char *format, ...)
{
	char words[128];
	va_list args;
	int size;

	va_start(args, format);
	size = vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	assert_true(size >= 0 && (size_t)size < sizeof(words));
	text_append(to, words, (size_t)size);
}

/* What it prints, in @out, terminated. */
static inline const char *text_of(const struct og_policy *policy, struct text *out)
{
	out->size = 0;
	og_print_policy(policy, text_append, out);
	return out->bytes;
}

#endif
