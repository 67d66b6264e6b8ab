/* SPDX-License-Identifier: GPL-2.0-only */
/* A policy and its items in JSON. */
#ifndef OGCTL_POLICY_JSON_H
#define OGCTL_POLICY_JSON_H

#include "base/json_text.h"
#include "policy.h"

json_t *json_items(const struct og_items *items);
json_t *json_policy(const struct og_policy *policy);

#endif
