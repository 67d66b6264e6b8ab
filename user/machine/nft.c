// SPDX-License-Identifier: GPL-2.0-only
#include "nft.h"
#include "base/need.h"
#include "base/out.h"
#include "base/request.h"
#include "netlink.h"
#include "nft_chains.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <nftables/libnftables.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define LIBRARY	"libnftables.so.1"

struct nft {
	struct nft_ctx *context;
	int socket;
};

static struct {
	bool asked, found;
	__typeof__(nft_ctx_new) *begin;
	__typeof__(nft_ctx_free) *end;
	__typeof__(nft_ctx_buffer_output) *keep_output;
	__typeof__(nft_ctx_buffer_error) *keep_error;
	__typeof__(nft_ctx_get_error_buffer) *error;
	__typeof__(nft_ctx_get_output_buffer) *output;
	__typeof__(nft_ctx_set_dry_run) *only_try;
	__typeof__(nft_run_cmd_from_buffer) *run;
} library;

static bool find_library(void)
{
	void *handle;

	if (library.asked)
		return library.found;
	library.asked = true;
	handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!handle)
		return false;
	library.begin = dlsym(handle, "nft_ctx_new");
	library.end = dlsym(handle, "nft_ctx_free");
	library.keep_output = dlsym(handle, "nft_ctx_buffer_output");
	library.keep_error = dlsym(handle, "nft_ctx_buffer_error");
	library.error = dlsym(handle, "nft_ctx_get_error_buffer");
	library.output = dlsym(handle, "nft_ctx_get_output_buffer");
	library.only_try = dlsym(handle, "nft_ctx_set_dry_run");
	library.run = dlsym(handle, "nft_run_cmd_from_buffer");
	library.found = library.begin && library.end && library.keep_output && library.keep_error &&
			library.error && library.output && library.only_try && library.run;
	return library.found;
}

/* The number that the next one will have. */
static int next_descriptor(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd;
}

/* The library keeps its socket to itself; it is the first that it opens, if it is a socket of that kind. */
static bool is_nft_socket(int fd)
{
	int domain = 0, protocol = -1;
	socklen_t size = sizeof(int);

	return fd >= 0 && !getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) && domain == AF_NETLINK &&
	       !getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) && protocol == NETLINK_NETFILTER;
}

struct nft *nft_open(void)
{
	struct nft *nft;
	struct nft_ctx *context;
	int fd;

	if (!find_library())
		return NULL;
	fd = next_descriptor();
	context = library.begin(NFT_CTX_DEFAULT);
	if (!context)
		return NULL;
	library.keep_output(context);
	library.keep_error(context);
	nft = need(sizeof(*nft));
	nft->context = context;
	nft->socket = is_nft_socket(fd) ? fd : -1;
	return nft;
}

int nft_socket(const struct nft *nft)
{
	return nft ? nft->socket : -1;
}

void nft_close(struct nft *nft)
{
	if (!nft)
		return;
	library.end(nft->context);
	free(nft);
}

/* The library says some things on standard error itself. A file in memory: no pipe can be full. */
static int hear_begin(int *heard)
{
	int said = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);

	*heard = memfd_create("nft", MFD_CLOEXEC);
	if (*heard >= 0)
		dup2(*heard, STDERR_FILENO);
	return said;
}

/* All that was said, free it. */
static char *hear_end(int said, int heard, const char *besides)
{
	off_t size = heard < 0 ? 0 : lseek(heard, 0, SEEK_END);
	size_t length = strlen(besides);
	char *text = need(length + size + 1);

	memcpy(text, besides, length);
	if (size > 0 && pread(heard, text + length, size, 0) != size)
		text[length] = '\0';
	if (heard >= 0)
		close(heard);
	/* There may have been none. */
	if (said < 0)
		close(STDERR_FILENO);
	else
		dup2(said, STDERR_FILENO);
	if (said >= 0)
		close(said);
	return text;
}

static void run(struct nft *nft, struct nft_answer *answer, const char *text, bool only_try)
{
	const char *error;
	int said, heard;

	if (!nft) {
		answer->status = -ENOENT;
		answer->err = need_copy("");
		return;
	}
	library.only_try(nft->context, only_try);
	said = hear_begin(&heard);
	answer->status = library.run(nft->context, text) ? 1 : 0;
	/* Asking for it begins it anew; what a list says nobody here reads. */
	library.output(nft->context);
	error = library.error(nft->context);
	answer->err = hear_end(said, heard, error ? error : "");
}

void nft_run(struct nft *nft, struct nft_answer *answer, const char *text)
{
	run(nft, answer, text, false);
}

void nft_try(struct nft *nft, struct nft_answer *answer, const char *text)
{
	run(nft, answer, text, true);
}

enum nft_presence nft_table_look(const char *name)
{
	const u16 type = NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_GETTABLE;
	struct netlink_question question;
	struct nfgenmsg *head = netlink_begin(&question, type, NLM_F_ACK, sizeof(*head));
	int error;

	if (!nft_is_there())
		return NFT_ABSENT;
	head->nfgen_family = NFPROTO_INET;
	mnl_attr_put_strz(&question.header, NFTA_TABLE_NAME, name);
	error = netlink_ask(NETLINK_NETFILTER, &question, NULL, NULL);
	return !error ? NFT_PRESENT : error == -ENOENT ? NFT_ABSENT : NFT_UNKNOWN;
}

void nft_release(struct nft_answer *answer)
{
	free(answer->err);
}

int nft_complain(const struct nft_answer *answer, const char *while_doing)
{
	const char *why = strstr(answer->err, "Error: ");

	if (answer->status < 0) {
		complain("cannot %s: that needs nft's library, libnftables, which is not installed: install it "
			 "with \"apt-get install nftables\"", while_doing);
		return EXIT_MODULE;
	}
	if (strstr(answer->err, "not permitted") || strstr(answer->err, "must be root")) {
		complain("not permitted to %s: run it as root or with sudo", while_doing);
		return EXIT_MODULE;
	}
	why = why ? why + strlen("Error: ") : answer->err;
	complain("nft could not %s: %.*s", while_doing, (int)strcspn(why, "\n"), why);
	return EXIT_MODULE;
}
