/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tests of ogctl share: cmocka's includes, captured output, places. */
#ifndef TEST_USER_H
#define TEST_USER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROWS(table)	(sizeof(table) / sizeof((table)[0]))

/* What is printed into it, once closed; free text. */
struct capture {
	FILE *stream;
	char *text;
	size_t size;
};

static inline void capture_begin(struct capture *capture)
{
	capture->stream = open_memstream(&capture->text, &capture->size);
	assert_non_null(capture->stream);
}

static inline const char *capture_end(struct capture *capture)
{
	assert_int_equal(fclose(capture->stream), 0);
	return capture->text;
}

#endif
