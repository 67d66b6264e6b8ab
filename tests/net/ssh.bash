# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC2154,SC2034 # lib.sh and the scripts set the rest, and use what is set here
# A real sshd on the gateway, and logins from the client: for scripts about who is locked out. After lib.sh:
#
#   . "${0%/*}/ssh.bash"

ogctl=/og/build/bin/ogctl
ssh_dir=$(mktemp -d /tmp/og-ssh.XXXXXX)
files+=("$ssh_dir")

# start_sshd PORT...: sets `sshd`; root and anna log in with a key, and anna may do all by sudo
start_sshd()
{
	local key

	for key in host client; do
		ssh-keygen -q -t ed25519 -N '' -f "$ssh_dir/$key" || die "ssh-keygen"
	done
	id anna >/dev/null 2>&1 || useradd -m -s /bin/bash -p '*' anna || die "useradd"
	echo 'anna ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/anna
	chmod 755 "$ssh_dir"
	mkdir -p /run/sshd
	cat >"$ssh_dir/config" <<-END
		$(printf 'Port %s\n' "$@")
		HostKey $ssh_dir/host
		PidFile $ssh_dir/pid
		AuthorizedKeysFile $ssh_dir/client.pub
		StrictModes no
		PermitRootLogin prohibit-password
		PasswordAuthentication no
		KbdInteractiveAuthentication no
		UsePAM no
		UseDNS no
		MaxSessions 100
	END
	spawn . /usr/sbin/sshd -D -f "$ssh_dir/config" -E "$ssh_dir/log"
	within 20 grep -q 'Server listening' "$ssh_dir/log" || die "sshd does not start: $(cat "$ssh_dir/log")"
}

# The gate's first address, unless a script says another
ssh_to=$ADDRESS4_GATE
ssh_port=22
ssh_options=(-F none -i "$ssh_dir/client" -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null
	-o LogLevel=ERROR -o GSSAPIAuthentication=no)

# open_login NAME USER [NS]: a connection that stays; commands go over it by over NAME
open_login()
{
	spawn "${3:-client}" ssh "${ssh_options[@]}" -o ConnectTimeout=20 -p "$ssh_port" -M -N \
		-S "$ssh_dir/$1.socket" "$2@$ssh_to" </dev/null
	logins[$1]=$spawned
	within 30 ssh -S "$ssh_dir/$1.socket" -O check gate 2>"$ssh_dir/check" || die "no login as $2: $(cat "$ssh_dir/log")"
}
declare -A logins=()

# over NAME COMMAND: its status
over()
{
	ssh -F none -S "$ssh_dir/$1.socket" gate "$2" </dev/null
}

# anew USER COMMAND: over a connection of its own
anew()
{
	in_ns client ssh "${ssh_options[@]}" -S none -o ConnectTimeout="${ssh_patience:-20}" -p "$ssh_port" \
		"$1@$ssh_to" "$2" </dev/null
}

end_login()
{
	end_process "${logins[$1]}"
}

# shut_out SENTENCE: a new login gets no answer, and is counted as dropped
shut_out()
{
	local before

	stat_of input_drop_port
	before=$value
	ssh_patience=3 must_fail "$1" "timed out" anew root true
	more_than "$1, and that is counted" input_drop_port "$before"
}

# trial_is STATE LAST: state and last lines of the trial file
trial_is()
{
	[ "$(head -n 2 /proc/net/outlook_guard/trial)" = "state $1"$'\n'"last $2" ]
}

# ended LAST SECONDS: the trial ends that way, within SECONDS
ended()
{
	if within "$2" trial_is none "$1"; then
		ok "$3"
	else
		fail "$3" "$(cat /proc/net/outlook_guard/trial)"
	fi
}

# centiseconds: sets `now`, of CLOCK_BOOTTIME, without a process
centiseconds()
{
	read -r now _ </proc/uptime
	now=${now/./}
}
