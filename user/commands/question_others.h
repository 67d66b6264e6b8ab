/* SPDX-License-Identifier: GPL-2.0-only */
/* Who else has a say in the packet that a question is about: other filters, NAT, IPsec. */
#ifndef OGCTL_QUESTION_OTHERS_H
#define OGCTL_QUESTION_OTHERS_H

#include "question.h"

/*
 * What of other filters, NAT and IPsec belongs to an answer which, as far as it goes, @passes. An IPsec policy that
 * drops it before the chain makes the way one that ends.
 */
void question_others(struct question *question, bool passes);
/*
 * What NAT makes of the destination of what comes in: @question is of that from here on, its way too; or a caveat
 * says what it may become.
 */
void question_nat(struct question *question, const struct way_ground *ground);

#endif
