/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A policy as a table of nft that gives the module's verdicts: tests/verdict/export compares them, case by case. It
 * differs in one thing, and drops there: nft stops at an authentication header of IPv6, which the module passes over.
 */
#ifndef OGCTL_NFT_RULES_H
#define OGCTL_NFT_RULES_H

#include "policy.h"

/*
 * The text for nft, which replaces the table inet @name in one transaction; free it. @flags: of the table, as nft
 * spells them ("owner"), or NULL. What mode "off" gives is a table without a chain; "audit" drops nothing.
 */
char *nft_rules_text(const char *name, const struct og_policy *policy, const char *flags);

/* What an export calls its table. */
#define NFT_EXPORT_TABLE	"outlook_guard"

/*
 * The same to be handed over, with what the rules do not say beside them, as comments: see statements.h. "off" gives
 * all chains, none of which is at a hook.
 */
char *nft_export_text(const char *name, const struct og_policy *policy);

#endif
