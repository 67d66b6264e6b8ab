/* SPDX-License-Identifier: GPL-2.0-only */
/* Letters of UTF-8 in bytes that may be anything: a file's name, an argument, a name in /etc/services. Pure. */
#ifndef OGCTL_UTF8_H
#define OGCTL_UTF8_H

#include <stddef.h>
#include <stdint.h>

/*
 * The letter that @text, of @size bytes, begins with, into @letter; how many bytes it has. 0: it begins with
 * none, by RFC 3629: not its shortest form, a surrogate, over 10ffff, cut, or no text at all.
 */
size_t utf8_letter(const char *text, size_t size, uint32_t *letter);

#endif
