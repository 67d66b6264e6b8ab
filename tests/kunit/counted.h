/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * gcov counts the branches inside a macro as those of the line that uses it.
 * A check of RCU's macros that a sound module never fails is a call here, and
 * checks as before; bytes are swapped by the compiler, as on x86, and not by a
 * choice that it makes later. Included before anything else.
 */
#ifndef OG_COUNTED_H
#define OG_COUNTED_H

/* as the module's sources say it, who come too late: printk.h is being read here */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#define __HAVE_BUILTIN_BSWAP16__
#define __HAVE_BUILTIN_BSWAP32__
#define __HAVE_BUILTIN_BSWAP64__

#include <linux/rcupdate.h>

void og_counted_rcu(bool wrong, const char *file, int line, const char *why);

#undef RCU_LOCKDEP_WARN
#define RCU_LOCKDEP_WARN(wrong, why) og_counted_rcu(wrong, __FILE__, __LINE__, why)

#endif
