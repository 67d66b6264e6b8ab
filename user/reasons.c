// SPDX-License-Identifier: GPL-2.0-only
#include "reasons.h"

static const struct {
	const char *verdict, *name, *sentence;
} reasons[] = {
#define REASON(symbol, verdict, name, sentence) [OG_##symbol] = { #verdict, #name, sentence },
	OG_REASONS(REASON)
#undef REASON
};

const char *reason_verdict(enum og_reason reason)
{
	return reasons[reason].verdict;
}

const char *reason_name(enum og_reason reason)
{
	return reasons[reason].name;
}

const char *reason_sentence(enum og_reason reason)
{
	return reasons[reason].sentence;
}
