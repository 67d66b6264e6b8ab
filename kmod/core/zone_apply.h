/* SPDX-License-Identifier: GPL-2.0-only */
/* og_edit_fits() and og_edit_apply() for zones, for edit.c alone. Pure C, any context. */
#ifndef OG_CORE_ZONE_APPLY_H
#define OG_CORE_ZONE_APPLY_H

#include "text.h"

/* @zones NULL: the policy has none. False: @error. */
bool og_zone_edit_fits(const struct og_zone_edit *edit, const struct og_zones *zones,
		       struct og_error *error);

/* In place; what fits. */
void og_zone_edit_apply(const struct og_zone_edit *edit, struct og_zones *zones);

#endif
