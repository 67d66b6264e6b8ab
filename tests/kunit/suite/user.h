/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory of user space, which sessions and files take their text from; gone with the test. */
#ifndef OG_USER_H
#define OG_USER_H

#include <linux/types.h>

struct kunit;

/* @size bytes of @text, at an address of user space. */
char __user *og_user_text(struct kunit *test, const char *text, size_t size);

/* An address of user space where nothing is. */
char __user *og_user_nowhere(struct kunit *test);

#endif
