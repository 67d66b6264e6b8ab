// SPDX-License-Identifier: GPL-2.0-only
#include "shim.h"

#include <stdarg.h>

#include "early.h"
#include "net.h"
#include "procfs.h"
#include "state.h"

/* Each namespace has few retired things at most: a writer in a loop must not pile them up. */
#define LATER	16

struct net init_net;
unsigned int shim_fail_in;
long shim_allocated;
void (*shim_meanwhile)(void *data);
void *shim_meanwhile_data;
unsigned int shim_readers;
void (*shim_interrupt)(void *data);
void *shim_interrupt_data;
unsigned int shim_interrupt_after;
unsigned int shim_atomic;

ktime_t shim_now = 1000 * NSEC_PER_SEC;
unsigned int shim_loggers, shim_logged;

static struct pernet_operations *registered;
/* Waits for a grace period: to be freed, or for a function of its own. */
static struct {
	void *memory;
	rcu_callback_t function;
} later[LATER];
static unsigned int later_count;
static unsigned long grace_periods;

bool shim_fails(void)
{
	return shim_fail_in && !--shim_fail_in;
}

void *shim_alloc(size_t size, bool clear)
{
	void *memory;

	assert(!shim_atomic);
	if (shim_fails())
		return NULL;
	memory = malloc(size);
	assert(memory);
	/* memory of the kernel is what somebody else left there */
	memset(memory, clear ? 0 : 0xa5, size);
	shim_allocated++;
	return memory;
}

void *shim_copy(const void *from, size_t size)
{
	void *memory = shim_alloc(size, false);

	return memory ? memcpy(memory, from, size) : NULL;
}

void shim_free(const void *memory)
{
	shim_allocated -= memory != NULL;
	free((void *)memory);
}

unsigned long copy_from_user(void *to, const void *from, unsigned long size)
{
	if (shim_fails())
		return size;
	memcpy(to, from, size);
	return 0;
}

/* Whoever has it may be made to wait now; what comes in between does not end him. */
static void interrupt(void)
{
	void (*function)(void *data) = shim_interrupt;

	if (!function || shim_interrupt_after--)
		return;
	shim_interrupt = NULL;
	function(shim_interrupt_data);
}

void mutex_lock(struct mutex *lock)
{
	assert(!shim_atomic && !lock->held);
	lock->held = true;
	interrupt();
}

bool mutex_trylock(struct mutex *lock)
{
	assert(!shim_atomic);
	if (lock->held)
		return false;
	lock->held = true;
	interrupt();
	return true;
}

void spin_lock(spinlock_t *lock)
{
	assert(!lock->held);
	lock->held = true;
	shim_atomic++;
}

void spin_unlock(spinlock_t *lock)
{
	assert(lock->held);
	lock->held = false;
	shim_atomic--;
}

void mutex_unlock(struct mutex *lock)
{
	assert(lock->held);
	lock->held = false;
}

/* Whoever reads has the pointer now; and then the other CPU comes in between. */
void *shim_read(void *pointer)
{
	void (*meanwhile)(void *data) = shim_meanwhile;

	assert(shim_readers);
	shim_meanwhile = NULL;
	if (meanwhile)
		meanwhile(shim_meanwhile_data);
	return pointer;
}

void rcu_read_lock(void)
{
	shim_readers++;
}

void rcu_read_unlock(void)
{
	assert(shim_readers);
	shim_readers--;
}

void shim_free_later(void *memory)
{
	assert(later_count < LATER);
	later[later_count].memory = memory;
	later[later_count++].function = NULL;
}

void call_rcu(struct rcu_head *head, rcu_callback_t function)
{
	shim_free_later(head);
	later[later_count - 1].function = function;
}

void rcu_barrier(void)
{
	synchronize_rcu();
}

unsigned long get_state_synchronize_rcu(void)
{
	return grace_periods + 1;
}

void synchronize_rcu(void)
{
	/* it would wait for ever */
	assert(!shim_readers && !shim_atomic);
	grace_periods++;
	while (later_count) {
		later_count--;
		if (later[later_count].function)
			later[later_count].function(later[later_count].memory);
		else
			shim_free(later[later_count].memory);
	}
}

void cond_synchronize_rcu(unsigned long state)
{
	if (grace_periods < state)
		synchronize_rcu();
}

void shim_log(const char *format, ...)
{
	char line[1024];
	va_list args;
	int length, i;

	va_start(args, format);
	length = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	assert(length > 1 && length < (int)sizeof(line) && line[length - 1] == '\n');
	for (i = 0; i < length - 1; i++)
		assert(line[i] >= ' ' && line[i] <= '~');
}

void *skb_header_pointer(const struct sk_buff *skb, int offset, int size, void *buffer)
{
	int linear = (int)(skb->tail - skb->data), i;
	u8 *bytes = buffer;

	assert(offset >= 0 && size >= 0);
	if (offset + size <= linear)
		return skb->data + offset;
	if ((unsigned int)(offset + size) > skb->len)
		return NULL;
	for (i = 0; i < size; i++)
		bytes[i] = offset + i < linear ? skb->data[offset + i] :
						 skb->rest[offset + i - linear];
	return buffer;
}

static bool is_extension(u8 header)
{
	return header == 0 || header == 43 || header == 44 || header == 51 || header == 59 ||
	       header == 60;
}

/* The length of an extension header of type @type; 44 is a fragment's. */
static unsigned int extension_length(u8 type, const u8 *header)
{
	if (type == 44)
		return 8;
	return type == 51 ? (header[1] + 2u) * 4 : (header[1] + 1u) * 8;
}

/* For target -1 alone, which is how the module calls it: past all headers to the protocol. */
int ipv6_find_hdr(const struct sk_buff *skb, unsigned int *offset, int target,
		  unsigned short *fragment_offset, int *flags)
{
	unsigned int start = sizeof(struct ipv6hdr);
	u8 next = ipv6_hdr(skb)->nexthdr;
	u8 buffer[4], *header;

	assert(target == -1 && *offset == 0 && !flags);
	*fragment_offset = 0;
	while (is_extension(next) && next != 59) {
		header = skb_header_pointer(skb, (int)start, next == 44 ? 4 : 2, buffer);
		if (!header)
			return -EBADMSG;
		if (next == 44 && ((header[2] << 8 | header[3]) & ~7)) {
			if (is_extension(header[0]) && header[0] != 59)
				return -ENOENT;
			*fragment_offset = (unsigned short)((header[2] << 8 | header[3]) & ~7);
			return header[0];
		}
		start += extension_length(next, header);
		next = header[0];
	}
	*offset = start;
	return next;
}

void shim_pass(struct hrtimer *timer, ktime_t time)
{
	shim_now += time;
	if (!timer->started || timer->expires > shim_now)
		return;
	timer->started = false;
	timer->function(timer);
}

int nf_logger_find_get(int pf, int type)
{
	assert(pf == NFPROTO_INET && type == NF_LOG_TYPE_ULOG);
	if (shim_fails())
		return -ENOENT;
	shim_loggers++;
	return 0;
}

void nf_logger_put(int pf, int type)
{
	assert(pf == NFPROTO_INET && type == NF_LOG_TYPE_ULOG && shim_loggers);
	shim_loggers--;
}

void nf_log_packet(struct net *net, u8 pf, unsigned int hook, const struct sk_buff *skb,
		   const struct net_device *in, const struct net_device *out,
		   const struct nf_loginfo *info, const char *format, ...)
{
	char prefix[128];	/* NF_LOG_PREFIXLEN */
	va_list args;

	(void)net;
	(void)pf;
	(void)hook;
	(void)in;
	(void)out;
	assert(shim_readers && skb && info->type == NF_LOG_TYPE_ULOG);
	va_start(args, format);
	assert((size_t)vsnprintf(prefix, sizeof(prefix), format, args) < sizeof(prefix));
	va_end(args);
	shim_logged++;
}

int nf_ct_netns_get(struct net *net, u8 family)
{
	assert(family == NFPROTO_INET);
	if (shim_fails())
		return -ENOMEM;
	net->conntrack++;
	return 0;
}

void nf_ct_netns_put(struct net *net, u8 family)
{
	assert(family == NFPROTO_INET && net->conntrack);
	net->conntrack--;
}

static void unhook(struct net *net, const struct nf_hook_ops *ops)
{
	unsigned int i;

	for (i = 0; i < SHIM_HOOKS && net->hooks[i] != ops; i++)
		;
	assert(i < SHIM_HOOKS);
	net->hooks[i] = NULL;
	net->unhooked++;
	/* a packet may still be inside */
	net->grace = grace_periods + 1;
}

static void put_hook(struct net *net, const struct nf_hook_ops *ops)
{
	unsigned int i, at = SHIM_HOOKS;

	for (i = 0; i < SHIM_HOOKS; i++) {
		/* nothing is registered twice, and no place has two */
		assert(!net->hooks[i] || net->hooks[i]->pf != ops->pf ||
		       net->hooks[i]->hooknum != ops->hooknum);
		if (!net->hooks[i])
			at = i;
	}
	assert(at < SHIM_HOOKS);
	net->hooks[at] = ops;
}

int nf_register_net_hooks(struct net *net, const struct nf_hook_ops *ops, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		if (shim_fails()) {
			while (i--)
				unhook(net, &ops[i]);
			return -ENOMEM;
		}
		assert(ops[i].priority ==
		       (ops[i].hooknum == NF_INET_PRE_ROUTING ? NF_IP_PRI_CONNTRACK - 1 : 0));
		put_hook(net, &ops[i]);
	}
	return 0;
}

void nf_unregister_net_hooks(struct net *net, const struct nf_hook_ops *ops, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		unhook(net, &ops[i]);
}

unsigned int shim_packet(struct net *net, unsigned int hooknum, u8 family, struct sk_buff *skb,
			 const struct nf_hook_state *state)
{
	unsigned int i, verdict = NF_ACCEPT;

	rcu_read_lock();
	for (i = 0; i < SHIM_HOOKS; i++)
		if (net->hooks[i] && net->hooks[i]->pf == family &&
		    net->hooks[i]->hooknum == hooknum) {
			verdict = net->hooks[i]->hook(net->hooks[i]->priv, skb, state);
			break;
		}
	rcu_read_unlock();
	return verdict;
}

/* early.c asks conntrack itself, which there is none of here: its hooks come and go, and let all pass. */
static unsigned int pass(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	(void)priv;
	(void)skb;
	(void)state;
	return NF_ACCEPT;
}

const struct nf_hook_ops og_early_hooks[OG_EARLY_HOOKS] = {
	{
		.hook = pass,
		.pf = NFPROTO_IPV4,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK - 1,
	},
	{
		.hook = pass,
		.pf = NFPROTO_IPV6,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK - 1,
	},
};

/* The files are the VM's business; here they are sessions, which end with them. */
void (*shim_close_files)(struct og_net *og);

int og_procfs_create(struct og_net *og)
{
	if (shim_fails())
		return -ENOMEM;
	og->files = true;
	return 0;
}

void og_procfs_remove(struct og_net *og)
{
	if (shim_close_files)
		shim_close_files(og);
	og->files = false;
}

int shim_net_begin(struct net *net)
{
	int err;

	net->generic = shim_alloc(registered->size, true);
	if (!net->generic)
		return -ENOMEM;
	err = registered->init(net);
	if (err) {
		/* freed at once: whoever had hooks in it has waited */
		assert(net->grace <= grace_periods);
		shim_free(net->generic);
		net->generic = NULL;
	}
	return err;
}

void shim_net_end(struct net *net)
{
	unsigned int i;

	registered->pre_exit(net);
	synchronize_rcu();
	registered->exit(net);
	for (i = 0; i < SHIM_HOOKS; i++)
		assert(!net->hooks[i]);
	assert(!net->conntrack);
	shim_free(net->generic);
	net->generic = NULL;
}

int register_pernet_subsys(struct pernet_operations *ops)
{
	int err;

	registered = ops;
	err = shim_net_begin(&init_net);
	if (err)
		registered = NULL;
	return err;
}

void unregister_pernet_subsys(struct pernet_operations *ops)
{
	assert(ops == registered);
	shim_net_end(&init_net);
	registered = NULL;
}

unsigned int shim_resets, shim_unreachables;

void nf_send_reset(struct net *net, struct sock *sk, struct sk_buff *skb, int hook)
{
	(void)sk;
	assert(net && skb && hook >= 0);
	shim_resets++;
}

void nf_send_reset6(struct net *net, struct sock *sk, struct sk_buff *skb, int hook)
{
	nf_send_reset(net, sk, skb, hook);
}

void nf_send_unreach(struct sk_buff *skb, int code, int hook)
{
	assert(skb && code == ICMP_PKT_FILTERED && hook >= 0);
	shim_unreachables++;
}

void nf_send_unreach6(struct net *net, struct sk_buff *skb, unsigned char code, unsigned int hook)
{
	assert(net && skb && code == ICMPV6_ADM_PROHIBITED);
	(void)hook;
	shim_unreachables++;
}
