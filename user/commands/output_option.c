// SPDX-License-Identifier: GPL-2.0-only
#include "output_option.h"
#include "base/out.h"
#include "base/output_file.h"
#include "base/request.h"

#include <string.h>

static const char *file;

static const struct argp_option options_list[] = {
	{ "output", 'o', "FILE", 0,
	  "Write it to this file instead of standard output; a file that is there is replaced, and keeps its mode", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	if (key != 'o')
		return ARGP_ERR_UNKNOWN;
	if (!*arg)
		argp_error(state, "--output is the name of a file, or - for standard output, and not empty");
	file = strcmp(arg, "-") ? arg : NULL;
	return 0;
}

const struct argp output_argp = { options_list, parse, NULL, NULL, NULL, NULL, NULL };

const char *output_option(void)
{
	return file;
}

static int write_out(const char *text, size_t size, enum output_for readers, bool *replaced)
{
	int error;

	*replaced = false;
	error = file ? output_file_write(file, text, size, readers, replaced) : 0;
	if (!error)
		return 0;
	complain("cannot write %s: %s", file, strerror(-error));
	return EXIT_USAGE;
}

int output_to_file(const char *text, size_t size, bool *replaced)
{
	return write_out(text, size, OUTPUT_FOR_OWNER, replaced);
}

int output_to_open_file(const char *text, size_t size, bool *replaced)
{
	return write_out(text, size, OUTPUT_FOR_EVERYBODY, replaced);
}
