// SPDX-License-Identifier: GPL-2.0-only
#include "advice_text.h"
#include "base/need.h"
#include "policy/names.h"
#include "policy/policy_text.h"
#include "seen/tally_words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define WIDTH	88u	/* of comments in the file */
#define LEFT_OUT_SHOWN	24u

/* "#   why:    a sentence", broken at the width, later lines below its first word. */
static void put_comment(FILE *out, const char *label, const char *text)
{
	unsigned int indent = strlen(label), column = indent;
	const char *word = text;

	fputs(label, out);
	while (*word) {
		unsigned int length = strcspn(word, " \n");

		if (column > indent && column + 1 + length > WIDTH) {
			fprintf(out, "\n#%*s", (int)indent - 1, "");
			column = indent;
		} else if (column > indent) {
			fputc(' ', out);
			column++;
		}
		fwrite(word, 1, length, out);
		column += length;
		word += length + strspn(word + length, " \n");
	}
	fputc('\n', out);
}

static void put_note(FILE *out, const struct port_note *note)
{
	put_comment(out, "#   why:    ", note->why);
	put_comment(out, "#   source: ", note->source);
	put_comment(out, "#   risk:   ", note->risk);
}

static void put_title(FILE *out, const struct tally_row *row)
{
	const char *name = names_of_port(row->port, row->transport);
	char *said = tally_row_say(row);

	fprintf(out, "# %s %s: %s\n", port_say(row->transport, row->port).text,
		name ? name : "(no name)", said);
	free(said);
}

/* Each item of a list, signed. */
static void put_added(FILE *out, const char *items)
{
	for (fputs(" +", out); *items; items++) {
		fputc(*items, out);
		if (*items == ' ')
			fputc('+', out);
	}
	fputc('\n', out);
}

/* A block a port, as in a profile, with what was seen of it. */
static void put_wanted(const struct advice *advice, FILE *out, const struct tally_row *row)
{
	struct port_note note;

	fputc('\n', out);
	put_title(out, row);
	if (knowledge_of_port(&advice->knowledge, row->chain, row->transport, row->port, &note))
		put_note(out, &note);
	else
		put_comment(out, "#   why:    ", "not known here: ask who uses it before it is opened");
	fprintf(out, "%s +%s\n", og_chain_name(row->chain), port_say(row->transport, row->port).text);
}

/* All of a chain on one line, for as many that a word on each would make the text too long. */
static void put_wanted_bare(const struct advice *advice, FILE *out)
{
	struct og_items *items = need(sizeof(*items));
	unsigned int c;
	size_t count;
	char *text;

	for (c = 0; c < OG_CHAINS; c++) {
		count = advice_collect(advice, USE_SERVICE, c, items);
		if (!count)
			continue;
		text = items_text(items);
		fprintf(out, "\n# %zu ports, too many for a word on each: \"ogctl ports\" and \"ogctl explain PORT\"\n%s",
			count, og_chain_name(c));
		put_added(out, text);
		free(text);
	}
	free(items);
}

static void put_head(const struct advice *advice, FILE *out)
{
	char host[64] = "this machine", date[64] = "";
	time_t now = time(NULL);

	gethostname(host, sizeof(host) - 1);
	(void)strftime(date, sizeof(date), "%Y-%m-%d %H:%M %Z", localtime(&now));
	fprintf(out, "# Suggested on %s, %s, from what the tally saw: the policy in force,\n"
		"# and the ports that were used and are not in it. Look it through, then\n"
		"#   ogctl apply --trial 120 FILE    and, over a new connection,    ogctl trial keep\n\n",
		host, date);
	if (advice->policy.setting[OG_SET_MODE] == OG_MODE_AUDIT)
		fputs("# In force is an audit; this enforces.\n", out);
}

static void put_scanned(const struct advice *advice, FILE *out)
{
	struct og_items *items = need(sizeof(*items));
	char *text, label[16];
	unsigned int c;
	size_t count;

	fputs("\n# Not suggested, looks like a scan: the same source tried many ports, and each a few times.\n",
	      out);
	for (c = 0; c < OG_CHAINS; c++) {
		count = advice_collect(advice, USE_SCANNER, c, items);
		if (!count)
			continue;
		if (advice->detail != DETAIL_ALL) {
			fprintf(out, "#   %-7s %zu ports: ogctl ports --dropped\n", og_chain_name(c), count);
			continue;
		}
		text = items_text(items);
		snprintf(label, sizeof(label), "#   %-7s ", og_chain_name(c));
		put_comment(out, label, text);
		free(text);
	}
	free(items);
}

/* A line for each of the first rows of a kind. */
static void put_left_out(const struct advice *advice, FILE *out, enum use use)
{
	size_t i, left = LEFT_OUT_SHOWN;

	for (i = 0; i < advice->seen.count; i++) {
		const struct tally_row *row = &advice->seen.rows[i];
		const char *name = names_of_port(row->port, row->transport);

		if (advice->uses[i] != use || !left)
			continue;
		left--;
		fprintf(out, "#   %s +%s  # %s: %" PRIu64 " tries from %s source%s\n",
			og_chain_name(row->chain), port_say(row->transport, row->port).text,
			name ? name : "no name", row->accepted + row->dropped,
			sources_say(row->sources).text, sources_of(row->sources) == 1 ? "" : "s");
	}
	if (!left)
		fputs("#   and others: ogctl ports --dropped shows all\n", out);
}

/* No port of the tally leads to it: the machine's own devices, sockets and files do. */
static void put_need(const struct advice *advice, FILE *out, const struct machine_need *row)
{
	bool is_port = row->item.kind == OG_ITEM_PORTS;
	const char *name = is_port ? names_of_port(row->item.low, OG_UDP) :
			   names_of_protocol(row->item.proto);
	struct machine_item item = machine_need_item(row);
	struct port_note note;
	char *title;

	title = need_text("%s %s: %s", item.text, name ? name : "(no name)", row->because);
	fputc('\n', out);
	put_comment(out, "# ", title);
	put_comment(out, "#   why:    ", row->why);
	if (is_port ? knowledge_of_port(&advice->knowledge, OG_INPUT, OG_UDP, row->item.low, &note) :
	    knowledge_of_protocol(&advice->knowledge, OG_INPUT, row->item.proto, &note)) {
		put_comment(out, "#   source: ", note.source);
		put_comment(out, "#   risk:   ", note.risk);
	}
	fprintf(out, row->mild ? "#   where it is missed: input +%s\n" : "input +%s\n", item.text);
	free(title);
}

static void put_portless(const struct advice *advice, FILE *out)
{
	fputs("\n# Not seen by any tally of ports, and dropped, or in audit would have been, since the module\n"
	      "# was loaded:\n", out);
	portless_print(&advice->portless, "#   ", out);
	put_comment(out, "#   which:  ", portless_next(&advice->portless));
}

static void put_findings(const struct lint *lint, FILE *out)
{
	size_t i;

	for (i = 0; i < lint->found.count; i++) {
		fprintf(out, "\n# Missing, as \"ogctl lint\" says: %s\n", lint->found.list[i].what);
		put_comment(out, "#   why:    ", lint->found.list[i].why);
		put_comment(out, "#   do:     ", lint->found.list[i].todo);
	}
}

void advice_write(struct advice *advice)
{
	FILE *out = open_text(&advice->text, &advice->size);
	struct og_policy *base = need(sizeof(*base));
	char *text;
	size_t i;

	*base = advice->policy;
	if (base->setting[OG_SET_MODE] == OG_MODE_AUDIT)
		base->setting[OG_SET_MODE] = OG_MODE_ENFORCE;
	text = policy_text(base);
	put_head(advice, out);
	fputs(text, out);
	for (i = 0; i < advice->seen.count && advice->detail != DETAIL_NONE; i++)
		if (advice->uses[i] == USE_SERVICE)
			put_wanted(advice, out, &advice->seen.rows[i]);
	if (advice->detail == DETAIL_NONE)
		put_wanted_bare(advice, out);
	for (i = 0; i < advice->needs.count; i++)
		put_need(advice, out, &advice->needs.rows[i]);
	put_findings(&advice->lint, out);
	if (advice->portless.all)
		put_portless(advice, out);
	if (advice_count(advice, USE_SCANNER))
		put_scanned(advice, out);
	if (advice_count(advice, USE_STRAYS)) {
		fputs("\n# Not suggested, looks like scans: many sources tried it, each once or twice.\n", out);
		put_left_out(advice, out, USE_STRAYS);
	}
	if (advice_count(advice, USE_UNHEARD)) {
		fputs("\n# Not suggested: nobody on this machine listens there; PCs call out to everybody.\n", out);
		put_left_out(advice, out, USE_UNHEARD);
	}
	(void)fclose(out);
	free(text);
	free(base);
}
