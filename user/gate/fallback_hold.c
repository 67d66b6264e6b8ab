// SPDX-License-Identifier: GPL-2.0-only
#include "fallback_hold.h"
#include "base/clock.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "fallback_policy.h"
#include "fallback_rules.h"
#include "fallback_state.h"
#include "journal/journal.h"
#include "machine/service_manager.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* What the service manager calls the socket that owns the table. */
#define LEFT_NAME	"fallback-table"
#define CLOSED_MS	2000

struct hold {
	struct nft *nft;
	int left;		/* our predecessor's socket, which owns the table; -1: none */
	struct fallback_state state;
};

static void set_words(struct fallback_state *state, const char *rules, const char *owner)
{
	snprintf(state->rules, sizeof(state->rules), "%s", rules);
	snprintf(state->owner, sizeof(state->owner), "%s", owner);
}

static int make_last_resort(struct hold *hold)
{
	int code = fallback_rules_last_resort(hold->nft);

	if (code) {
		complain("NOTHING IS IN FORCE: not even the rules of last resort could be loaded. What is missing: "
			 "\"ogctl doctor\"");
		return EXIT_NO;
	}
	set_words(&hold->state, "last-resort", fallback_owner_name(FALLBACK_OWNER));
	complain("ONLY THE RULES OF LAST RESORT are in force: loopback, established connections, icmp and ssh");
	return 0;
}

static int make_rules(struct hold *hold)
{
	struct og_policy *policy = need(sizeof(*policy));
	enum fallback_source from = fallback_policy_read(policy);
	enum fallback_owner owner;
	int code = 0;

	snprintf(hold->state.policy, sizeof(hold->state.policy), "%s", fallback_source_name(from));
	if (policy->setting[OG_SET_MODE] != OG_MODE_ENFORCE) {
		set_words(&hold->state, "none", fallback_owner_name(FALLBACK_NO_OWNER));
		note("the policy's mode is not enforce: there is nothing to hold, and no table");
	} else if (!fallback_rules_make(hold->nft, policy, &owner)) {
		set_words(&hold->state, "policy", fallback_owner_name(owner));
	} else {
		code = make_last_resort(hold);
	}
	/* One that owns nothing would take the place of one that does. */
	if (!code && strcmp(hold->state.rules, "none") && nft_socket(hold->nft) >= 0)
		service_leave(nft_socket(hold->nft), LEFT_NAME);
	free(policy);
	return code;
}

/* A table whose holder was killed is still there, since the service manager kept its socket: nothing was open. */
static bool take_over(struct hold *hold)
{
	struct fallback_state before;

	hold->left = service_left(LEFT_NAME);
	if (hold->left < 0 || nft_table_look(FALLBACK_TABLE) != NFT_PRESENT)
		return false;
	/* What it said of itself may be lost; its table is what counts, and nobody else could make one. */
	if (fallback_state_read(&before)) {
		before = (struct fallback_state){ 0 };
		set_words(&before, "policy", fallback_owner_name(FALLBACK_OWNER));
	}
	hold->state = before;
	note("the holder before this one has ended; its table stayed, and is held on");
	return true;
}

static void tell_ready(const struct fallback_state *state)
{
	char *lines = need_text("READY=1\nSTATUS=%s", !strcmp(state->rules, "policy") ?
				"in force: nftables' rules" : !strcmp(state->rules, "none") ?
				"no table: the policy's mode is not enforce" : "ONLY THE RULES OF LAST RESORT are in force");

	service_tell(lines);
	free(lines);
}

static void tell_journal(const struct hold *hold, int code)
{
	const struct fallback_state *state = &hold->state;
	char *what;

	if (code)
		what = need_text("nothing is in force");
	else if (!strcmp(state->rules, "policy"))
		what = need_text("rules of %s", fallback_source_said(state->policy));
	else
		what = need_text("ONLY THE RULES OF LAST RESORT: loopback, established connections, icmp and ssh");
	if (code || strcmp(state->rules, "none"))
		journal_tell(&(struct journal_event){ .kind = JOURNAL_FALLBACK_ON, .what = what, .failed = code });
	free(what);
}

static void wait_until_told(void)
{
	sigset_t set;
	int told;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	while (sigwait(&set, &told))
		;
}

static void hear_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

/* What a socket owns nobody else may delete; its last copy is the service manager's, which has to close it. */
static void let_go(const struct hold *hold)
{
	u64 end = clock_ms() + CLOSED_MS;

	service_tell("STOPPING=1");
	service_tell("FDSTOREREMOVE=1\nFDNAME=" LEFT_NAME);
	if (hold->left >= 0) {
		close(hold->left);
		while (nft_table_look(FALLBACK_TABLE) == NFT_PRESENT && clock_ms() < end)
			clock_sleep_ms(5);
	}
}

int fallback_hold(void)
{
	struct hold hold = { .left = -1 };
	int code = 0, error;

	hear_signals();
	prctl(PR_SET_NAME, FALLBACK_HOLDER);
	hold.nft = nft_open();
	if (!take_over(&hold))
		code = make_rules(&hold);
	tell_journal(&hold, code);
	if (code) {
		nft_close(hold.nft);
		return code;
	}
	hold.state.holder = getpid();
	error = fallback_state_write(&hold.state);
	if (error)
		complain("could not write /run/outlook-guard/fallback: %s; the table is in force all the same",
			 strerror(-error));
	tell_ready(&hold.state);
	wait_until_told();
	let_go(&hold);
	code = fallback_rules_remove(hold.nft);
	if (code || strcmp(hold.state.rules, "none"))
		journal_tell(&(struct journal_event){ .kind = JOURNAL_FALLBACK_OFF, .failed = code });
	fallback_state_forget();
	nft_close(hold.nft);
	return code ? EXIT_NO : EXIT_YES;
}
