/* SPDX-License-Identifier: GPL-2.0-only */
/* Packet to flow to judge to verdict. */
#ifndef OG_HOOK_H
#define OG_HOOK_H

#include "state.h"

/* The chains' hooks, of which each namespace has a copy with itself as `priv`. */
extern const struct nf_hook_ops og_hooks[OG_HOOKS];

#endif
