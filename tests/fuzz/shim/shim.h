/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of the kernel as the module's files need to run as a program: what
 * every <linux/...> and <net/...> header of theirs is replaced with. The
 * structures are smaller than the kernel's, the rules are the same and are
 * checked: a lock is taken once, memory that RCU has to free is kept until a
 * grace period has passed while nobody reads, what can fail does fail when it
 * is told to. See shim.c.
 */
#ifndef OG_SHIM_H
#define OG_SHIM_H

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>

#include "core/base.h"

typedef uint16_t __be16;
typedef uint32_t __be32;
typedef int64_t s64;

#undef __always_inline
#define __always_inline	inline __attribute__((always_inline))
#define noinline	__attribute__((noinline))
#define likely(x)	(x)
#define unlikely(x)	(x)
#define READ_ONCE(x)	(x)
#define WRITE_ONCE(x, value)	((x) = (value))
#define smp_store_release(pointer, value)	(*(pointer) = (value))
#define __force
#define IS_ENABLED(option)	1
#define KERNEL_VERSION(a, b, c)	((a) << 16 | (b) << 8 | (c))
#define LINUX_VERSION_CODE	KERNEL_VERSION(6, 1, 0)
#define container_of(pointer, type, member) \
	((type *)((char *)(pointer) - offsetof(type, member)))
#define DIV_ROUND_UP(a, b)	(((a) + (b) - 1) / (b))
#define DIV_ROUND_UP_ULL(a, b)	DIV_ROUND_UP((unsigned long long)(a), (b))
#define __ffs(word)		((unsigned long)__builtin_ctzl(word))
#define netif_is_l3_slave(device)	((void)(device), false)
#define IS_MODULE(option)	0
#define __user
#define __rcu
#define __percpu
#define __init
#define __exit
#define __net_init
#define __net_exit
#define KBUILD_MODNAME	"outlook_guard"
#define min_t(type, a, b)	((type)(a) < (type)(b) ? (type)(a) : (type)(b))
#define cond_resched()		((void)0)

/* --- failures --- */

/* The next so many calls that can fail succeed, and then one fails; 0: none does. */
extern unsigned int shim_fail_in;
bool shim_fails(void);

/* --- memory --- */

#define GFP_KERNEL_ACCOUNT	0
#define __GFP_NOWARN		0
#define __GFP_ZERO		1

extern long shim_allocated;	/* pieces that were not freed */
void *shim_alloc(size_t size, bool clear);
void *shim_copy(const void *from, size_t size);
void shim_free(const void *memory);

#define __vmalloc(size, flags)	shim_alloc(size, (flags) & __GFP_ZERO)
#define kzalloc(size, flags)	shim_alloc(size, true)
#define kmemdup(from, size, flags)	shim_copy(from, size)
#define vfree(memory)		shim_free(memory)
#define kfree(memory)		shim_free(memory)

/* One CPU: what is per-CPU is there once. */
#define alloc_percpu_gfp(type, flags)	((type *)shim_alloc(sizeof(type), true))
#define free_percpu(memory)		shim_free(memory)
#define per_cpu_ptr(memory, cpu)	(memory)
#define for_each_possible_cpu(cpu)	for ((cpu) = 0; (cpu) < 1; (cpu)++)
#define this_cpu_inc(counter)		((counter)++)

/* Non-zero when it faults. */
unsigned long copy_from_user(void *to, const void *from, unsigned long size);

/* --- locks --- */

struct mutex {
	bool held;
};

#define mutex_init(lock)	((lock)->held = false)
#define lockdep_is_held(lock)	((lock)->held)
void mutex_lock(struct mutex *lock);
bool mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);

/*
 * Runs, once, where somebody has got a mutex, and may be made to wait there: a
 * soft interrupt. So many mutexes are passed over before.
 */
extern void (*shim_interrupt)(void *data);
extern unsigned int shim_interrupt_after;
extern void *shim_interrupt_data;

/* What no soft interrupt and nobody else comes into: nothing sleeps there. */
typedef struct {
	bool held;
} spinlock_t;

extern unsigned int shim_atomic;	/* spinlocks that are held */

#define spin_lock_init(lock)	((lock)->held = false)
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
#define spin_lock_bh(lock)	spin_lock(lock)
#define spin_unlock_bh(lock)	spin_unlock(lock)
#define smp_mb()		((void)0)

/* --- RCU --- */

struct rcu_head {
	void *next;
};

/* Runs, once, in the middle of the next reader: another CPU at the worst moment. */
extern void (*shim_meanwhile)(void *data);
extern void *shim_meanwhile_data;
extern unsigned int shim_readers;

void *shim_read(void *pointer);
void shim_free_later(void *memory);
typedef void (*rcu_callback_t)(struct rcu_head *head);
void call_rcu(struct rcu_head *head, rcu_callback_t function);
void rcu_barrier(void);
void rcu_read_lock(void);
void rcu_read_unlock(void);
unsigned long get_state_synchronize_rcu(void);
void cond_synchronize_rcu(unsigned long state);
void synchronize_rcu(void);

#define synchronize_net()			synchronize_rcu()
#define rcu_dereference(pointer)		((__typeof__(pointer))shim_read((void *)(pointer)))
#define rcu_access_pointer(pointer)		(pointer)
#define rcu_dereference_protected(pointer, c)	(assert(c), (pointer))
#define rcu_assign_pointer(pointer, value)	((pointer) = (value))
#define RCU_INIT_POINTER(pointer, value)	((pointer) = (value))

/* --- words to the kernel's log --- */

void shim_log(const char *format, ...) __attribute__((format(printf, 1, 2)));
#define pr_notice(...)			shim_log(__VA_ARGS__)

struct ratelimit_state {
	int flags;
};

#define DEFAULT_RATELIMIT_INTERVAL	5
#define DEFAULT_RATELIMIT_BURST		10
#define DEFINE_RATELIMIT_STATE(name, interval, burst)	struct ratelimit_state name
#define RATELIMIT_MSG_ON_RELEASE	1
#define ratelimit_set_flags(state, to)	((state)->flags = (to))
#define __ratelimit(state)		((state) != NULL)

/* What the kernel would warn of is an end here. */
#define WARN_ON_ONCE(condition)		assert(!(condition))

/* --- counters that several CPUs share --- */

typedef struct { int counter; } atomic_t;

#define atomic_read(v)			((v)->counter)
#define atomic_xchg(v, value)		shim_exchange(v, value)
#define atomic_inc(v)			((v)->counter++)
#define atomic_or(bits, v)		((v)->counter |= (int)(bits))
#define atomic_read_acquire(v)		((v)->counter)
#define atomic_set(v, value)		((v)->counter = (int)(value))

static inline int shim_exchange(atomic_t *v, int value)
{
	int old = v->counter;

	v->counter = value;
	return old;
}

static inline bool atomic_try_cmpxchg(atomic_t *v, int *old, int value)
{
	if (v->counter != *old)
		return false;
	v->counter = value;
	return true;
}

/* --- time, which passes when shim_pass() says so, and what waits for it --- */

typedef s64 ktime_t;
typedef int clockid_t;

#define HZ			250
#define NSEC_PER_SEC		1000000000LL
#undef CLOCK_BOOTTIME
#define CLOCK_BOOTTIME		7

extern ktime_t shim_now;
#define jiffies			((unsigned long)(shim_now / (NSEC_PER_SEC / HZ)))
#define time_after32(a, b)	((int32_t)((u32)(b) - (u32)(a)) < 0)
#define time_before32(a, b)	time_after32(b, a)
#define ktime_get_boottime()	(shim_now)
#define ktime_get_seconds()	(shim_now / NSEC_PER_SEC)
#define ktime_get_boottime_seconds()	(shim_now / NSEC_PER_SEC)
#define ktime_sub(a, b)		((a) - (b))
#define ktime_to_ns(a)		(a)
#define div_u64(a, b)		((u64)(a) / (u32)(b))
#define ktime_add_ns(a, b)	((a) + (ktime_t)(b))
#define ktime_ms_delta(a, b)	(((a) - (b)) / 1000000)

enum hrtimer_restart { HRTIMER_NORESTART };
enum hrtimer_mode { HRTIMER_MODE_ABS_SOFT };

struct hrtimer {
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	ktime_t expires;	/* also when it has */
	bool started;
};

struct work_struct {
	void (*function)(struct work_struct *work);
};

struct workqueue_struct;

#define hrtimer_init(timer, clock, mode)	((void)(clock), (void)(mode), (timer)->started = false)
#define hrtimer_start(timer, at, mode)		((timer)->expires = (at), (timer)->started = true)
#define hrtimer_get_expires(timer)		((timer)->expires)
#define hrtimer_cancel(timer)			((timer)->started = false)
#define INIT_WORK(work, how)			((work)->function = (how))
/* Another thread, at once. */
#define queue_work(queue, work)			((void)(queue), (work)->function(work))
#define cancel_work_sync(work)			((void)(work))
#define alloc_workqueue(name, flags, most)	((struct workqueue_struct *)&shim_now)
#define destroy_workqueue(queue)		((void)(queue))

void shim_pass(struct hrtimer *timer, ktime_t time);

/* --- packets --- */

struct net_device {
	int ifindex;
	char name[16];
};

#define LOOPBACK_IFINDEX	1

/* @data is the network header, as at the hooks; @tail ends what is linear, @rest follows it. */
struct sk_buff {
	unsigned long _nfct;
	u8 *data, *tail;
	const u8 *rest;
	unsigned int len, rest_len;
	u8 pkt_type;
};

#define PACKET_HOST		0
#define ICMP_PKT_FILTERED	13
#define ICMPV6_ADM_PROHIBITED	1

/* Whose packets were answered, and how. */
struct sock;
struct net;
extern unsigned int shim_resets, shim_unreachables;
void nf_send_reset(struct net *net, struct sock *sk, struct sk_buff *skb, int hook);
void nf_send_reset6(struct net *net, struct sock *sk, struct sk_buff *skb, int hook);
void nf_send_unreach(struct sk_buff *skb, int code, int hook);
void nf_send_unreach6(struct net *net, struct sk_buff *skb, unsigned char code, unsigned int hook);

struct iphdr {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	u8 ihl : 4, version : 4;
#else
	u8 version : 4, ihl : 4;
#endif
	u8 tos;
	__be16 tot_len, id, frag_off;
	u8 ttl, protocol;
	u16 check;
	u32 saddr, daddr;
};

struct ipv6hdr {
	u8 first[4];
	__be16 payload_len;
	u8 nexthdr, hop_limit;
	struct in6_addr saddr, daddr;
};

static inline u32 ipv6_addr_hash(const struct in6_addr *address)
{
	return address->s6_addr32[0] ^ address->s6_addr32[1] ^ address->s6_addr32[2] ^
	       address->s6_addr32[3];
}

static inline u32 hash_32(u32 value, unsigned int bits)
{
	return value * 0x61c88647u >> (32 - bits);
}

#define IP_OFFSET	0x1fff

static inline struct iphdr *ip_hdr(const struct sk_buff *skb)
{
	return (struct iphdr *)skb->data;
}

static inline struct ipv6hdr *ipv6_hdr(const struct sk_buff *skb)
{
	return (struct ipv6hdr *)skb->data;
}

static inline u8 *skb_tail_pointer(const struct sk_buff *skb)
{
	return skb->tail;
}

static inline int skb_network_offset(const struct sk_buff *skb)
{
	(void)skb;
	return 0;
}

void *skb_header_pointer(const struct sk_buff *skb, int offset, int size, void *buffer);
int ipv6_find_hdr(const struct sk_buff *skb, unsigned int *offset, int target,
		  unsigned short *fragment_offset, int *flags);

/* --- conntrack --- */

#define IP_CT_UNTRACKED	7
#define NFCT_INFOMASK	7UL
#define NFCT_PTRMASK	~NFCT_INFOMASK

enum { SKB_EXT_BRIDGE_NF };

/* No packet here crosses a bridge. */
static inline bool skb_ext_exist(const struct sk_buff *skb, int extension)
{
	return !skb || extension != SKB_EXT_BRIDGE_NF;
}

static inline unsigned long skb_get_nfct(const struct sk_buff *skb)
{
	return skb->_nfct;
}

struct net;
int nf_ct_netns_get(struct net *net, u8 family);
void nf_ct_netns_put(struct net *net, u8 family);

/* --- hooks --- */

enum { NF_DROP, NF_ACCEPT };
enum { NFPROTO_INET = 1, NFPROTO_IPV4 = 2, NFPROTO_IPV6 = 10 };
enum { NF_INET_PRE_ROUTING, NF_INET_LOCAL_IN, NF_INET_FORWARD };
enum { NF_IP_PRI_CONNTRACK = -200, NF_IP_PRI_FILTER = 0 };

struct nf_hook_state {
	struct net_device *in, *out;
	struct net *net;
	struct sock *sk;
	u8 pf, hook;
};

struct nf_hook_ops {
	unsigned int (*hook)(void *priv, struct sk_buff *skb, const struct nf_hook_state *state);
	void *priv;
	u8 pf;
	unsigned int hooknum;
	int priority;
};

int nf_register_net_hooks(struct net *net, const struct nf_hook_ops *ops, unsigned int count);
void nf_unregister_net_hooks(struct net *net, const struct nf_hook_ops *ops, unsigned int count);

/* --- NFLOG --- */

enum { NF_LOG_TYPE_ULOG = 1 };

struct nf_loginfo {
	u8 type;
	union {
		struct {
			u16 group, qthreshold;
		} ulog;
	} u;
};

extern unsigned int shim_loggers, shim_logged;	/* who holds the logger; packets that it was given */
int nf_logger_find_get(int pf, int type);
void nf_logger_put(int pf, int type);
void nf_log_packet(struct net *net, u8 pf, unsigned int hook, const struct sk_buff *skb,
		   const struct net_device *in, const struct net_device *out,
		   const struct nf_loginfo *info, const char *format, ...)
	__attribute__((format(printf, 8, 9)));

/* --- namespaces --- */

#define SHIM_HOOKS	8

struct net {
	void *generic;
	struct {
		unsigned int inum;
	} ns;
	const struct nf_hook_ops *hooks[SHIM_HOOKS];
	unsigned int conntrack;		/* who wants it */
	unsigned int unhooked;		/* hooks that went, each of which drops what waits in NFQUEUE */
	unsigned long grace;		/* the grace period after which no packet is inside a hook that went */
};

struct pernet_operations {
	int (*init)(struct net *net);
	void (*pre_exit)(struct net *net);
	void (*exit)(struct net *net);
	unsigned int *id;
	size_t size;
};

extern struct net init_net;

static inline bool net_eq(const struct net *a, const struct net *b)
{
	return a == b;
}

static inline void *net_generic(const struct net *net, unsigned int id)
{
	(void)id;
	return net->generic;
}

int register_pernet_subsys(struct pernet_operations *ops);
void unregister_pernet_subsys(struct pernet_operations *ops);

/* Closes what is open of a namespace, without publishing: as remove_proc_subtree() does. */
struct og_net;
extern void (*shim_close_files)(struct og_net *og);

/* A namespace's birth, which can fail, and its death. */
int shim_net_begin(struct net *net);
void shim_net_end(struct net *net);

/* What netfilter does with a packet: the verdict of the hook at this place; NF_ACCEPT where none is. */
unsigned int shim_packet(struct net *net, unsigned int hooknum, u8 family, struct sk_buff *skb,
			 const struct nf_hook_state *state);

#endif
