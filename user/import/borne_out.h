/* SPDX-License-Identifier: GPL-2.0-only */
/* Settings by which more passes than lists have: a comment says them, and only what the rules do makes it so. */
#ifndef OGCTL_IMPORT_BORNE_OUT_H
#define OGCTL_IMPORT_BORNE_OUT_H

#include "passes.h"

/* Whether @known has one of them at all. */
bool borne_out_asks(const struct og_policy *known);
/* Strikes comments of those that the rules do not bear out, and names them; @families is what the rules speak of. True: it struck some. */
bool borne_out_strike(struct ruleset *set, const struct og_policy *known, unsigned int families,
		      const struct passes passes[OG_CHAINS][OG_FAMILIES]);

#endif
