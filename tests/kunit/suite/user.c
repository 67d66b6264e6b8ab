// SPDX-License-Identifier: GPL-2.0-only
#include "user.h"

#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>
#include <linux/uaccess.h>

static unsigned long map(struct kunit *test, size_t size)
{
	bool first = !current->mm;
	unsigned long address = kunit_vm_mmap(test, NULL, 0, PAGE_ALIGN(size + 1),
					      PROT_READ | PROT_WRITE,
					      MAP_ANONYMOUS | MAP_PRIVATE, 0);

	/* KUnit makes one for the thread, with a reference (kthread_use_mm()) that it never drops */
	if (first && current->mm)
		mmdrop(current->mm);
	KUNIT_ASSERT_NE(test, address, 0);
	KUNIT_ASSERT_LT(test, address, TASK_SIZE);
	return address;
}

char __user *og_user_text(struct kunit *test, const char *text, size_t size)
{
	char __user *user = (char __user *)map(test, size);

	KUNIT_ASSERT_EQ(test, copy_to_user(user, text, size), 0);
	return user;
}

char __user *og_user_nowhere(struct kunit *test)
{
	unsigned long address = map(test, 1);

	KUNIT_ASSERT_EQ(test, vm_munmap(address, PAGE_SIZE), 0);
	return (char __user *)address;
}
