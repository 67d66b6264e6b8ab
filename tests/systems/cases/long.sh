# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # read by tests/systems/run
# What make systems has time for beside the short ones.

long=()
