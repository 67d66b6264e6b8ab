/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between two policies, on one line: "mode: audit -> enforce; input: +443/tcp -25/tcp; zone lab (new): +wg0". */
#ifndef OGCTL_CHANGE_WORDS_H
#define OGCTL_CHANGE_WORDS_H

#include "policy.h"

/* Free it; "" where nothing does. */
char *change_words(const struct og_policy *before, const struct og_policy *after);

#endif
