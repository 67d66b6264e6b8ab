// SPDX-License-Identifier: GPL-2.0-only
/* The language's tests of tests/unit, every row of them, as the kernel's compiler builds parser and printer. */
#include "program.h"

#define main og_program
#include "test_core_text.c"
#undef main

OG_PROGRAM_SUITE("text");
