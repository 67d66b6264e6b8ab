#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# monitor and drops: what is watched for a while, and who it is watched from.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

# A terminal that has gone is nobody to draw for
tally_has <<'END'
early tcp 23 0 1994 3 00000001
input tcp 993 7 0 1 00000001
END
expect 0 env TERM=xterm "$here/dead_terminal.py" "$OGCTL" monitor

# Nothing happens, whatever the order of the rows
expect 0 "$OGCTL" monitor -j --count 1
json '[.ports[] | .accepted, .dropped] | add == 0'

finish
