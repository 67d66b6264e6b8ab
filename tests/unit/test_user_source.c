// SPDX-License-Identifier: GPL-2.0-only
#include "policy/policy_text.h"
#include "test_user.h"

#include <locale.h>
#include <unistd.h>

/* A text, and what is said of it, to the blank. */
static const struct {
	const char *text;
	size_t size;		/* 0: up to the NUL */
	const char *says;
} rows[] = {
	{ "input 22/tcp 70000/tcp\n", 0,
	  "f:1:14: port 70000 is over 65535\n"
	  "    1 | input 22/tcp 70000/tcp\n"
	  "      |              ^~~~~\n" },
	/* Tabs stay tabs, so that the mark stands right whatever a tab's width. */
	{ "mode enforce\n\tinput\t25 99999 # x\n", 0,
	  "f:2:11: port 99999 is over 65535\n"
	  "    2 | \tinput\t25 99999 # x\n"
	  "      | \t     \t   ^~~~~\n" },
	/* The error is behind the line's end. */
	{ "mode", 0,
	  "f:1:5: mode needs one of enforce, audit, off\n"
	  "    1 | mode\n"
	  "      |     ^\n" },
	{ "\n\n+25 input\n", 0,
	  "f:3:5: unknown word \"input\"\n"
	  "    3 | +25 input\n"
	  "      |     ^~~~~\n" },
	{ "+25\0 +26\n", 9,
	  "f:1:4: a NUL byte\n"
	  "    1 | +25? +26\n"
	  "      |    ^\n" },
	{ "+25\r\n", 0,
	  "f:1:4: a carriage return: the text has DOS line ends\n"
	  "    1 | +25?\n"
	  "      |    ^\n" },
	{ "+25 \033[31m\n", 0,
	  "f:1:5: a control character\n"
	  "    1 | +25 ?[31m\n"
	  "      |     ^\n" },
	/* Two bytes, one column; columns in messages count bytes. */
	{ "+25 \303\251\n", 0,
	  "f:1:5: a byte that is not ASCII, outside a comment\n"
	  "    1 | +25 \303\251\n"
	  "      |     ^\n" },
	/* Not UTF-8 at all. */
	{ "+25 \377\n", 0,
	  "f:1:5: a byte that is not ASCII, outside a comment\n"
	  "    1 | +25 ?\n"
	  "      |     ^\n" },
	/* a zero-width space, as web pages have it */
	{ "+25 \342\200\213993\n", 0,
	  "f:1:5: a byte that is not ASCII, outside a comment\n"
	  "    1 | +25 ?993\n"
	  "      |     ^\n" },
	{ "", 0,
	  "f:1:1: the text states nothing; to accept nothing, write none\n"
	  "    1 | \n"
	  "      | ^\n" },
};

static void points_at_errors(void **state)
{
	struct og_edit *edit = malloc(sizeof(*edit));
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(rows); i++) {
		struct source source = { .name = "f", .text = (char *)rows[i].text };
		struct capture capture;
		struct og_error error;

		source.size = rows[i].size ? rows[i].size : strlen(rows[i].text);
		if (policy_try(&source, edit, &error))
			fail_msg("row %zu passes", i);
		capture_begin(&capture);
		source_point(&source, &error, capture.stream);
		if (strcmp(capture_end(&capture), rows[i].says))
			fail_msg("row %zu says:\n%s", i, capture.text);
		free(capture.text);
	}
	free(edit);
}

/* Of a line of 20,000 bytes a window is shown, and the mark is under its word. */
static void long_lines(void **state)
{
	struct og_edit *edit = malloc(sizeof(*edit));
	struct source source = { .name = "f" };
	struct capture text, capture;
	struct og_error error;
	char *line, *mark, *caret;
	int i, wrong;

	(void)state;
	for (wrong = 0; wrong < 4000; wrong += 333) {
		capture_begin(&text);
		for (i = 0; i < 4000; i++)
			fprintf(text.stream, "%s%d", i ? " " : "input ",
				i == wrong ? 77777 : 1000 + i);
		source.text = (char *)capture_end(&text);
		source.size = text.size;
		assert_false(policy_try(&source, edit, &error));
		capture_begin(&capture);
		source_point(&source, &error, capture.stream);
		line = strchr(capture_end(&capture), '\n') + 1;
		mark = strchr(line, '\n') + 1;
		caret = strchr(mark, '^');
		assert_non_null(caret);
		assert_true(mark - line < 100);
		if (memcmp(line + (caret - mark), "77777", 5))
			fail_msg("port %d: the mark is not under it:\n%s", wrong, capture.text);
		free(capture.text);
		free(text.text);
	}
	free(edit);
}

static void reads_files(void **state)
{
	struct source source;
	char path[] = "/tmp/ogctl-test-XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	size_t i;

	(void)state;
	for (i = 0; i < OG_TEXT_MAX + 10; i++)
		fputc('#', file);
	fclose(file);
	assert_int_equal(source_read(&source, path), 0);
	/* One byte too many is enough for the parser to refuse it. */
	assert_int_equal(source.size, OG_TEXT_MAX + 1);
	source_free(&source);
	unlink(path);
	assert_int_equal(source_read(&source, path), EXIT_USAGE);
	assert_int_equal(source_read(&source, "/tmp"), EXIT_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_at_errors), cmocka_unit_test(long_lines),
		cmocka_unit_test(reads_files),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests_name("user: source", tests, NULL, NULL);
}
