/* SPDX-License-Identifier: GPL-2.0-only */
/* The groups of what doctor looks at. Each is a file of its own. */
#ifndef OGCTL_DOCTOR_GROUPS_H
#define OGCTL_DOCTOR_GROUPS_H

#include "diagnosis.h"

void doctor_kernel(struct doctor *doctor);	/* each kernel that can be started has a module, and headers to build one */
void doctor_dkms(struct doctor *doctor);	/* DKMS knows this version, and could build it */
void doctor_signature(struct doctor *doctor);	/* Secure Boot takes the module */
void doctor_module(struct doctor *doctor);	/* what is loaded, what is on disk, and the tool are of one version */

#endif
