// SPDX-License-Identifier: GPL-2.0-only
#include "fast_table.h"
#include "fast_nft.h"
#include "ogctl.h"
#include "out.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NO_SUCH		"No such file or directory"

static const char *const from_stdin[] = { "-f", "-", NULL };
static const char *const check_stdin[] = { "-c", "-f", "-", NULL };

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

char *fast_table_text(const struct fast_plan *plan, const struct fast_devices *devices, bool anew)
{
	size_t size;
	char *text;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	/* Deleting what is not there is an error; adding what is there is none. */
	if (anew)
		fputs("add table inet " FAST_TABLE "\n", out);
	fputs("delete table inet " FAST_TABLE "\n"
	      "table inet " FAST_TABLE " {\n"
	      "\tcomment \"made by ogctl fast\"\n"
	      "\tflowtable fast {\n"
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

static void run_text(struct nft_answer *answer, const char *const *arguments,
		     const struct fast_plan *plan, const struct fast_devices *devices, bool anew)
{
	char *text = fast_table_text(plan, devices, anew);

	nft_run(answer, text, arguments);
	free(text);
}

static struct fast_plan everything(void)
{
	struct fast_plan plan;

	memset(&plan, FAST_ALL, sizeof(plan));
	return plan;
}

/* The device that is always there tells what is missing: kernel or device. */
static bool kernel_can(void)
{
	const struct fast_plan plan = everything();
	struct fast_devices *loopback = need(sizeof(*loopback));
	struct nft_answer answer;
	bool can;

	fast_devices_add(loopback, "lo");
	run_text(&answer, check_stdin, &plan, loopback, true);
	can = !answer.status;
	nft_release(&answer);
	free(loopback);
	return can;
}

int fast_table_check(const struct fast_devices *devices)
{
	const struct fast_plan plan = everything();
	struct nft_answer answer;
	int code = 0;

	run_text(&answer, check_stdin, &plan, devices, true);
	if (answer.status > 0 && !strstr(answer.err, "not permitted") && !kernel_can()) {
		complain("this kernel has no fast path: its modules nf_flow_table, nf_flow_table_inet "
			 "and nft_flow_offload are missing or cannot be loaded; nothing was changed");
		code = EXIT_GUARD;
	} else if (answer.status) {
		code = nft_complain(&answer, "make a flowtable over these devices");
	}
	nft_release(&answer);
	return code;
}

int fast_table_make(const struct fast_plan *plan, const struct fast_devices *devices)
{
	struct nft_answer answer;
	int code = 0;

	run_text(&answer, from_stdin, plan, devices, true);
	if (answer.status)
		code = nft_complain(&answer, "make the fast path's table");
	nft_release(&answer);
	return code;
}

/* A device may have gone since, and nft takes none of a list of which one is missing. */
static struct fast_devices *still_there(const struct fast_devices *devices)
{
	struct fast_devices *present = need(sizeof(*present));
	size_t i;

	for (i = 0; i < devices->count; i++)
		if (if_nametoindex(devices->names[i]))
			fast_devices_add(present, devices->names[i]);
	return present;
}

int fast_table_replace(const struct fast_plan *plan, const struct fast_devices *devices)
{
	struct fast_devices *present = still_there(devices);
	struct nft_answer answer;
	int code = 0;

	run_text(&answer, from_stdin, plan, present, false);
	if (answer.status && fast_table_look() == FAST_ABSENT)
		code = -ENOENT;
	else if (answer.status)
		code = nft_complain(&answer, "replace the fast path's table");
	nft_release(&answer);
	free(present);
	return code;
}

int fast_table_remove(void)
{
	struct nft_answer answer;
	int code = 0;

	nft_run(&answer, "add table inet " FAST_TABLE "\ndelete table inet " FAST_TABLE "\n",
		from_stdin);
	if (answer.status)
		code = nft_complain(&answer, "remove the fast path's table");
	nft_release(&answer);
	return code;
}

enum fast_presence fast_table_look(void)
{
	static const char *const list[] = { "-t", "list", "table", "inet", FAST_TABLE, NULL };
	enum fast_presence presence = FAST_UNKNOWN;
	struct nft_answer answer;

	nft_run(&answer, "", list);
	if (!answer.status)
		presence = FAST_PRESENT;
	else if (answer.status > 0 && strstr(answer.err, NO_SUCH))
		presence = FAST_ABSENT;
	nft_release(&answer);
	return presence;
}
