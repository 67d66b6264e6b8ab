// SPDX-License-Identifier: GPL-2.0-only
#include "guard.h"
#include "json.h"
#include "knowledge.h"
#include "names.h"
#include "ogctl.h"
#include "out.h"
#include "output_file.h"
#include "policy_file.h"
#include "scan.h"
#include "tally.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define WIDTH	88u	/* of comments in the file */
#define STRAYS_SHOWN	24u

static struct {
	const char *file;	/* NULL: stdout */
} input;

struct advice {
	struct og_policy policy;	/* in force */
	struct og_policy result;	/* with what is suggested */
	struct ports_seen seen;
	enum use *uses;			/* of each row */
	struct knowledge knowledge;
	char *text;
	size_t size, wanted, scanned;
};

static const struct argp_option options_list[] = {
	{ "output", 'o', "FILE", 0, "Write it to this file instead of standard output; a file that is there is replaced, and keeps its mode", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	if (key != 'o')
		return ARGP_ERR_UNKNOWN;
	if (!*arg)
		argp_error(state, "--output is the name of a file, or - for standard output, and not empty");
	input.file = strcmp(arg, "-") ? arg : NULL;
	return 0;
}

static const struct argp own_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

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

static void put_title(FILE *out, const struct port_seen *row)
{
	const char *name = names_of_port(row->port, row->transport);
	char *said = port_seen_say(row);

	fprintf(out, "# %s %s: %s\n", port_say(row->transport, row->port).text,
		name ? name : "(no name)", said);
	free(said);
}

/* A block a port, as in a profile, with what was seen of it. */
static void put_wanted(const struct advice *advice, FILE *out, const struct port_seen *row)
{
	struct port_note note;

	fputc('\n', out);
	put_title(out, row);
	if (knowledge_of_port(&advice->knowledge, row->chain, row->transport, row->port, &note)) {
		put_comment(out, "#   why:    ", note.why);
		put_comment(out, "#   source: ", note.source);
		put_comment(out, "#   risk:   ", note.risk);
	} else {
		put_comment(out, "#   why:    ", "not known here: ask who uses it before it is opened");
	}
	fprintf(out, "%s +%s\n", og_chain_name(row->chain), port_say(row->transport, row->port).text);
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
	if (advice->policy.mode == OG_MODE_AUDIT)
		fputs("# In force is an audit; this enforces.\n", out);
}

static size_t count_use(const struct advice *advice, enum use use)
{
	size_t i, count = 0;

	for (i = 0; i < advice->seen.count; i++)
		count += advice->uses[i] == use;
	return count;
}

/* A scan may be of all ports there are: only which ones, with ranges. How many ports. */
static size_t collect(const struct advice *advice, enum use use, enum og_chain_id chain,
		      struct og_items *items)
{
	size_t i, count = 0;

	memset(items, 0, sizeof(*items));
	for (i = 0; i < advice->seen.count; i++) {
		const struct port_seen *row = &advice->seen.rows[i];

		if (advice->uses[i] != use || row->chain != chain)
			continue;
		og_items_put(items, &(struct og_item){
			.kind = OG_ITEM_PORTS, .low = row->port, .high = row->port,
			.transports = OG_TRANSPORT_BIT(row->transport),
		});
		count++;
	}
	return count;
}

static void put_scanned(const struct advice *advice, FILE *out)
{
	struct og_items *items = need(sizeof(*items));
	char *text, label[16];
	unsigned int c;

	fputs("\n# Not suggested, looks like a scan: the same source tried many ports, and each a few times.\n",
	      out);
	for (c = 0; c < OG_CHAINS; c++) {
		if (!collect(advice, USE_SCANNER, c, items))
			continue;
		text = items_text(items);
		snprintf(label, sizeof(label), "#   %-7s ", og_chain_name(c));
		put_comment(out, label, text);
		free(text);
	}
	free(items);
}

static void put_strays(const struct advice *advice, FILE *out)
{
	size_t i, left = STRAYS_SHOWN;

	fputs("\n# Not suggested, looks like scans: many sources tried it, each once or twice.\n", out);
	for (i = 0; i < advice->seen.count; i++) {
		const struct port_seen *row = &advice->seen.rows[i];
		const char *name = names_of_port(row->port, row->transport);

		if (advice->uses[i] != USE_STRAYS || !left)
			continue;
		left--;
		fprintf(out, "#   %s +%s  # %s: %" PRIu64 " tries from %s sources\n",
			og_chain_name(row->chain), port_say(row->transport, row->port).text,
			name ? name : "no name", row->accepted + row->dropped,
			sources_say(row->sources).text);
	}
	if (!left)
		fputs("#   and others: ogctl ports --dropped shows all\n", out);
}

static void write_text(struct advice *advice)
{
	FILE *out = open_memstream(&advice->text, &advice->size);
	struct og_policy *base = need(sizeof(*base));
	char *text;
	size_t i;

	if (!out)
		abort();
	*base = advice->policy;
	if (base->mode == OG_MODE_AUDIT)
		base->mode = OG_MODE_ENFORCE;
	text = policy_text(base);
	put_head(advice, out);
	fputs(text, out);
	for (i = 0; i < advice->seen.count; i++)
		if (advice->uses[i] == USE_SERVICE)
			put_wanted(advice, out, &advice->seen.rows[i]);
	if (count_use(advice, USE_SCANNER))
		put_scanned(advice, out);
	if (count_use(advice, USE_STRAYS))
		put_strays(advice, out);
	(void)fclose(out);
	free(text);
	free(base);
}

/* What was written is what apply would take: the same check, and what comes of it. */
static int check(struct advice *advice)
{
	struct og_edit *edit = need(sizeof(*edit));
	struct source source;
	int code;

	source_set(&source, "suggestion", advice->text);
	code = policy_parse(&source, edit);
	if (!code) {
		advice->result = advice->policy;
		og_edit_apply(edit, &advice->result);
	}
	source_free(&source);
	free(edit);
	return code;
}

static json_t *suggested_json(const struct advice *advice)
{
	json_t *array = json_array();
	struct port_note note;
	size_t i;

	for (i = 0; i < advice->seen.count; i++) {
		const struct port_seen *row = &advice->seen.rows[i];
		json_t *object;

		if (advice->uses[i] != USE_SERVICE)
			continue;
		object = port_seen_json(row);
		if (knowledge_of_port(&advice->knowledge, row->chain, row->transport, row->port, &note)) {
			json_object_set_new(object, "why", json_string(note.why));
			json_object_set_new(object, "source", json_string(note.source));
			json_object_set_new(object, "risk", json_string(note.risk));
		}
		json_array_append_new(array, object);
	}
	return array;
}

/* One object a chain and kind: each port's own numbers are what "ogctl ports -j" is for. */
static json_t *scans_json(const struct advice *advice)
{
	static const struct {
		enum use use;
		const char *name;
	} kinds[] = { { USE_SCANNER, "scanner" }, { USE_STRAYS, "strays" } };
	struct og_items *items = need(sizeof(*items));
	json_t *array = json_array(), *object;
	unsigned int c, k;
	size_t count;

	for (c = 0; c < OG_CHAINS; c++) {
		for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			count = collect(advice, kinds[k].use, c, items);
			if (!count)
				continue;
			object = json_object();
			json_object_set_new(object, "chain", json_string(og_chain_name(c)));
			json_object_set_new(object, "looks_like", json_string(kinds[k].name));
			json_object_set_new(object, "ports", json_integer(count));
			json_object_set_new(object, "items", json_items(items));
			json_array_append_new(array, object);
		}
	}
	free(items);
	return array;
}

static void print_json(const struct advice *advice)
{
	json_t *answer = json_answer();

	json_object_set_new(answer, "suggested", suggested_json(advice));
	json_object_set_new(answer, "scans", scans_json(advice));
	json_object_set_new(answer, "policy", json_policy(&advice->result));
	json_object_set_new(answer, "text", json_string(advice->text));
	json_object_set_new(answer, "file", input.file ? json_string(input.file) : json_null());
	json_print(answer);
}

static int write_file(const struct advice *advice)
{
	bool replaced;
	int error = output_file_write(input.file, advice->text, advice->size, &replaced);

	if (error) {
		complain("cannot write %s: %s", input.file, strerror(-error));
		return EXIT_USAGE;
	}
	if (replaced)
		note("%s was there already, and is replaced", input.file);
	return 0;
}

static void say_next(const struct advice *advice)
{
	const char *file = input.file ? input.file : "FILE";

	if (!advice->wanted)
		note("nothing to add: every port that somebody used is listed");
	else
		note("%zu port%s suggested beside what is in force", advice->wanted,
		     advice->wanted == 1 ? " is" : "s are");
	if (advice->scanned)
		note("%zu port%s left out, for they look like a scan: see the end of the text",
		     advice->scanned, advice->scanned == 1 ? " is" : "s are");
	if (advice->wanted)
		note("next: %s\"ogctl diff %s\", then \"ogctl apply --trial 120 %s\"",
		     input.file ? "" : "keep it with \"ogctl suggest -o FILE\", ", file, file);
}

static int advise(const struct options *options, struct advice *advice)
{
	int code;

	advice->uses = need((advice->seen.count + 1) * sizeof(*advice->uses));
	scan_judge(&advice->seen, &advice->policy, advice->uses);
	advice->wanted = count_use(advice, USE_SERVICE);
	advice->scanned = count_use(advice, USE_SCANNER) + count_use(advice, USE_STRAYS);
	knowledge_read(&advice->knowledge);
	write_text(advice);
	code = check(advice);
	if (!code && input.file)
		code = write_file(advice);
	if (code)
		return code;
	if (options->json)
		print_json(advice);
	else if (!input.file)
		fwrite(advice->text, 1, advice->size, stdout);
	if (!options->json)
		say_next(advice);
	return EXIT_YES;
}

static int run(const struct options *options)
{
	struct advice *advice = need(sizeof(*advice));
	int code = guard_require();

	if (!code)
		code = policy_read_live(&advice->policy);
	if (!code)
		code = tally_read(&advice->seen);
	if (!code && !advice->seen.on) {
		complain("the tally is off, so that nothing is known of what was tried: begin with "
			 "\"ogctl audit on\", or with \"ogctl ports on\", which drops as before");
		code = EXIT_NO;
	}
	if (!code)
		code = advise(options, advice);
	knowledge_free(&advice->knowledge);
	ports_seen_free(&advice->seen);
	free(advice->uses);
	free(advice->text);
	free(advice);
	return code;
}

const struct command cmd_suggest = {
	.name = "suggest",
	.args = "",
	.summary = "Write the policy that would have passed what was used",
	.details = "From the tally: the policy in force, and every port that was tried and dropped (in audit: "
		   "would be), with what it is, how often it was tried, what is known of it and of its "
		   "risk. Ports that were only scanned stand at the end, in a comment. A look through it is "
		   "yours to take: it says what was used, not what ought to be.\n\n"
		   "Examples:\n"
		   "  ogctl audit on --for 1h\n"
		   "  ogctl suggest -o new.policy\n"
		   "  ogctl diff new.policy\n"
		   "  ogctl apply --trial 120 new.policy",
	.own = &own_argp,
	.own_input = &input,
	.run = run,
};
