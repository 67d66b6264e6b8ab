// SPDX-License-Identifier: GPL-2.0-only
/* What is known of ports, from the profiles in $OG_PROFILES and from the table beside them. */
#include "policy/port_knowledge.h"
#include "test_user.h"

static void profiles_speak(void **state)
{
	struct knowledge knowledge;
	struct port_note note;

	(void)state;
	knowledge_read(&knowledge);
	assert_true(knowledge.count >= 12);
	assert_true(knowledge_of_port(&knowledge, OG_FORWARD, OG_TCP, 993, &note));
	assert_string_equal(note.profile->name, "outlook-modern");
	assert_string_equal(note.why, "mail is read by IMAP over TLS");
	assert_string_equal(note.risk, "little: encrypted, asks for a password");
	/* Of several words the chain's own, and Outlook's before others. */
	assert_true(knowledge_of_port(&knowledge, OG_INPUT, OG_TCP, 443, &note));
	assert_string_equal(note.profile->name, "tproxy");
	assert_true(knowledge_of_port(&knowledge, OG_FORWARD, OG_TCP, 443, &note));
	assert_string_equal(note.profile->name, "outlook-modern");
	/* Lines that go on, a document by its name, and a range. */
	assert_true(knowledge_of_port(&knowledge, OG_FORWARD, OG_TCP, 25, &note));
	assert_non_null(strstr(note.risk, "plain text unless STARTTLS is demanded"));
	assert_true(knowledge_of_port(&knowledge, OG_FORWARD, OG_TCP, 1023, &note));
	assert_non_null(strstr(note.source, "Allow Outlook To Work Through SafeSquid"));
	assert_true(knowledge_of_port(&knowledge, OG_FORWARD, OG_TCP, 50000, &note));
	assert_int_equal(strncmp(note.why, "one of 49152-65535/tcp: ", 24), 0);
	assert_false(knowledge_of_port(&knowledge, OG_FORWARD, OG_TCP, 4242, &note));
	knowledge_free(&knowledge);
}

/* One port, one word on it: what a profile lists is not in the table too. */
static void no_twins(void **state)
{
	struct knowledge knowledge;
	struct port_note note, other;
	unsigned int port, t, c, said = 0;
	size_t i;

	(void)state;
	knowledge_read(&knowledge);
	for (port = 0; port < OG_PORTS; port++) {
		for (t = 0; t < OG_TRANSPORTS; t++) {
			if (!knowledge_of_table(t, port, &note))
				continue;
			said++;
			assert_true(*note.why && *note.source && *note.risk);
			for (i = 0; i < knowledge.count; i++)
				for (c = 0; c < OG_CHAINS; c++)
					if (knowledge_of_profile(&knowledge.profiles[i], c, t, port, &other))
						fail_msg("%u is in the table and in %s", port,
							 knowledge.profiles[i].name);
		}
	}
	assert_true(said > 20);
	knowledge_free(&knowledge);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(profiles_speak), cmocka_unit_test(no_twins),
	};

	return cmocka_run_group_tests_name("user: knowledge", tests, NULL, NULL);
}
