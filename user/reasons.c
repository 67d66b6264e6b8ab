// SPDX-License-Identifier: GPL-2.0-only
#include "reasons.h"

const char *reason_sentence(enum og_reason reason)
{
	static const char *const sentences[] = {
#define SENTENCE(symbol, verdict, name, sentence) [OG_##symbol] = (sentence),
		OG_REASONS(SENTENCE)
#undef SENTENCE
	};

	return sentences[reason];
}
