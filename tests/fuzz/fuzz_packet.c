// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any packet, cut anywhere into a linear part and a rest, meets the module's
 * own hooks; verdict and counters have to be those of a second reader and
 * judge. What is linear ends where its memory ends: AddressSanitizer sees
 * every byte read beyond.
 *
 * Input: namespace, state, where to cut, then the packet.
 */
#include "shim.h"

#include "expect.h"
#include "net.h"
#include "session.h"
#include "state.h"
#include "stats.h"

static const char *const policies[] = {
	"reset\n",
	"any\n",
	"none; +53 +8080/tcp +reply +untracked\n",
	"mode audit; input none; forward icmp 0-1023/udp\n",
	"ipv6 ignore; input proto:6 proto:112; forward loopback 25/tcp\n",
	"mode off\n",
	"input established; forward related proto:255 1-65535/tcp; +proto:58\n",
};

/* Of zones and refusal, for what begins with 128 or more. */
static const char *const of_zones[] = {
	"input established; forward none; zone a 0.0.0.0/1 ::/1; zone b eth1 10.0.0.0/8; from a 0-1023/tcp icmp; from b 53 proto:47; refuse reject b\n",
	"none; zone a eth*; zone b 127.0.0.0/9 4000::/3; input from a any; forward from b 1-65535; refuse reject\n",
	"mode audit; none; zone a 0.0.0.0/2; from a proto:6 proto:17; refuse reject\n",
	"none; +reply +untracked; zone a 0.0.0.0/0; zone b 0.0.0.0/4 ::/4; zone c eth1; from a 1000-2000; from b 1500-3000/udp; input from c 22/tcp; log nflog:1\n",
	"ipv6 ignore; none; zone a ::/0 eth1; from a any; refuse reject a\n",
	"none; refuse reject\n",
};

#define PLAIN	(sizeof(policies) / sizeof(policies[0]))
#define ZONED	(sizeof(of_zones) / sizeof(of_zones[0]))
#define NETS	(PLAIN + ZONED)

static struct net nets[NETS];

static struct og_net *state_of(unsigned int i)
{
	return nets[i].generic;
}

static void write_policy(unsigned int i)
{
	const char *policy = i < PLAIN ? policies[i] : of_zones[i - PLAIN];
	struct og_session *session = og_session_open(nets[i].generic, false);

	assert(session);
	assert(!og_session_write(session, policy, strlen(policy)));
	og_session_close(session, true);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct og_edit none;
	unsigned int i;

	(void)argc;
	(void)argv;
	og_edit_init(&none);
	assert(!og_net_start(&none));
	for (i = 0; i < NETS; i++) {
		assert(!shim_net_begin(&nets[i]));
		write_policy(i);
	}
	return 0;
}

/* What every packet at these hooks has: a whole IP header. */
static size_t mend(u8 *bytes, size_t size, enum og_family family)
{
	size_t header = 40;

	if (family == OG_IPV4) {
		bytes[0] = (u8)(0x40 | (bytes[0] & 15));
		if ((bytes[0] & 15) < 5)
			bytes[0] = 0x45;
		header = (bytes[0] & 15) * 4u;
	}
	return header <= size ? header : 0;
}

static void judge(unsigned int net, struct sk_buff *skb, const u8 *bytes, u8 how)
{
	enum og_family family = how & 1 ? OG_IPV6 : OG_IPV4;
	enum og_chain_id chain = how & 2 ? OG_FORWARD : OG_INPUT;
	struct net_device device = { .ifindex = how & 4 ? 1 : 2, .name = "eth1" };
	struct nf_hook_state state = { .in = &device, .net = &nets[net] };
	struct og_net *og = state_of(net);
	struct og_flow flow = naive_flow(family, bytes, skb->len);
	unsigned int wanted, got, answers = shim_resets + shim_unreachables;
	static struct og_stats expected, counted;
	u16 from;

	flow.loopback = how & 4;
	flow.state = (u8)(how >> 3 & 7);
	if (how >> 6 == 0)
		flow.state = OG_STATE_INVALID;
	else if (how >> 6 == 1)
		flow.state = OG_STATE_UNTRACKED;
	/* as conntrack leaves it: a connection's address and its state, or none of both, or 7 alone */
	skb->_nfct = how >> 6 > 1 ? 0x10000ul | flow.state : how >> 6 == 1 ? 7 : 0;

	if (how & 4)
		strcpy(device.name, "lo");
	from = naive_zones(&og->live->policy.zones, family, bytes, device.name);
	/* so that no limit is met */
	shim_now += NSEC_PER_SEC / 50;
	og_stats_sum(og->stats, &expected);
	wanted = expect_verdict(&og->live->policy, chain, &flow, from, &expected);
	expected.refuse_sent += expect_told;
	expected.log_sent += expect_log;
	got = shim_packet(&nets[net], chain == OG_INPUT ? NF_INET_LOCAL_IN : NF_INET_FORWARD,
			  family == OG_IPV4 ? NFPROTO_IPV4 : NFPROTO_IPV6, skb, &state);
	og_stats_sum(og->stats, &counted);
	assert(got == wanted);
	assert(!memcmp(&counted, &expected, sizeof(counted)));
	assert(shim_resets + shim_unreachables - answers == expect_told);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct sk_buff skb = { 0 };
	size_t header, linear;
	u8 *bytes, *rest;

	if (size < 3 + 20)
		return -1;
	bytes = malloc(size - 3);
	memcpy(bytes, data + 3, size - 3);
	header = mend(bytes, size - 3, data[1] & 1 ? OG_IPV6 : OG_IPV4);
	if (!header) {
		free(bytes);
		return -1;
	}
	linear = header + data[2];
	if (linear > size - 3)
		linear = size - 3;
	skb.data = malloc(linear);
	memcpy(skb.data, bytes, linear);
	skb.tail = skb.data + linear;
	skb.len = (unsigned int)(size - 3);
	skb.rest_len = (unsigned int)(size - 3 - linear);
	rest = malloc(skb.rest_len + !skb.rest_len);
	memcpy(rest, bytes + linear, skb.rest_len);
	skb.rest = rest;
	judge(data[0] < 128 ? data[0] % PLAIN : PLAIN + data[0] % ZONED, &skb, bytes, data[1]);
	free(rest);
	free(skb.data);
	free(bytes);
	return 0;
}
