/* SPDX-License-Identifier: GPL-2.0-only */
/* A policy, its items and its zones in JSON. */
#ifndef OGCTL_POLICY_JSON_H
#define OGCTL_POLICY_JSON_H

#include "base/json_text.h"
#include "policy.h"

json_t *json_items(const struct og_items *items);
/* {"member": "192.0.2.0/24", "kind": "network"} */
json_t *json_member(const struct og_member *member);
/* Name, members and both lists of the zone in @slot. */
json_t *json_zone(const struct og_zones *zones, unsigned int slot);
json_t *json_policy(const struct og_policy *policy);

#endif
