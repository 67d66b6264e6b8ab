// SPDX-License-Identifier: GPL-2.0-only
/* The tests of zones in the language, every row of them, as the kernel's compiler builds parser and printer. */
#include "program.h"

#define main og_program
#include "test_core_zones.c"
#undef main

OG_PROGRAM_SUITE("zone_text");
