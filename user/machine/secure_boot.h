/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether this machine's firmware starts what is signed, and nothing else. */
#ifndef OGCTL_SECURE_BOOT_H
#define OGCTL_SECURE_BOOT_H

#include <stdbool.h>

/* False too where there is no EFI, or efivarfs is not mounted. The variable is of the UEFI specification, 3.3. */
bool secure_boot(void);

#endif
