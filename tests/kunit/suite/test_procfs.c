// SPDX-License-Identifier: GPL-2.0-only
/* The files: who may open them, and what is read and written through them. */
#include "fixture.h"

#include <linux/cred.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/uaccess.h>

#include "outlook_guard.h"
#include "packet.h"
#include "user.h"

#define FOLDER	"/proc/thread-self/net/" OG_NAME "/"
#define POLICY	FOLDER OG_PROC_POLICY
#define STATS	FOLDER OG_PROC_STATS
#define TRIAL	FOLDER OG_PROC_TRIAL
#define PORTS	FOLDER OG_PROC_PORTS

#define TEXT_MAX	16384

struct text {
	size_t size;
	char bytes[TEXT_MAX];
};

static struct file *open_file(struct kunit *test, const char *path, int flags)
{
	struct file *file = filp_open(path, flags, 0);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, file);
	return file;
}

/* As read(2) does it, a few bytes at a time. */
static struct text *read_file(struct kunit *test, const char *path)
{
	struct text *text = kunit_kzalloc(test, sizeof(*text), GFP_KERNEL);
	char __user *user = og_user_text(test, "", 1);
	struct file *file = open_file(test, path, O_RDONLY);
	ssize_t got;

	KUNIT_ASSERT_NOT_NULL(test, text);
	while ((got = file->f_op->read(file, user, 100, &file->f_pos)) > 0) {
		KUNIT_ASSERT_LT(test, text->size + got, sizeof(text->bytes));
		KUNIT_ASSERT_EQ(test, copy_from_user(text->bytes + text->size, user, got), 0);
		text->size += got;
	}
	KUNIT_EXPECT_EQ(test, got, 0);
	__fput_sync(file);
	return text;
}

/* One write; closed again by a thread of the kernel's. */
static ssize_t write_file(struct kunit *test, const char *path, const char *text, size_t size)
{
	struct file *file = open_file(test, path, O_RDWR);
	ssize_t done = file->f_op->write(file, og_user_text(test, text, size), size, &file->f_pos);

	__fput_sync(file);
	return done;
}

static bool collect(void *to, const char *bytes, size_t size)
{
	struct text *text = to;

	size = min(size, sizeof(text->bytes) - 1 - text->size);
	memcpy(text->bytes + text->size, bytes, size);
	text->size += size;
	return true;
}

static void procfs_reads_policy(struct kunit *test)
{
	struct text *expected = kunit_kzalloc(test, sizeof(*expected), GFP_KERNEL);
	struct og_net *og = og_fixture_net();

	KUNIT_ASSERT_NOT_NULL(test, expected);
	og_fixture_publish(test, og, "mode audit; ipv6 ignore; +443/tcp");
	og_print_policy(og_fixture_policy(test, og), collect, expected);
	KUNIT_EXPECT_STREQ(test, read_file(test, POLICY)->bytes, expected->bytes);
}

static void procfs_reads_stats(struct kunit *test)
{
	const struct text *stats;
	char line[64];

	og_fixture_publish(test, og_fixture_net(), "mode audit; ipv6 ignore; early on");
	stats = read_file(test, STATS);
	snprintf(line, sizeof(line), "format %u\nversion %s\ngeneration %llu\n", OG_STATS_FORMAT,
		 OG_VERSION, og_fixture_state(og_fixture_net()).generation);
	KUNIT_EXPECT_EQ(test, strncmp(stats->bytes, line, strlen(line)), 0);
	KUNIT_EXPECT_NOT_NULL(test, strstr(stats->bytes, "\nmode audit\nipv6 ignore\nearly on\n"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(stats->bytes, "\ninput_drop_port "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(stats->bytes, "\nforward_would_drop_short "));
	KUNIT_EXPECT_NULL(test, strstr(stats->bytes, "would_accept"));
	KUNIT_EXPECT_NULL(test, strstr(stats->bytes, "would_drop_state"));
}

/* No thread of the kernel's has written a text to its end: what it lets go of is not published. */
static void procfs_kernel_thread_closes(struct kunit *test)
{
	static const char text[] = "mode enforce; none\n";
	struct og_net *og = og_fixture_net();
	u64 generation = og_fixture_state(og).generation;
	struct file *file = open_file(test, POLICY, O_WRONLY);
	size_t size = strlen(text);

	KUNIT_EXPECT_EQ(test, file->f_op->write(file, og_user_text(test, text, size), size,
						&file->f_pos), size);
	og_fixture_expect_holds(test, og, 1);
	__fput_sync(file);
	KUNIT_EXPECT_EQ(test, og_fixture_state(og).generation, generation);
	/* what it had reserved of hooks waits for the next change */
	og_fixture_expect_holds(test, og, 1);
	og_fixture_publish(test, og, "mode off");
	og_fixture_expect_holds(test, og, 0);
}

static void procfs_write_refused(struct kunit *test)
{
	static const char text[] = "443/tcp\n", why[] = "policy refused, nothing changed: line 1, ";
	struct file *file = open_file(test, POLICY, O_RDWR | O_APPEND);
	char __user *user = og_user_text(test, text, strlen(text));
	char read[sizeof(why)] = "";

	KUNIT_EXPECT_EQ(test, write_file(test, POLICY, "bogus\n", 6), -EINVAL);
	KUNIT_EXPECT_EQ(test, vfs_llseek(file, 0, SEEK_END), 0);
	KUNIT_EXPECT_EQ(test, file->f_op->write(file, user, strlen(text), &file->f_pos), -EINVAL);
	KUNIT_EXPECT_GT(test, file->f_op->read(file, user, 100, &file->f_pos), strlen(why));
	KUNIT_EXPECT_EQ(test, copy_from_user(read, user, strlen(why)), 0);
	KUNIT_EXPECT_STREQ(test, read, why);
	__fput_sync(file);
	file = open_file(test, POLICY, O_RDWR);
	KUNIT_EXPECT_EQ(test, vfs_llseek(file, 0, SEEK_END), -EINVAL);
	__fput_sync(file);
}

static void procfs_reads_trial(struct kunit *test)
{
	struct og_net *og = og_fixture_net();
	const char *text;

	og_fixture_publish(test, og, "mode audit");
	KUNIT_EXPECT_STREQ(test, strstr(read_file(test, TRIAL)->bytes, "state none\n"),
			   read_file(test, TRIAL)->bytes);
	og_fixture_publish(test, og, "mode enforce; trial 77");
	text = read_file(test, TRIAL)->bytes;
	KUNIT_EXPECT_EQ(test, strncmp(text, "state running\n", 14), 0);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\nseconds 77\n"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\nback mode audit\n"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\nback forward "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(read_file(test, STATS)->bytes, "\ntrial_left 7"));
	KUNIT_EXPECT_EQ(test, write_file(test, TRIAL, "revert\n", 7), 7);
	KUNIT_EXPECT_NOT_NULL(test, strstr(read_file(test, TRIAL)->bytes, "\nlast reverted\n"));
	og_fixture_publish(test, og, "mode enforce; trial 77");
	KUNIT_EXPECT_EQ(test, write_file(test, TRIAL, "keep", 4), 4);
	KUNIT_EXPECT_NOT_NULL(test, strstr(read_file(test, TRIAL)->bytes, "\nlast kept\n"));
}

static void procfs_trial_refused(struct kunit *test)
{
	struct file *file = open_file(test, TRIAL, O_WRONLY);
	ssize_t lost = file->f_op->write(file, og_user_nowhere(test), 4, &file->f_pos);

	__fput_sync(file);
	KUNIT_EXPECT_EQ(test, lost, -EFAULT);
	KUNIT_EXPECT_EQ(test, write_file(test, TRIAL, "keep\n", 5), -ESRCH);
	KUNIT_EXPECT_EQ(test, write_file(test, TRIAL, "revert", 6), -ESRCH);
	KUNIT_EXPECT_EQ(test, write_file(test, TRIAL, "kept", 4), -EINVAL);
	KUNIT_EXPECT_EQ(test, write_file(test, TRIAL, "keep\0", 5), -EINVAL);
	KUNIT_EXPECT_EQ(test, write_file(test, TRIAL, "keep            ", 16), -EINVAL);
	KUNIT_EXPECT_EQ(test, write_file(test, TRIAL, "", 0), -EINVAL);
}

#define HEAD "chain protocol port accepted dropped seconds sources\n"

static void procfs_reads_ports(struct kunit *test)
{
	static const struct og_packet packets[] = {
		{ .state = OG_STATE_NEW, .proto = IPPROTO_TCP, .transport = 20, .port = 22 },
		{ .state = OG_STATE_NEW, .proto = IPPROTO_UDP, .transport = 8, .port = 0,
		  .chain = OG_FORWARD },
		{ .state = OG_STATE_NEW, .proto = IPPROTO_UDP, .transport = 8, .port = 65535,
		  .chain = OG_FORWARD },
	};
	struct og_net *og = og_fixture_net();
	const char *text;
	unsigned int i;

	KUNIT_EXPECT_STREQ(test, read_file(test, PORTS)->bytes, HEAD);
	og_fixture_publish(test, og, "mode enforce; tally on; 22/tcp");
	KUNIT_EXPECT_STREQ(test, read_file(test, PORTS)->bytes, HEAD);
	for (i = 0; i < ARRAY_SIZE(packets); i++)
		og_packet_verdict(test, og, &packets[i]);
	text = read_file(test, PORTS)->bytes;
	KUNIT_EXPECT_EQ(test, strncmp(text, HEAD "input tcp 22 1 0 ", strlen(HEAD) + 17), 0);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\nforward udp 0 0 1 "));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "\nforward udp 65535 0 1 "));
	KUNIT_EXPECT_NULL(test, strstr(text, "\nearly"));
}

/* Somebody, with or without the capability, and what opening gives. */
static const struct who {
	const char *name;
	unsigned int uid;
	bool admin;
	int flags;
	int err;
} openers[] = {
	{ "root reads", 0, true, O_RDONLY, 0 },
	{ "root writes", 0, true, O_WRONLY, 0 },
	{ "root without the capability reads", 0, false, O_RDONLY, 0 },
	{ "root without the capability writes", 0, false, O_WRONLY, -EPERM },
	{ "root without the capability does both", 0, false, O_RDWR, -EPERM },
	{ "a user reads", 1000, false, O_RDONLY, -EACCES },
	{ "a user writes", 1000, false, O_WRONLY, -EPERM },
	{ "a user with the capability reads", 1000, true, O_RDONLY, 0 },
	{ "a user with the capability writes", 1000, true, O_WRONLY, 0 },
};

static void name_of(const struct who *who, char *name)
{
	strscpy(name, who->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(opener, openers, name_of);

static void may_open(struct kunit *test, const struct who *who, const char *path)
{
	struct cred *cred = prepare_creds();
	const struct cred *mine;
	struct file *file;

	KUNIT_ASSERT_NOT_NULL(test, cred);
	cred->uid = cred->euid = cred->fsuid = KUIDT_INIT(who->uid);
	cap_clear(cred->cap_effective);
	if (who->admin)
		cap_raise(cred->cap_effective, CAP_NET_ADMIN);
	mine = override_creds(cred);
	file = filp_open(path, who->flags, 0);
	revert_creds(mine);
	put_cred(cred);
	KUNIT_EXPECT_EQ_MSG(test, PTR_ERR_OR_ZERO(file), who->err, "%s", path);
	if (!IS_ERR(file))
		__fput_sync(file);
}

static void procfs_may_open(struct kunit *test)
{
	const struct who *who = test->param_value;

	may_open(test, who, POLICY);
	may_open(test, who, TRIAL);
	/* its mode says that it is for reading alone, and stops a writer without any capability earlier */
	if (who->flags == O_RDONLY)
		may_open(test, who, PORTS);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(procfs_reads_policy),
	KUNIT_CASE(procfs_reads_stats),
	KUNIT_CASE(procfs_kernel_thread_closes),
	KUNIT_CASE(procfs_write_refused),
	KUNIT_CASE(procfs_reads_trial),
	KUNIT_CASE(procfs_trial_refused),
	KUNIT_CASE(procfs_reads_ports),
	KUNIT_CASE_PARAM(procfs_may_open, opener_gen_params),
	{},
};

static struct kunit_suite suite = {
	.name = "procfs",
	.init = og_fixture_init,
	.exit = og_fixture_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);
