// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any order of births and deaths of namespaces, of transactions opened,
 * written, closed and killed, of trials kept, reverted and run out, also while
 * somebody holds the lock under which hooks are registered, of packets and
 * readers with a publication in the middle of them, and of failures: of
 * memory, of user space, of conntrack, of every hook, of NFLOG. After each
 * step everything is as a simple model has it: policy, the one behind a trial
 * and generation; hooks, conntrack, tally and NFLOG there exactly while they
 * are wanted; at the end no memory is left.
 *
 * Input: steps, a byte each, and what they ask for.
 */
#include "shim.h"

#include "core/text.h"
#include "expect.h"
#include "net.h"
#include "publish.h"
#include "session.h"
#include "state.h"
#include "tally.h"
#include "trial.h"

#define NETS		3	/* the first is init_net */
#define SESSIONS	4

/* What must be true of a namespace. */
struct model_net {
	struct net *net;
	bool alive;
	u64 generation;
	struct og_policy policy;
	bool written;			/* by somebody */
	bool on_trial;
	ktime_t ends;			/* of the trial */
	struct og_policy back;		/* ... and what comes back then */
	bool back_written;
	ktime_t tally_since;		/* of a tally that counts, or did and went on; 0: none */
	unsigned int unfinished;	/* texts */
	unsigned int unfit;		/* likewise, that another came before */
	bool abandoned;			/* a text came to nothing since the last change */
	bool no_early;			/* the last commit may have done without; see settle_locked() in publish.c */
};

struct model_session {
	struct og_session *session;	/* NULL: free */
	unsigned int net;
	bool started, failed;
	struct og_parser parser;
};

struct input {
	const u8 *data;
	size_t size;
};

static struct net others[NETS - 1];
static struct model_net nets[NETS] = { { .net = &init_net }, { .net = &others[0] },
				       { .net = &others[1] } };
static struct model_session sessions[SESSIONS];

static u8 next(struct input *input)
{
	if (!input->size)
		return 0;
	input->size--;
	return *input->data++;
}

static struct og_net *state_of(unsigned int n)
{
	return nets[n].net->generic;
}

/* How many hooks there are: early's, or the chains'. */
static unsigned int hooks_of(const struct net *net, enum og_arm arm)
{
	unsigned int i, count = 0;

	for (i = 0; i < SHIM_HOOKS; i++)
		count += net->hooks[i] && (net->hooks[i]->hooknum == NF_INET_PRE_ROUTING) ==
						  (arm == OG_ARM_EARLY);
	return count;
}

static bool has_sessions(unsigned int n)
{
	unsigned int i;

	for (i = 0; i < SESSIONS; i++)
		if (sessions[i].session && sessions[i].net == n)
			return true;
	return false;
}

static bool wants_chains(const struct og_policy *policy)
{
	return policy->setting[OG_SET_MODE] != OG_MODE_OFF;
}

static bool wants_early(const struct og_policy *policy)
{
	return wants_chains(policy) && policy->setting[OG_SET_EARLY] == OG_EARLY_ON;
}

/* Under "off" the hooks answer no state, and what was never written has no hooks: see kmod/live.c. */
static void forget_states(struct og_policy *policy)
{
	unsigned int c;

	for (c = 0; c < OG_CHAINS && policy->setting[OG_SET_MODE] == OG_MODE_OFF; c++)
		policy->chain[c].states = 0;
}

static bool same_policy(const struct og_policy *a, const struct og_policy *b)
{
	static struct og_policy one, other;

	one = *a;
	other = *b;
	forget_states(&one);
	forget_states(&other);
	return !memcmp(&one, &other, sizeof(one));
}

static void check_net(unsigned int n)
{
	const struct model_net *model = &nets[n];
	struct og_net *og = state_of(n);
	struct og_publish_state state;
	char text[OG_SETTING_TEXT_SIZE];
	unsigned int chains = hooks_of(model->net, OG_ARM_CHAINS);
	unsigned int early = hooks_of(model->net, OG_ARM_EARLY);
	bool in_force = wants_chains(&model->policy) ||
			(model->on_trial && wants_chains(&model->back));
	bool early_on = (wants_early(&model->policy) ||
			 (model->on_trial && wants_early(&model->back))) &&
			(early || !model->no_early);
	bool tally = model->policy.setting[OG_SET_TALLY] ||
		     (model->on_trial && model->back.setting[OG_SET_TALLY]);
	bool log = model->policy.setting[OG_SET_LOG] ||
		   (model->on_trial && model->back.setting[OG_SET_LOG]);
	bool logs = og->users[OG_ARM_LOG];
	static struct og_trial_state trial;
	static struct og_policy copy;

	assert(!og->lock.held && !og->swap.held && !og->pending);
	og_publish_state(og, &state);
	assert(state.generation == model->generation);
	assert((unsigned int)atomic_read(&og->unfinished) == model->unfinished);
	assert((unsigned int)atomic_read(&og->unfit) == model->unfit);
	for (unsigned int i = 0; i < OG_SETTINGS; i++)
		assert(!strcmp(state.setting[i], og_setting_text(&model->policy, i, text)));
	assert(state.tally_seconds == (model->policy.setting[OG_SET_TALLY] ? shim_now / NSEC_PER_SEC -
				       model->tally_since / NSEC_PER_SEC : 0));
	og_publish_snapshot(og, &copy);
	assert(same_policy(&copy, &model->policy));
	assert(chains == 0 || chains == OG_HOOKS);
	assert(early == 0 || early == OG_EARLY_HOOKS);
	assert(model->net->conntrack == (unsigned int)!!chains + !!early);
	/* there while a policy wants them; a transaction may, and without one nobody else does */
	assert(chains || !in_force);
	assert(early || !early_on);
	assert(og->tally || !tally);
	assert(logs || !log);
	/* nobody but a policy begins to count, and a tally that has gone has no time */
	if (!og->tally)
		nets[n].tally_since = 0;
	if (!has_sessions(n))
		assert(!og->tally == !tally && logs == log);
	/* hooks that a text reserved which came to nothing wait for the next change */
	if (!has_sessions(n) && !model->abandoned)
		assert(!chains == !in_force && !early == !early_on);
	og_trial_read(og, &trial);
	assert(!trial.left == !model->on_trial && !og_trial_left(og) == !model->on_trial);
	if (model->on_trial)
		assert(same_policy(&trial.saved, &model->back) &&
		       trial.generation == model->generation);
}

/* A namespace without a policy of its own shows the page, off. */
static void model_begin(unsigned int n)
{
	nets[n].alive = true;
	nets[n].generation = 0;
	nets[n].unfinished = 0;
	nets[n].unfit = 0;
	nets[n].abandoned = false;
	og_policy_builtin(&nets[n].policy);
	nets[n].policy.setting[OG_SET_MODE] = OG_MODE_OFF;
	nets[n].written = false;
	nets[n].on_trial = false;
	nets[n].tally_since = 0;
}

/* @policy takes effect at @now; where no tally went on, one begins its time. */
static void model_replace(unsigned int n, const struct og_policy *policy, ktime_t now)
{
	if (policy->setting[OG_SET_TALLY] && !nets[n].tally_since)
		nets[n].tally_since = now;
	nets[n].policy = *policy;
	nets[n].generation++;
}

/* The first text that anybody writes is laid over the page, enforced. */
static void model_edit(struct og_policy *policy, bool *written, const struct og_edit *edit)
{
	if (!*written)
		og_policy_builtin(policy);
	*written = true;
	og_edit_apply(edit, policy);
}

/* Whether it can be laid over what is in force, and what waits behind a trial. */
static bool model_fits(unsigned int n, const struct og_edit *edit)
{
	struct og_error error;

	return og_edit_fits(edit, nets[n].written ? &nets[n].policy : NULL, &error) &&
	       (edit->trial || !nets[n].on_trial ||
		og_edit_fits(edit, nets[n].back_written ? &nets[n].back : NULL, &error));
}

static void model_commit(unsigned int n, const struct og_edit *edit, ktime_t now)
{
	static struct og_policy policy;

	if (edit->trial && !nets[n].on_trial) {
		nets[n].back = nets[n].policy;
		nets[n].back_written = nets[n].written;
	} else if (!edit->trial && nets[n].on_trial) {
		model_edit(&nets[n].back, &nets[n].back_written, edit);
	}
	if (edit->trial) {
		nets[n].on_trial = true;
		nets[n].ends = now + edit->trial * NSEC_PER_SEC;
	}
	nets[n].abandoned = false;
	policy = nets[n].policy;
	model_edit(&policy, &nets[n].written, edit);
	model_replace(n, &policy, now);
}

static void model_back(unsigned int n, ktime_t now)
{
	nets[n].written = nets[n].back_written;
	nets[n].abandoned = false;
	nets[n].on_trial = false;
	model_replace(n, &nets[n].back, now);
}

/* Trials whose time is up have run out. */
static void model_time(void)
{
	unsigned int n;

	for (n = 0; n < NETS; n++)
		if (nets[n].alive && nets[n].on_trial && nets[n].ends <= shim_now)
			model_back(n, shim_now);
}

/* Time passes, and the timers whose time has come run: whoever holds which mutex, the old policies are back at once. */
static void pass_time(void *data)
{
	unsigned int n;

	shim_now += *(const ktime_t *)data;
	for (n = 0; n < NETS; n++) {
		if (!nets[n].alive)
			continue;
		shim_pass(&state_of(n)->trial.timer, 0);
		assert(!state_of(n)->saved || state_of(n)->closing ||
		       hrtimer_get_expires(&state_of(n)->trial.timer) > shim_now);
	}
}

static void close_session(unsigned int i, bool commit, bool dying)
{
	struct model_session *model = &sessions[i];
	struct og_session *session = model->session;
	struct og_publish_state state;
	bool may_fail = shim_fail_in;
	ktime_t now = shim_now;

	if (!session)
		return;
	model->session = NULL;
	nets[model->net].abandoned |= model->started;
	og_session_close(session, commit);
	/* nothing is published any more where a namespace is going */
	if (dying) {
		og_publish_state(state_of(model->net), &state);
		assert(state.generation == nets[model->net].generation);
	}
	if (!commit || dying || !model->started || model->failed)
		return;
	if (!og_parse_whole(&model->parser)) {
		nets[model->net].unfinished++;
	} else if (og_parse_end(&model->parser) && !model_fits(model->net, &model->parser.edit)) {
		nets[model->net].unfit++;
	} else if (!model->parser.failed && og_parse_states(&model->parser)) {
		model_commit(model->net, &model->parser.edit, now);
		nets[model->net].no_early = may_fail;
	}
}

static void close_files(struct og_net *og)
{
	unsigned int i;

	for (i = 0; i < SESSIONS; i++)
		if (sessions[i].session && og_session_net(sessions[i].session) == og)
			close_session(i, true, true);
}

/* --- steps --- */

static void step_begin_net(struct input *input)
{
	unsigned int n = 1 + next(input) % (NETS - 1);

	if (!nets[n].alive && !shim_net_begin(nets[n].net))
		model_begin(n);
}

static void end_net(unsigned int n)
{
	if (!nets[n].alive)
		return;
	/* no failure can stop a death */
	shim_fail_in = 0;
	shim_net_end(nets[n].net);
	nets[n].alive = false;
	assert(!has_sessions(n));
}

static void step_open(struct input *input)
{
	unsigned int i = next(input) % SESSIONS, how = next(input), n = how % NETS;

	if (sessions[i].session || !nets[n].alive)
		return;
	sessions[i].session = og_session_open(nets[n].net->generic, how & 0x80);
	sessions[i].net = n;
	sessions[i].started = false;
	sessions[i].failed = false;
	og_parse_begin(&sessions[i].parser);
	if (how & 0x80)
		og_parse_append(&sessions[i].parser);
}

static const char *const texts[] = {
	"reset\n", "mode off\n", "mode audit;", "mode enforce\n", "mode ", "off", "any\n", "none;",
	"+443/tcp ", "-22\n", "22/tcp 53", "\n", "input ", "forward none\n", "ipv6 ignore\n",
	"ipv6 filter;", "+established +icmp\n", "bogus", "# words\n", "-icmp\n", "early on\n", "early off;",
	"tally on\n", "tally off\n", "log nflog:5\n", "log off;", "trial 3\n", "trial 60;", "trial ", "tally ", "log ",
	"reset", "mode", "early ", "early on", "mode audit\n+", "log nflog:5",
};

/* Of zones: what fits depends on what is there. */
static const char *const zoned[] = {
	"zone a eth1\n", "zone a +10.0.0.0/8\n", "zone a -eth1\n", "zone a none\n", "from a 22/tcp\n", "from a -22/tcp\n",
	"input from a any\n", "zone b eth2; from b 443\n", "zone b none\n", "refuse reject\n", "refuse reject a\n", "refuse drop\n",
	"from b +443 +icmp\n", "trial 3; zone a none\n", "trial 60; zone b lo\n", "reset; zone a 10.0.0.0/8\n",
};

#define TEXTS	(sizeof(texts) / sizeof(texts[0]))

/* ENOENT: there is no NFLOG */
static bool is_failure(int err)
{
	return err == -ENOMEM || err == -EFAULT || err == -ENOENT;
}

static void write_text(struct model_session *model, const char *text, size_t size)
{
	/* a timer that comes in may end a trial, whose hooks go then */
	bool may_fail = shim_fail_in, alone = !shim_interrupt, good;
	unsigned int unhooked = nets[model->net].net->unhooked;
	int err = og_session_write(model->session, text, size);
	char why[OG_COMPLAINT_SIZE] = "";

	assert(og_session_complaint(model->session, why) == (err != 0) && !why[0] == !err);
	/* no write takes a hook away, but those that it had put when memory was short */
	assert(!alone || err == -ENOMEM || nets[model->net].net->unhooked == unhooked);
	if (model->failed) {
		assert(err);
		return;
	}
	model->started = true;
	nets[model->net].abandoned |= err != 0;
	good = og_parse_piece(&model->parser, text, size) && og_parse_pause(&model->parser) &&
	       (size >= 4096 || size % 1024 == 0 || og_parse_whole(&model->parser)) &&
	       (!og_parse_states(&model->parser) || model->parser.begun ||
		model_fits(model->net, &model->parser.edit));
	if (good)
		assert(!err || (may_fail && is_failure(err)));
	else
		assert(err == -EINVAL || (may_fail && is_failure(err)));
	model->failed = err != 0;
}

/* As stdio does, which writes when its buffer is full: cut there, wherever that is. */
static void write_buffer(struct model_session *model, const char *text)
{
	char buffer[1024];
	size_t size = strlen(text);

	memset(buffer, ' ', sizeof(buffer));
	memcpy(buffer + sizeof(buffer) - size, text, size);
	write_text(model, buffer, sizeof(buffer));
}

static void step_write_zoned(struct input *input)
{
	struct model_session *model = &sessions[next(input) % SESSIONS];
	const char *text = zoned[next(input) % (sizeof(zoned) / sizeof(zoned[0]))];

	if (model->session)
		write_text(model, text, strlen(text));
}

static void step_write(struct input *input)
{
	struct model_session *model = &sessions[next(input) % SESSIONS];
	u8 which = next(input);
	size_t size = which - 2 * TEXTS;

	if (!model->session)
		return;
	if (which < TEXTS) {
		write_text(model, texts[which], strlen(texts[which]));
		return;
	}
	if (which < 2 * TEXTS) {
		write_buffer(model, texts[which - TEXTS]);
		return;
	}
	if (size > input->size)
		size = input->size;
	write_text(model, (const char *)input->data, size);
	input->data += size;
	input->size -= size;
}

struct closing {
	unsigned int session;
	bool commit;
};

static void close_meanwhile(void *data)
{
	const struct closing *closing = data;

	close_session(closing->session, closing->commit, false);
}

/* Another CPU closes a transaction while a reader is in the middle. */
static void plan_closing(struct input *input, struct closing *closing)
{
	u8 how = next(input);

	closing->session = how % SESSIONS;
	closing->commit = how & 0x40;
	shim_meanwhile_data = closing;
	if (how & 0x80)
		shim_meanwhile = close_meanwhile;
}

/* A drop is logged once, or counted as over the limit; whether it has to be is read from the policy before. */
static void check_log(struct og_stats *expected, const struct og_stats *counted)
{
	unsigned long logged = counted->log_sent - expected->log_sent +
			       counted->log_suppressed - expected->log_suppressed;

	assert(logged == expect_log);
	expected->log_sent = counted->log_sent;
	expected->log_suppressed = counted->log_suppressed;
}

/* Likewise who is told. */
static void check_told(struct og_stats *expected, const struct og_stats *counted)
{
	unsigned long told = counted->refuse_sent - expected->refuse_sent +
			     counted->refuse_suppressed - expected->refuse_suppressed;

	assert(told == expect_told);
	expected->refuse_sent = counted->refuse_sent;
	expected->refuse_suppressed = counted->refuse_suppressed;
}

static void step_packet(struct input *input)
{
	static struct og_stats expected, counted;
	struct og_flow flow = { .proto = 6, .readable = true };
	u8 packet[24] = { 0x45, 0, 0, 24, 0, 0, 0, 0, 64, 6 }, how = next(input);
	struct net_device device = { .ifindex = 2, .name = "eth1" };
	struct nf_hook_state state = { .in = &device, .net = nets[how % NETS].net };
	struct sk_buff skb = { .data = packet, .tail = packet + 24, .len = 24 };
	enum og_chain_id chain = how & 0x80 ? OG_FORWARD : OG_INPUT;
	unsigned int n = how % NETS, wanted = NF_ACCEPT, got;
	static struct closing closing;

	packet[22] = next(input);
	packet[23] = next(input);
	flow.port = (u16)(packet[22] << 8 | packet[23]);
	flow.state = how & 0x40 ? OG_STATE_ESTABLISHED : OG_STATE_NEW;
	skb._nfct = 0x10000 | flow.state;
	if (!nets[n].alive)
		return;
	og_stats_sum(state_of(n)->stats, &expected);
	/* judged by the policy from before the closing, wherever it comes in between */
	expect_log = 0;
	expect_told = false;
	if (nets[n].written)
		wanted = expect_verdict(&nets[n].policy, chain, &flow,
					naive_zones(&nets[n].policy.zones, OG_IPV4, packet, "eth1"), &expected);
	plan_closing(input, &closing);
	got = shim_packet(nets[n].net, chain == OG_INPUT ? NF_INET_LOCAL_IN : NF_INET_FORWARD,
			  NFPROTO_IPV4, &skb, &state);
	shim_meanwhile = NULL;
	og_stats_sum(state_of(n)->stats, &counted);
	assert(got == wanted);
	check_log(&expected, &counted);
	check_told(&expected, &counted);
	assert(!memcmp(&counted, &expected, sizeof(counted)));
}

static void step_read(struct input *input)
{
	static struct og_policy before, copy;
	unsigned int n = next(input) % NETS;
	static struct closing closing;

	if (!nets[n].alive)
		return;
	before = nets[n].policy;
	plan_closing(input, &closing);
	og_publish_snapshot(state_of(n), &copy);
	shim_meanwhile = NULL;
	assert(same_policy(&copy, &before));
}

/* Kept, or reverted. */
static void step_end_trial(struct input *input)
{
	u8 how = next(input);
	unsigned int n = how % NETS;
	ktime_t now = shim_now;
	int err;

	if (!nets[n].alive)
		return;
	err = how & 0x80 ? og_trial_keep(state_of(n)) : og_trial_revert(state_of(n));
	assert(err == (nets[n].on_trial ? 0 : -ESRCH));
	if (!err)
		nets[n].abandoned = false;
	if (!err && !(how & 0x80))
		model_back(n, now);
	nets[n].on_trial = false;
}

/* Time passes, at once or where a mutex is held next: a session's, or a namespace's. */
static void step_time(struct input *input)
{
	static ktime_t time;
	u8 sixteenths = next(input);

	shim_fail_in = 0;
	time = (ktime_t)sixteenths * NSEC_PER_SEC / 16;
	if (sixteenths & 1) {
		shim_interrupt_data = &time;
		shim_interrupt_after = sixteenths >> 1 & 1;
		shim_interrupt = pass_time;
		return;
	}
	pass_time(&time);
}

/* A read of the tally, all of it. */
static void step_tally(struct input *input)
{
	unsigned int n = next(input) % NETS, port = next(input) << 8 | next(input);
	struct og_tally_port read;

	if (!nets[n].alive)
		return;
	rcu_read_lock();
	if (og_tally_read(state_of(n), port % OG_TALLY_CHAINS, port % OG_TRANSPORTS, port, &read))
		assert(read.accepted + read.dropped > 0 && read.sources);
	rcu_read_unlock();
	assert(og_publish_tallies(state_of(n)) == !!nets[n].policy.setting[OG_SET_TALLY]);
}

static void step(struct input *input)
{
	u8 what = next(input);

	switch (what % 12) {
	case 0:
		step_begin_net(input);
		break;
	case 1:
		end_net(1 + next(input) % (NETS - 1));
		break;
	case 2:
		step_open(input);
		break;
	case 3:
	case 4:
		step_write(input);
		break;
	case 5:
		close_session(next(input) % SESSIONS, what & 0x80, false);
		break;
	case 6:
		step_packet(input);
		break;
	case 7:
		step_read(input);
		break;
	case 8:
		shim_fail_in = 1 + next(input) % 12;
		return;
	case 9:
		step_end_trial(input);
		break;
	case 10:
		step_time(input);
		break;
	case 11:
		if (what & 0x80)
			step_write_zoned(input);
		else
			step_tally(input);
		break;
	}
	shim_fail_in = 0;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

/* init_net is born with the module, by an edit from its parameter. */
static bool load(struct input *input)
{
	static struct og_parser parser;
	const char *boot = texts[next(input) % TEXTS];

	shim_fail_in = next(input) % 16;
	og_parse_begin(&parser);
	if (!og_parse_text(&parser, boot, strlen(boot)))
		og_parse_begin(&parser);
	if (og_net_start(&parser.edit)) {
		assert(!hooks_of(&init_net, OG_ARM_CHAINS) && !hooks_of(&init_net, OG_ARM_EARLY) &&
		       !init_net.conntrack);
		return false;
	}
	shim_fail_in = 0;
	model_begin(0);
	model_commit(0, &parser.edit, shim_now);
	check_net(0);
	return true;
}

static void unload(void)
{
	unsigned int n;

	shim_fail_in = 0;
	shim_interrupt = NULL;
	for (n = 1; n < NETS; n++)
		end_net(n);
	og_net_stop();
	nets[0].alive = false;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct input input = { data, size };
	unsigned int n;

	shim_close_files = close_files;
	if (load(&input)) {
		while (input.size) {
			step(&input);
			model_time();
			for (n = 0; n < NETS; n++)
				if (nets[n].alive)
					check_net(n);
		}
		unload();
	}
	synchronize_rcu();
	assert(!shim_allocated);
	return 0;
}
