/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What of this machine keeps the gate from being there, or will: its kernels, DKMS, Secure Boot, units, the policy
 * on disk, who else has a say. One group a file; each says what it saw, and what is wrong.
 */
#ifndef OGCTL_DOCTOR_H
#define OGCTL_DOCTOR_H

#include "diagnosis.h"

/* All groups, in the network namespace that we are in; @elsewhere: it is that of -n. Changes nothing. Release it. */
void doctor_all(struct doctor *doctor, bool elsewhere);
/* Of the groups in their order; NULL: there are no more. */
const char *doctor_group_name(size_t index);

#endif
