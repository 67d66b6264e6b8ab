# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Debian's archive as this machine reaches it. apt reads its own sources here, so both of their formats are
# understood and no host name is written into the project.

# where_is SUITE...: the address of the first archive in the machine's sources that serves one of SUITES
where_is()
{
	local suite uri

	for suite; do
		uri=$(apt-get update --print-uris 2>/dev/null |
			sed -n "s,^'\(.*\)/dists/$suite/InRelease'.*,\1,p" | grep -v '^cdrom:' | head -n 1) || true
		[ -z "$uri" ] || break
	done
	case $uri in
	mirror+file:*) uri=$(awk '/^[^#]/ { print $1; exit }' "${uri#mirror+file:}") ;;
	esac
	printf '%s\n' "${uri%/}"
}

# archives: sets archive and security, the addresses of Debian's two archives. The -updates suite is asked for first:
# unlike plain `bookworm`, no third party uses its name.
archives()
{
	local codename

	# shellcheck source=/dev/null
	codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
	archive=$(where_is "$codename-updates" stable-updates oldstable-updates "$codename" stable oldstable)
	security=$(where_is "$codename-security" stable-security oldstable-security)
	[ -n "$archive" ] ||
		die "no Debian archive for $codename in /etc/apt/sources.list or /etc/apt/sources.list.d"
}

# deb_lines SUITE: the sources.list lines for a suite, with what belongs to it
deb_lines()
{
	local archive security

	archives
	case $1 in
	sid | unstable | experimental)
		echo "deb $archive $1 main"
		;;
	*-backports)
		deb_lines "${1%-backports}"
		echo "deb $archive $1 main"
		;;
	*)
		echo "deb $archive $1 main"
		echo "deb $archive $1-updates main"
		[ -z "$security" ] || echo "deb $security $1-security main"
		;;
	esac
}

# apt_world DIR SUITE [ARCHITECTURE]: an apt of its own in DIR that knows SUITE, of amd64 or another architecture, and nothing that is
# installed here
apt_world()
{
	local architecture=${3:-amd64}

	mkdir -p "$1/state/lists/partial" "$1/cache/archives/partial"
	: >"$1/status"
	deb_lines "$2" >"$1/sources.list"
	cat >"$1/apt.conf" <<-END
		Dir::State "$1/state";
		Dir::State::status "$1/status";
		Dir::Cache "$1/cache";
		Dir::Etc::sourcelist "$1/sources.list";
		Dir::Etc::sourceparts "-";
		APT::Architecture "$architecture";
		APT::Architectures "$architecture";
		APT::Sandbox::User "root";
	END
	# apt takes nothing from backports by itself
	[[ $2 != *-backports ]] || echo "APT::Default-Release \"$2\";" >>"$1/apt.conf"
	APT_CONFIG=$1/apt.conf apt-get -qq update >&2
}

# wanted LIST...: the packages of all lists, with commas between; a line "-NAME" takes one out
wanted()
{
	sed 's/#.*//' "$@" | tr -s ' \t' '\n' | awk '
		/^-/ { out[substr($0, 2)]; next }
		NF { name[++n] = $0 }
		END { for (i = 1; i <= n; i++) if (!(name[i] in out)) print name[i] }' | paste -sd,
}

# apt_choices: what this machine's apt was told about archives that are behind the clock, one option a line, for mmdebstrap,
# whose apt does not read the machine's own settings
apt_choices()
{
	apt-config dump | grep -E '^Acquire::Check-Valid-Until(::|-| )' || true
}

# suite_root SUITE FOLDER OPTION...: a Debian of apt alone in FOLDER, with mmdebstrap's OPTIONs and the archives that this
# machine's apt knows. FOLDER.sources is left beside it. Needs root, or sudo.
suite_root()
{
	local line suite=$1 folder=$2
	local -a choices=() as_root=()

	shift 2
	[ "$(id -u)" -eq 0 ] || as_root=(sudo)
	while read -r line; do
		choices+=("--aptopt=$line")
	done < <(apt_choices)
	deb_lines "$suite" >"$folder.sources"
	"${as_root[@]}" mmdebstrap --variant=apt "${choices[@]}" --dpkgopt='force-unsafe-io' "$@" \
		"${suite%-backports}" "$folder" - <"$folder.sources"
}
