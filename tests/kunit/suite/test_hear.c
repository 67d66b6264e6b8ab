// SPDX-License-Identifier: GPL-2.0-only
/* What a listener to a text is told, as the kernel's compiler builds it (in the module nobody listens). */
#include "program.h"

#define main og_program
#include "test_core_hear.c"
#undef main

OG_PROGRAM_SUITE("hear");
