// SPDX-License-Identifier: GPL-2.0-only
#include "journal_kinds.h"

#include <syslog.h>

const struct journal_words *journal_words_of(enum journal_kind kind)
{
	static const struct journal_words words[JOURNAL_KINDS] = {
		[JOURNAL_CHANGE] = { "d7d395f694244939915f8e06fe97c4dc", "change", "changed the policy", LOG_NOTICE },
		[JOURNAL_OPEN] = { "e9aee03e8c38470a8b1241ae8171c1de", "open", "OPENED THE GATE, nothing is dropped", LOG_WARNING },
		[JOURNAL_TRIAL] = { "85c202dce8b644948b0a208dc332eb07", "trial", "put a policy on trial", LOG_NOTICE },
		[JOURNAL_KEEP] = { "a7dde104eead4c2a98e6a188389b19b6", "keep", "kept what was on trial", LOG_NOTICE },
		[JOURNAL_REVERT] = { "66575f4d488d404d969401237b2cdce5", "revert", "ended the trial, the policy before it is back", LOG_NOTICE },
		[JOURNAL_REVOKE] = { "e8552efea28143b4bd74dfa68bd36594", "revoke", "ended open connections", LOG_NOTICE },
		[JOURNAL_SAVE] = { "886b4a89ec2a4273a0cbe635ee395285", "save", "wrote the policy to disk", LOG_NOTICE },
		[JOURNAL_RELOAD] = { "d9a4080ea1504f45820db2c2604a4ec8", "reload", "took another module", LOG_NOTICE },
		[JOURNAL_FAST_ON] = { "7943febed786442986a18d7bf5238cd8", "fast-on", "switched the fast path on", LOG_NOTICE },
		[JOURNAL_FAST_OFF] = { "0b55f017ed9041fe8c701d0f6177d58a", "fast-off", "switched the fast path off", LOG_NOTICE },
		[JOURNAL_FALLBACK_ON] = { "04dc90efd54c47db9511c0c7e1726352", "fallback-on", "put the fallback in place", LOG_WARNING },
		[JOURNAL_FALLBACK_OFF] = { "de73bc63a76a4607a9ad5719698c44cf", "fallback-off", "took the fallback away", LOG_NOTICE },
		[JOURNAL_REFUSED] = { "3dcdfe7a418743ba8850f29a875e7abf", "refused", "was refused, nothing was changed", LOG_INFO },
	};

	return &words[kind];
}
