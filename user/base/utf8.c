// SPDX-License-Identifier: GPL-2.0-only
#include "utf8.h"

#define TAIL_BITS	6
#define TAIL_MASK	((1u << TAIL_BITS) - 1)

/* How many bytes a letter has that begins with @first, which has some of its @bits; 0: none does. */
static size_t length_of(unsigned char first, uint32_t *bits)
{
	if (first >= 0xf0) {
		*bits = first & 0x07u;
		return first <= 0xf4 ? 4 : 0;
	}
	if (first >= 0xe0) {
		*bits = first & 0x0fu;
		return 3;
	}
	*bits = first & 0x1fu;
	return first >= 0xc2 ? 2 : 0;
}

size_t utf8_letter(const char *text, size_t size, uint32_t *letter)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *bytes = (const unsigned char *)text;
	size_t length, i;

	if (!size)
		return 0;
	if (bytes[0] < 0x80) {
		*letter = bytes[0];
		return 1;
	}
	length = length_of(bytes[0], letter);
	if (!length || length > size)
		return 0;
	for (i = 1; i < length; i++) {
		if ((bytes[i] & ~TAIL_MASK) != 0x80)
			return 0;
		*letter = *letter << TAIL_BITS | (bytes[i] & TAIL_MASK);
	}
	if (*letter < least[length] || *letter > 0x10ffff || (*letter >= 0xd800 && *letter <= 0xdfff))
		return 0;
	return length;
}
