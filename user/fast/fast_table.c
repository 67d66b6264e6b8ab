// SPDX-License-Identifier: GPL-2.0-only
#include "fast_table.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What is only tried has a name of its own: who owns the other lets nobody else touch it. */
#define TRIED		FAST_TABLE "_tried"

static void print_devices(FILE *out, const struct fast_devices *devices)
{
	size_t i;

	if (!devices->count)
		return;
	fputs("\t\tdevices = { ", out);
	for (i = 0; i < devices->count; i++)
		fprintf(out, "%s\"%s\"", i ? ", " : "", devices->names[i]);
	fputs(" }\n", out);
}

/*
 * Only packets that ask put a connection there: those that answer have an
 * easier way through the hook, and would bring in what may not ask any more.
 */
static void print_rule(FILE *out, const struct fast_plan *plan)
{
	const char *comma = "";
	unsigned int f, t;

	if (fast_plan_empty(plan))
		return;
	fputs("\t\tct state established ct direction original meta nfproto . meta l4proto { ", out);
	for (f = 0; f < OG_FAMILIES; f++) {
		for (t = 0; t < OG_TRANSPORTS; t++) {
			if (plan->level[f][t] == FAST_NONE)
				continue;
			fprintf(out, "%s%s . %s", comma, fast_family_name(f), og_transport_name(t));
			comma = ", ";
		}
	}
	fputs(" } flow add @fast\n", out);
}

char *fast_table_text(const char *name, const struct fast_plan *plan, const struct fast_devices *devices,
		      unsigned int how)
{
	size_t size;
	char *text;
	FILE *out = open_text(&text, &size);

	/* Deleting what is not there is an error; adding what is there is none, but of another's table. */
	if (how & FAST_TABLE_ANEW)
		fprintf(out, "add table inet %s%s\n", name, how & FAST_TABLE_OWNED ? " { flags owner; }" : "");
	fprintf(out, "delete table inet %s\ntable inet %s {\n", name, name);
	if (how & FAST_TABLE_OWNED)
		fputs("\tflags owner\n", out);
	fputs("\tflowtable fast {\n"
	      "\t\thook ingress priority filter\n", out);
	print_devices(out, devices);
	fputs("\t}\n"
	      "\tchain forward {\n"
	      "\t\ttype filter hook forward priority filter + 10; policy accept;\n", out);
	print_rule(out, plan);
	fputs("\t}\n"
	      "}\n", out);
	close_text(out);
	return text;
}

/* All that a fast path can need; nobody owns it, for a kernel that has no owners can do it all the same. */
static void try_over(struct nft *nft, struct nft_answer *answer, const struct fast_devices *devices)
{
	struct fast_plan everything;
	char *text;

	memset(&everything, FAST_ALL, sizeof(everything));
	text = fast_table_text(TRIED, &everything, devices, FAST_TABLE_ANEW);
	nft_try(nft, answer, text);
	free(text);
}

/* The device that is always there tells what is missing: kernel or device. */
static bool kernel_can(struct nft *nft)
{
	struct fast_devices *loopback = need(sizeof(*loopback));
	struct nft_answer answer;
	bool can;

	fast_devices_add(loopback, "lo");
	try_over(nft, &answer, loopback);
	can = !answer.status;
	nft_release(&answer);
	free(loopback);
	return can;
}

int fast_table_check(const struct fast_devices *devices)
{
	struct nft *nft = nft_open();
	struct nft_answer answer;
	int code = 0;

	try_over(nft, &answer, devices);
	if (answer.status > 0 && !strstr(answer.err, "not permitted") && !kernel_can(nft)) {
		complain("this kernel has no fast path: its modules nf_flow_table, nf_flow_table_inet "
			 "and nft_flow_offload are missing or cannot be loaded; nothing was changed");
		code = EXIT_MODULE;
	} else if (answer.status) {
		code = nft_complain(&answer, "make a flowtable over these devices");
	}
	nft_release(&answer);
	nft_close(nft);
	return code;
}

static void make(struct nft *nft, struct nft_answer *answer, const struct fast_plan *plan,
		 const struct fast_devices *devices, unsigned int how)
{
	char *text = fast_table_text(FAST_TABLE, plan, devices, how);

	nft_run(nft, answer, text);
	free(text);
}

int fast_table_make(struct nft *nft, const struct fast_plan *plan, const struct fast_devices *devices,
		    bool *owned)
{
	struct nft_answer answer;
	int code = 0;

	make(nft, &answer, plan, devices, FAST_TABLE_ANEW | FAST_TABLE_OWNED);
	*owned = !answer.status;
	if (!*owned) {
		/* Linux 5.10 has no owners, nor has an old nft; what else is wrong is wrong again. */
		nft_release(&answer);
		make(nft, &answer, plan, devices, FAST_TABLE_ANEW);
	}
	if (answer.status)
		code = nft_complain(&answer, "make the fast path's table");
	nft_release(&answer);
	return code;
}

int fast_table_replace(struct nft *nft, const struct fast_plan *plan, const struct fast_devices *devices,
		       bool owned)
{
	struct fast_devices *present = need(sizeof(*present));
	struct nft_answer answer;
	int code = 0;

	/* nft takes none of a list of which one is missing. */
	fast_devices_look(devices, present, NULL);
	make(nft, &answer, plan, present, owned ? FAST_TABLE_OWNED : 0);
	if (answer.status && fast_table_look() == NFT_ABSENT)
		code = -ENOENT;
	else if (answer.status)
		code = nft_complain(&answer, "replace the fast path's table");
	nft_release(&answer);
	free(present);
	return code;
}

int fast_table_remove(struct nft *nft)
{
	struct nft_answer answer;
	struct nft *own;
	int code = 0;

	if (fast_table_look() == NFT_ABSENT)
		return 0;
	own = nft ? NULL : nft_open();
	nft_run(nft ? nft : own, &answer, "delete table inet " FAST_TABLE "\n");
	if (answer.status && fast_table_look() != NFT_ABSENT)
		code = nft_complain(&answer, "remove the fast path's table");
	nft_release(&answer);
	nft_close(own);
	return code;
}

enum nft_presence fast_table_look(void)
{
	return nft_table_look(FAST_TABLE);
}
