/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Letters of ASCII, which words of commands and most names are made of. The C library's own functions go by the
 * user's locale: in Turkish the small letter of "I" is none of "imap".
 */
#ifndef OGCTL_LETTERS_H
#define OGCTL_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

bool letter_is(char c);
bool letter_is_digit(char c);

/* Whether they are the same in any case of letters; the first @length bytes of them. */
bool letters_equal(const char *a, const char *b);
bool letters_begin_equal(const char *a, const char *b, size_t length);

#endif
