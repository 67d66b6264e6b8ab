/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The few names that kernel and libc spell differently, so that the rest of
 * core/ compiles in both without a condition.
 */
#ifndef OG_CORE_BASE_H
#define OG_CORE_BASE_H

#ifdef __KERNEL__
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/types.h>
#else
#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#endif

#endif
