/* SPDX-License-Identifier: GPL-2.0-only */
/* A tunnel that a program carries (OpenVPN, tinc, vpnc): the tun or tap device that it has open. */
#ifndef OGCTL_TUN_HOLDER_H
#define OGCTL_TUN_HOLDER_H

#include "carrier.h"

/* The ports at which whoever holds the tun device @carrier->device waits for packets or connections. */
void tun_holder_ways(struct carrier *carrier);

/* A device's name in the text of /proc/PID/fdinfo/FD of a tun: "iff:\tNAME". */
bool tun_is_of(const char *fdinfo, const char *device);

#endif
