/* SPDX-License-Identifier: GPL-2.0-only */
/* The fallback's table: a policy's rules, or those of last resort, in nft. */
#ifndef OGCTL_FALLBACK_RULES_H
#define OGCTL_FALLBACK_RULES_H

#include "machine/nft.h"
#include "policy.h"

#define FALLBACK_TABLE	"outlook_guard_fallback"

/* Whose table it is: the kernel's word for it, from the strongest; see struct fallback_state. */
enum fallback_owner { FALLBACK_PERSIST, FALLBACK_OWNER, FALLBACK_NO_OWNER, FALLBACK_OWNERS };

const char *fallback_owner_name(enum fallback_owner owner);

/* In force when this returns 0; else EXIT_MODULE after a complaint, and nothing has changed. */
int fallback_rules_make(struct nft *nft, const struct og_policy *policy, enum fallback_owner *owner);
/* The same of the rules of last resort, which the socket owns, too. */
int fallback_rules_last_resort(struct nft *nft);

/* 0, also when there is none, or EXIT_MODULE after a complaint. */
int fallback_rules_remove(struct nft *nft);

#endif
