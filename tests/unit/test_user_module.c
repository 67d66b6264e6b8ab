// SPDX-License-Identifier: GPL-2.0-only
/* module_files.c against plain files in a folder, OG_PROC_ROOT. */
#include "base/request.h"
#include "module/complaints.h"
#include "module/enter_netns.h"
#include "module/module_files.h"
#include "test_user.h"
#include "text.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/ogctl-test-XXXXXX";

static const char *in_root(const char *path)
{
	static char full[256];

	snprintf(full, sizeof(full), "%s%s", root, path);
	return full;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(in_root(path), "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static int make_root(void **state)
{
	static const char *const folders[] = {
		"/proc", "/proc/net", OG_PROC_NET, "/sys", "/sys/module", OG_SYS_MODULE,
	};
	size_t i;

	(void)state;
	if (!mkdtemp(root))
		return -1;
	for (i = 0; i < ROWS(folders); i++)
		if (mkdir(in_root(folders[i]), 0755))
			return -1;
	return setenv("OG_PROC_ROOT", root, 1);
}

static int drop_root(void **state)
{
	static const char *const paths[] = {
		OG_SYS_MODULE "/version", OG_PROC_NET "/policy", OG_PROC_NET "/stats",
		OG_SYS_MODULE, "/sys/module", "/sys", OG_PROC_NET, "/proc/net", "/proc", "",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(paths); i++)
		remove(in_root(paths[i]));
	return 0;
}

/* Every counter that the contract promises is read into its own place. */
static void all_counters(void **state)
{
	struct module_stats stats;
	struct capture text;
	unsigned int c, r, n = 1;

	(void)state;
	capture_begin(&text);
	fputs("format 1\nversion 1.2.3\ngeneration 18446744073709551615\nmode audit\n"
	      "ipv6 ignore\na_later_line 7\n", text.stream);
	for (c = 0; c < OG_CHAINS; c++)
		for (r = 0; r < OG_REASON_COUNT; r++, n++) {
			fprintf(text.stream, "%s_%s_%s %u\n", og_chain_name(c), og_reason_verdict(r),
				og_reason_name(r), n);
			if (og_reason_drops(r))
				fprintf(text.stream, "%s_would_drop_%s %u\n", og_chain_name(c),
					og_reason_name(r), 1000 + n);
		}
	assert_int_equal(module_parse_stats(capture_end(&text), &stats), 0);
	free(text.text);
	assert_string_equal(stats.version, "1.2.3");
	assert_string_equal(stats.setting[OG_SET_MODE], "audit");
	assert_string_equal(stats.setting[OG_SET_IPV6], "ignore");
	assert_true(stats.generation == UINT64_MAX);
	for (c = 0, n = 1; c < OG_CHAINS; c++) {
		for (r = 0; r < OG_REASON_COUNT; r++, n++) {
			assert_int_equal(stats.counters[c][r], n);
			assert_int_equal(stats.would_drop[c][r], og_reason_drops(r) ? 1000 + n : 0);
		}
	}
}

/* A zone's name may have what its line's name is made of, and its line comes anywhere. */
static void zones(void **state)
{
	struct module_stats stats;
	struct capture text;
	unsigned int i;

	(void)state;
	assert_int_equal(module_parse_stats("format 1\nzone_office_passed 3\nrefuse_sent 31\nrefuse_suppressed 4\n"
					    "zone_a_passed_passed 18446744073709551615\nzone__passed 7\n"
					    "zone_a-name-of-16-let_passed 8\nzone_n_passed_or_so 9\ntexts_unfit 2\n",
					    &stats), 0);
	assert_int_equal(stats.zone_count, 2);
	assert_int_equal(module_zone_passed(&stats, "office"), 3);
	assert_true(module_zone_passed(&stats, "a_passed") == UINT64_MAX);
	assert_int_equal(module_zone_passed(&stats, "offic"), 0);
	assert_int_equal(stats.refuse_sent, 31);
	assert_int_equal(stats.refuse_suppressed, 4);
	assert_int_equal(stats.texts_unfit, 2);
	/* A module that has more of them than this tool knows room for. */
	capture_begin(&text);
	fputs("format 1\n", text.stream);
	for (i = 0; i < OG_ZONES + 1; i++)
		fprintf(text.stream, "zone_z%u_passed %u\n", i, i + 1);
	assert_int_equal(module_parse_stats(capture_end(&text), &stats), 0);
	free(text.text);
	assert_int_equal(stats.zone_count, OG_ZONES);
	assert_int_equal(module_zone_passed(&stats, "z15"), 16);
}

static void other_formats(void **state)
{
	struct module_stats stats;

	(void)state;
	assert_int_equal(module_parse_stats("format 2\nmode enforce\n", &stats), -EPROTO);
	assert_int_equal(module_parse_stats("", &stats), -EPROTO);
	assert_int_equal(module_parse_stats("rubbish", &stats), -EPROTO);
	assert_int_equal(module_parse_stats("format 1", &stats), 0);
}

static void absent(void **state)
{
	struct module_stats stats;
	struct module module;
	char *text;
	size_t size;

	(void)state;
	assert_int_equal(module_probe(&module), -ENOENT);
	assert_int_equal(module_read_stats(&stats), -ENOENT);
	assert_int_equal(module_read_policy(&text, &size), -ENOENT);
	assert_int_equal(module_publish("+25\n", 4), -ENOENT);
	assert_int_equal(module_require(), EXIT_MODULE);
}

static void versions(void **state)
{
	struct module module;

	(void)state;
	/* Without /sys, the counters say which version it is. */
	put(OG_PROC_NET "/stats", "format 1\nversion " OG_VERSION "\n");
	assert_int_equal(module_probe(&module), 0);
	assert_true(module.fits);
	put(OG_SYS_MODULE "/version", OG_VERSION "\n");
	assert_int_equal(module_require(), 0);
	put(OG_SYS_MODULE "/version", OG_VERSION "1\n");
	assert_int_equal(module_probe(&module), 0);
	assert_string_equal(module.version, OG_VERSION "1");
	assert_false(module.fits);
	assert_int_equal(module_require(), EXIT_MODULE);
}

static void reads_and_writes(void **state)
{
	char *text;
	size_t size;

	(void)state;
	put(OG_PROC_NET "/policy", "a policy that is longer than what follows\n");
	assert_int_equal(module_publish("+25\n", 4), 0);
	assert_int_equal(module_read_policy(&text, &size), 0);
	assert_int_equal(size, 4);
	assert_string_equal(text, "+25\n");
	free(text);
	remove(in_root(OG_PROC_NET "/policy"));
	assert_int_equal(symlink("/dev/full", in_root(OG_PROC_NET "/policy")), 0);
	assert_int_equal(module_publish("+25\n", 4), -ENOSPC);
	assert_string_equal(module_refusal(), "");
}

static void complaints(void **state)
{
	static const int errors[] = { -ENOENT, -EPERM, -EACCES, -EINVAL, -EPROTO, -ENOMEM };
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(errors); i++)
		assert_int_equal(module_complain(errors[i], "do it"), EXIT_MODULE);
}

static void namespaces(void **state)
{
	static const char *const wrong[] = { "", ".", "..", "../net", "a/b", "no-such-netns" };
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(wrong); i++)
		assert_int_equal(enter_netns(wrong[i]), EXIT_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_counters), cmocka_unit_test(zones), cmocka_unit_test(other_formats),
		cmocka_unit_test(absent), cmocka_unit_test(versions),
		cmocka_unit_test(reads_and_writes), cmocka_unit_test(complaints),
		cmocka_unit_test(namespaces),
	};

	return cmocka_run_group_tests_name("user: module", tests, make_root, drop_root);
}
