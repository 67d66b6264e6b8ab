# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2034 # read by others
# What the soak's programs share, on top of the story's.

soak=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)
# shellcheck source=tests/story/lib/common.sh
. "$soak/../story/lib/common.sh"

# What clients write: sent.WHO, a number a line; failed.WHO, "BEGIN END PORTS WHAT" a line; held.WHO. "pause" and "end" are their reins.
books=$demo_dir/seen

now()
{
	echo $((${EPOCHREALTIME/[.,]/} / 1000))
}

# letter MAILBOX NUMBER: a mail as it is sent
letter()
{
	cat <<-END
	From: Bob <bob@$domain>
	To: Alice <$1@$domain>
	Subject: soak $2

	number $2
	END
}

# turn COMMAND...: a piece of work, which the conductor can wait for the end of; 1 when all work is to end
turn()
{
	while [[ -e $books/pause ]]; do
		[[ ! -e $books/end ]] || return 1
		nap 0.3
	done
	[[ ! -e $books/end ]] || return 1
	flock -s 9
	# it may have begun between the two
	[[ -e $books/pause ]] || "$@"
	flock -u 9
} 9>> "$books/lock"

# tried WHO PORTS COMMAND...: whether it was done; when not, that is written down
tried()
{
	local begin said
	begin=$(now)
	said=$("${@:3}" 2>&1) && return
	printf '%s %s %s %s\n' "$begin" "$(now)" "$2" "$(tail -n 2 <<< "$said" | tr '\n' ' ' | cut -c 1-200)" >> "$books/failed.$1"
	return 1
}
