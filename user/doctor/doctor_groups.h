/* SPDX-License-Identifier: GPL-2.0-only */
/* The groups of what doctor looks at. Each is a file of its own. */
#ifndef OGCTL_DOCTOR_GROUPS_H
#define OGCTL_DOCTOR_GROUPS_H

#include "diagnosis.h"

void doctor_kernel(struct doctor *doctor);	/* each kernel that can be started has a module, and headers to build one */
void doctor_dkms(struct doctor *doctor);	/* DKMS knows this version, and could build it */
void doctor_signature(struct doctor *doctor);	/* Secure Boot takes the module */
void doctor_module(struct doctor *doctor);	/* what is loaded, what is on disk, and the tool are of one version */
void doctor_units(struct doctor *doctor);	/* systemd brings it at each start, before the network */
void doctor_fallback(struct doctor *doctor);	/* what holds when the module cannot be loaded */
void doctor_disk(struct doctor *doctor);	/* the policy on disk is one, and is in force */
void doctor_addresses(struct doctor *doctor);	/* no address is there before that */
void doctor_conntrack(struct doctor *doctor);	/* the table of connections has room, and remembers */
void doctor_others(struct doctor *doctor);	/* who else drops or rewrites */
void doctor_needs(struct doctor *doctor);	/* the policy in force lists what this machine cannot do without */

#endif
