// SPDX-License-Identifier: GPL-2.0-only
/* Network namespaces by their names, in a /run of the test's own. */
#include "machine/netns.h"
#include "test_user.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_run(void **state)
{
	(void)state;
	if (unshare(geteuid() ? CLONE_NEWUSER | CLONE_NEWNS : CLONE_NEWNS))
		return -1;
	return mount("", "/", "", MS_REC | MS_PRIVATE, NULL) || mount("run", "/run", "tmpfs", 0, NULL) ||
	       mkdir("/run/netns", 0755) || mkdir("/run/netns/folder", 0755) || mknod("/run/netns/red", S_IFREG | 0644, 0);
}

static void by_name(void **state)
{
	struct stat red;
	char *text;
	int fd;

	(void)state;
	assert_int_equal(stat("/run/netns/red", &red), 0);
	text = netns_name(red.st_ino);
	assert_non_null(text);
	assert_string_equal(text, "red");
	free(text);
	text = netns_path(red.st_ino, NULL);
	assert_non_null(text);
	assert_string_equal(text, "/run/netns/red");
	free(text);
	fd = netns_open("red");
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(netns_open("blue"), -ENOENT);
	fd = netns_open("1234567890123");
	assert_int_equal(fd, -ENOENT);
}

/* "." and a folder have no namespace's inode, nor has what is not to be seen: they are not each other. */
static void of_nobody(void **state)
{
	struct stat folder;

	(void)state;
	assert_null(netns_name(0));
	assert_null(netns_path(0, "no process"));
	assert_int_equal(stat("/run/netns/folder", &folder), 0);
	assert_null(netns_name(folder.st_ino));
}

static void by_process(void **state)
{
	char *text = netns_path(netns_of("self"), "self");
	int fd;

	(void)state;
	assert_non_null(text);
	assert_string_equal(text, "/proc/self/ns/net");
	free(text);
	assert_null(netns_path(netns_of("self") + 1, "self"));
	text = NULL;
	assert_true(asprintf(&text, "%d", getpid()) > 0);
	fd = netns_open(text);
	assert_true(fd >= 0);
	close(fd);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_name), cmocka_unit_test(of_nobody), cmocka_unit_test(by_process),
	};

	return cmocka_run_group_tests_name("user: netns", tests, make_run, NULL);
}
