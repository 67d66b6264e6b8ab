// SPDX-License-Identifier: GPL-2.0-only
/* Where sshd is to take connections, by its configuration; and systemd in its place, by its units. */
#include "machine/socket_units.h"
#include "machine/sshd_config.h"
#include "test_user.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static char root[] = "/tmp/og-sshd.XXXXXX";

static int make_root(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(root));
	return setenv("OG_PROC_ROOT", root, 1);
}

static int remove_root(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", root);
	return system(command);
}

/* With all folders above it. */
static void write_file(const char *path, const char *text)
{
	char full[256], *slash;
	FILE *file;

	snprintf(full, sizeof(full), "%s%s", root, path);
	for (slash = strchr(full + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		assert_true(!mkdir(full, 0755) || errno == EEXIST);
		*slash = '/';
	}
	file = fopen(full, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static const char *say(const u16 *ports, size_t count)
{
	static char text[256];
	size_t i, used = 0;

	*text = '\0';
	for (i = 0; i < count; i++)
		used += snprintf(text + used, sizeof(text) - used, "%s%u", i ? " " : "", ports[i]);
	return text;
}

static const struct {
	const char *text, *ports;
} configurations[] = {
	{ "", "22" },
	{ "Port 2222\n", "2222" },
	{ "port=2222\nPORT = 2223\n  Port\t\"2224\"\nPort '2225'", "2222 2223 2224 2225" },
	{ "#Port 23\n Port 2222 # not 23\n", "2222" },
	{ "Port ssh\n", "22" },
	{ "Port 2222\r\n", "2222" },
	{ "Port 70000\nPort -5\nPort 22x\nPort\nPort \"2222\n", "22" },
	{ "Portable 2222\n", "22" },
	{ "ListenAddress 192.0.2.1:2222\n", "2222" },
	{ "ListenAddress 192.0.2.1:2222\nPort 23\n", "2222" },
	{ "ListenAddress 192.0.2.1\nListenAddress gate.example:2222\nPort 23\n", "23 2222" },
	{ "ListenAddress [2001:db8::1]:2222\n", "2222" },
	{ "ListenAddress [2001:db8::1]\nListenAddress \"0.0.0.0:2223\"\n", "22 2223" },
	{ "ListenAddress 2001:db8::2222\n", "22" },
	{ "listenaddress=0.0.0.0:2222 rdomain blue\n", "2222" },
	{ "ListenAddress 127.0.0.1:2222\nListenAddress 192.0.2.1\n", "22" },
	{ "ListenAddress 127.0.0.1\nListenAddress [::1]:2222\n", "" },
	{ "ListenAddress [2001:db8::1\n", "22" },
	{ "Port 2222\nMatch User anna\nPort 23\nListenAddress 192.0.2.1:24\n", "2222" },
	{ "Include sshd_config.d/*.conf\nPort 2222\n", "2222 3001 3002" },
	{ "Include /etc/ssh/sshd_config.d/a.conf more/\"b.conf\"\n", "3001" },
	{ "include=\"/etc/ssh/sshd_config.d/b.conf\"\n", "3002" },
	{ "Match all\nInclude sshd_config.d/*.conf\n", "22" },
	{ "Include sshd_config.d/match.piece\nPort 2222\n", "2222" },
	{ "Include sshd_config.d/nested.piece sshd_config\n", "3003 3002" },
};

static void configured(void **state)
{
	u16 ports[16];
	size_t i;

	(void)state;
	write_file("/etc/ssh/sshd_config.d/a.conf", "Port 3001\n");
	write_file("/etc/ssh/sshd_config.d/b.conf", "Port 3002\n");
	write_file("/etc/ssh/sshd_config.d/match.piece", "Match User anna\nPort 3004\n");
	write_file("/etc/ssh/sshd_config.d/nested.piece", "Include sshd_config.d/b.conf\nPort 3003\n");
	for (i = 0; i < ROWS(configurations); i++) {
		const char *said;

		write_file("/etc/ssh/sshd_config", configurations[i].text);
		said = say(ports, sshd_config_ports(ports, 16));
		if (strcmp(said, configurations[i].ports))
			fail_msg("row %zu: \"%s\" gives %s", i, configurations[i].text, said);
	}
	/* No more than there is room for. */
	write_file("/etc/ssh/sshd_config", "Port 1\nPort 2\nPort 3\n");
	assert_string_equal(say(ports, sshd_config_ports(ports, 2)), "1 2");
}

/* 0: none that the world can reach. */
static const struct {
	const char *value;
	u16 port;
} values[] = {
	{ "22", 22 }, { "0.0.0.0:2222", 2222 }, { "[::]:2222", 2222 }, { "192.0.2.1:22", 22 },
	{ "127.0.0.1:22", 0 }, { "[::1]:22", 0 }, { "/run/x.sock", 0 }, { "@abstract", 0 },
	{ "vsock:2:22", 0 }, { "0", 0 }, { "65536", 0 }, { "22x", 0 }, { "", 0 }, { ":", 0 },
};

static void units(void **state)
{
	u16 ports[8], port;
	size_t i;

	(void)state;
	for (i = 0; i < ROWS(values); i++) {
		port = 0;
		if (socket_unit_port(values[i].value, &port) != !!values[i].port || port != values[i].port)
			fail_msg("\"%s\" gives %u", values[i].value, port);
	}
	assert_int_equal(socket_unit_ports("ssh.socket", ports, 8), 0);
	write_file("/etc/systemd/system/ssh.socket.d/x.conf", "[Socket]\nListenStream=\nListenStream = 2223 \n");
	assert_int_equal(socket_unit_ports("ssh.socket", ports, 8), 0);
	write_file("/usr/lib/systemd/system/ssh.socket", "[Socket]\nListenStream=22\n#ListenStream=23\nAccept=yes\n");
	assert_string_equal(say(ports, socket_unit_ports("ssh.socket", ports, 8)), "2223");
	write_file("/etc/systemd/system/ssh.socket.d/x.conf", "[Socket]\nListenStream=2223\n");
	assert_string_equal(say(ports, socket_unit_ports("ssh.socket", ports, 8)), "22 2223");
	write_file("/etc/systemd/system/ssh.socket", "[Socket]\nListenStream=24\n");
	assert_string_equal(say(ports, socket_unit_ports("ssh.socket", ports, 8)), "24 2223");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(configured), cmocka_unit_test(units) };

	return cmocka_run_group_tests_name("user: sshd", tests, make_root, remove_root);
}
