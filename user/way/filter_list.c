// SPDX-License-Identifier: GPL-2.0-only
#include "filter_list.h"
#include "base/need.h"

#include <stdlib.h>

void other_filters_add(struct other_filters *others, const struct other_filter *other)
{
	others->list = need_room(others->list, &others->room, others->count, sizeof(*other));
	others->list[others->count++] = *other;
}

void other_filters_release(struct other_filters *others)
{
	free(others->list);
	*others = (struct other_filters){ 0 };
}
