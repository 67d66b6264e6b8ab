# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154 # common.sh and play set the variables
# Who works, and the reins.

# client NAME ARGUMENT...: in the office
client()
{
	ip netns exec office "$soak/clients/$1" "${@:2}" < /dev/null >> "$demo_dir/log/client.$1" 2>&1 &
	workers+=($!)
}

# held NAME ARGUMENT...: a connection
held()
{
	ip netns exec office "$soak/clients/hold" "${@:2}" < /dev/null > "$books/held.$1" 2>> "$demo_dir/log/hold" &
	holders+=($!)
}

# The long ones: they begin before anything is changed, and end after all.
holders_start()
{
	local family
	holders=()
	for family in 4 6; do
		held "idle.$family" idle "$family" "mail.$domain" 993 20 "alice.soak.ipv$family"
		held "ssh-to-gateway.$family" ssh "$family" "gateway.$domain" 22 1
		held "ssh-to-server.$family" ssh "$family" "server.$domain" 22 1
		held "echo.$family" echo "$family" "server.$domain" 1023 2
		held "echo-once-a-minute.$family" echo "$family" "server.$domain" 1023 60
	done
	wait_for 120 'the long connections' all_begun || die "$(tail "$books"/held.*)"
}

all_begun()
{
	[[ $(grep -lx begun "$books"/held.* | wc -l) == "${#holders[@]}" ]]
}

# A Thunderbird for each family; who uses it is one of the workers.
users_start()
{
	local family
	export PYTHONDONTWRITEBYTECODE=1
	for family in 4 6; do
		ip netns exec office "$story/clients/profile" "$family" < /dev/null > "$demo_dir/log/thunderbird.$family" 2>&1 &
	done
	for family in 4 6; do
		ip netns exec office "$story/clients/thunderbird" "$family" trust "$tls_ca" > /dev/null || die 'Thunderbird trusts nobody'
	done
}

workers_start()
{
	local family port
	workers=()
	for family in 4 6; do
		# what a visitor fetches
		deliver "alice.soak.ipv$family" 'a mail for Outlook'
		for port in 25 465 587; do
			client sender "$port" "$family" 3
		done
		client visitor "$family" 1
		client user "$family" 5
	done
}

# workers_pause: and wait until nobody is at something
workers_pause()
{
	: > "$books/pause"
	flock -x -w 600 "$books/lock" true || die 'a client does not come to an end'
}

workers_go_on()
{
	rm "$books/pause"
}

# everybody_ends: workers after what they are at, the long connections after one more exchange
everybody_ends()
{
	: > "$books/end"
	wait "${workers[@]}" || true
	# the last mail is to be told over the connections that were there at the beginning
	wait_for 300 'the last mail' all_told || true
	kill -TERM "${holders[@]}" 2> /dev/null || true
	wait "${holders[@]}" || true
}

# all_told: every mail that was sent has been told
all_told()
{
	[[ -z $(comm -23 <(sent | uniq) <(told | uniq)) ]]
}
