/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a transaction says of zones, composed while it is read: for each port,
 * protocol, network and device the last word that was said of it holds.
 * statement.c fills it in; og_edit_fits() and og_edit_apply() lay it over a
 * policy. Pure C, any context.
 */
#ifndef OG_CORE_ZONE_EDIT_H
#define OG_CORE_ZONE_EDIT_H

#include "zones.h"

/* What one text may speak of, for it need not be what comes out in the end. */
#define OG_ZONE_EDIT_NETWORKS	(2 * OG_ZONE_NETWORKS)
#define OG_ZONE_EDIT_DEVICES	(2 * OG_ZONE_DEVICES)

/* Where something was said; line 0: it was not. */
struct og_place {
	u32 line, column, length;
};

/* A zone that the text speaks of; its bit in masks is its index. */
struct og_zone_said {
	char name[OG_ZONE_NAME_SIZE];
	bool defined;			/* by members, stated or added, since it was last gone */
	bool gone;			/* what the policy has of it goes, lists and all */
	bool members_stated;		/* the policy's go */
	bool list_stated[OG_CHAINS];	/* likewise */
	bool any[OG_CHAINS];
	struct og_place used;		/* first, not defined yet: the policy must have it */
	struct og_place member_taken;	/* last: a member had to stay */
	struct og_place item_taken[OG_CHAINS];	/* first, from what must not be any */
	u32 said_members, said_list[OG_CHAINS];	/* lines where these were stated */
};

/* A bit is in one of @add and @remove, or in none. */
struct og_zone_edit_bound {
	u16 low;
	u16 add, remove;
};

struct og_zone_edit_network {
	struct og_network network;
	u16 add, remove;
};

struct og_zone_edit_device {
	struct og_device device;
	u16 add, remove;
};

struct og_zone_edit {
	bool touched;			/* anything at all is said of zones */
	bool reset;			/* all that the policy has of them goes */
	bool refuse_said;
	u8 refuse;			/* enum og_refuse */
	u16 refuse_zones;
	struct og_place last;		/* what was said of zones last */
	u16 count;			/* of said[] */
	u16 device_count, network_count;
	u16 bounds_at[OG_ZONE_LISTS + 1];
	u16 proto_add[OG_CHAINS][OG_PROTOS], proto_remove[OG_CHAINS][OG_PROTOS];
	struct og_zone_said said[OG_ZONES];
	struct og_zone_edit_device device[OG_ZONE_EDIT_DEVICES];
	struct og_zone_edit_bound bound[OG_ZONE_BOUNDS];
	struct og_zone_edit_network network[OG_ZONE_EDIT_NETWORKS];
};

/* A member of a zone: a device pattern or a network. */
struct og_member {
	bool is_network;
	struct og_network network;
	struct og_device device;
};

/* The slot of a name (@length bytes), a new one if need be; OG_ZONES: there is no room. */
unsigned int og_zone_edit_slot(struct og_zone_edit *edit, const char *name, u32 length);

/* @slot's members and lists go, and all that was said of them before. */
void og_zone_edit_gone(struct og_zone_edit *edit, unsigned int slot);

/* Its members are stated: only those that are added from now on. */
void og_zone_edit_state_members(struct og_zone_edit *edit, unsigned int slot);
/* False: the text speaks of too many. */
bool og_zone_edit_member(struct og_zone_edit *edit, unsigned int slot,
			 const struct og_member *member, bool add);

/* Its lists in @chains (OG_CHAIN_BIT()s) are stated: only what is added from now on, or any. */
void og_zone_edit_state_list(struct og_zone_edit *edit, unsigned int slot, unsigned int chains,
			     bool any);
/* Ports, a protocol, or the word icmp. False: the text speaks of too many ranges. */
bool og_zone_edit_item(struct og_zone_edit *edit, unsigned int slot, unsigned int chains,
		       const struct og_item *item, bool add);

/* All that was said of the lists of the zones in @bit. */
void og_zone_edit_forget_list(struct og_zone_edit *edit, enum og_chain_id chain, u16 bit);

/* Who is told: nobody, all, or zones, which are added one by one. */
void og_zone_edit_refuse(struct og_zone_edit *edit, enum og_refuse refuse);
void og_zone_edit_refuse_zone(struct og_zone_edit *edit, unsigned int slot);

/* All that the policy has goes, and all that was said before. */
void og_zone_edit_reset(struct og_zone_edit *edit);

#endif
