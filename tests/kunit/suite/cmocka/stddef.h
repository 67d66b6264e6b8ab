/* SPDX-License-Identifier: GPL-2.0-only */
/* cmocka wants it included; the kernel needs nothing of it. */
