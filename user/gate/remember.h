/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a start falls back on when the policy on disk cannot be used: the last good policy, and the rules of last resort
 * for nft, with the ssh ports that were good.
 */
#ifndef OGCTL_REMEMBER_H
#define OGCTL_REMEMBER_H

#include "policy.h"

/* @policy has been in force and is good. 0, or a negative errno: one of the two files is as it was. */
int remember_good(const struct og_policy *policy);
#endif
