#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The manual and the completion know what the tool knows.
# shellcheck source-path=SCRIPTDIR source=ogctl.bash
. "$(dirname "${BASH_SOURCE[0]}")/ogctl.bash"

manual=$top/docs/ogctl.8.scd
input=$(<"$manual") expect 0 scdoc
out_has '.TH "ogctl" "8"'

mapfile -t verbs < <("$OGCTL" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
line='commands in --help'
files=("$top"/user/commands/cmd_*.c)
verdict 'one a file' [ "${#verbs[@]}" -eq "${#files[@]}" ]

# completed WORDS...: what is offered for the last of them
completed()
{
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	_ogctl
	out="${COMPREPLY[*]}"
	line="completion of: $*"
}

# shellcheck source=/dev/null # another suffixless script
. "$top/packaging/completion/ogctl"
for verb in "${verbs[@]}"; do
	line="manual: $verb"
	verdict 'the manual has it' grep -q "^\*\(profile \[\)\?\*\?$verb" "$manual"
	completed ogctl "$verb"
	verdict 'the completion has it' [ "$out" = "$verb" ]
	completed ogctl "$verb" --
	offered=" $out "
	while read -r option; do
		line="$verb $option"
		verdict 'the manual has it' grep -q -- "\*$option\*" "$manual"
		verdict 'the completion has it' has "$offered" " $option "
	done < <("$OGCTL" "$verb" --help | grep -oE '^ +(-., *)?--[a-z-]+' | grep -o -- '--[a-z-]*' | grep -v -- --version)
done
completed ogctl test --hook for
out_is forward
completed ogctl -n blue allow imap
out_has imaps
completed ogctl profile use safe
out_is 'safesquid-appliance safesquid-outlook'
completed ogctl audit on --for 1
out_is '1h 1d'
completed ogctl ports --chain for
out_is forward
completed ogctl explain msft
out_has msft-gc-ssl
completed ogctl profile u
out_is use
completed ogctl trial k
out_is keep
completed ogctl apply --trial 1
out_is '120 1h'
completed ogctl check "$top/include/outlook_g"
out_is "$top/include/outlook_guard.h"

# What a device is called runs nothing: whoever moves one into this namespace chooses its name
ip()
{
	# shellcheck disable=SC2016,SC2317 # a name; the completion calls it
	printf '%s: <UP> mtu 1500 qdisc noop state UP \\    link/ether 02:00:00:00:00:01\n' \
		'2: eth7' '3: veth9@if2' '4: $(echo>pwned)'
}
pushd "$work" >/dev/null || exit 1
completed ogctl zone add office ''
out_is 'eth7 veth9'
completed ogctl fast on ''
out_is 'eth7 veth9'
verdict 'nothing ran' [ ! -e pwned ]
popd >/dev/null || exit 1
unset -f ip

# In a shell that splits words at something else, ends at what fails, and knows no unset variable, it is the same
offers()
{
	completed "$@" && printf '<%s>' "${COMPREPLY[@]}"
}

for separator in '' : $'\n' t; do
	for words in 'allow imap' 'allow --tr' 'trial k' 'apply no-such-thing' 'explain no-such-thing' '-n no-such-thing' \
		'fast on no-such-device' 'rollback 7' 'test --hook for' 'test --dport imap'; do
		read -ra words <<<"ogctl $words"
		usual=$(offers "${words[@]}")
		line="completion of: ${words[*]}, with IFS=${separator@Q} and set -eu"
		peculiar=$(set -eu && IFS=$separator && offers "${words[@]}")
		verdict "as ever: $usual" [ "$peculiar" = "$usual" ]
	done
done

# The commands that take a newer version are the guide's, which tests/net/newer-version follows
line='the manual, for a newer version'
recipe=$(awk '/from the next start on, or at once/ { found = 1 }
	found && /^```/ { if (inside) exit; inside = 1; next }
	inside' "$top/docs/guide.md")
verdict 'the guide has three commands, one on two lines' [ "$(wc -l <<<"$recipe")" = 4 ]
verdict 'they are those of docs/guide.md' has "$(sed 's/\\\\/\\/g' "$manual")" "
$recipe
"

# Installed from a copy that was built, by a PATH without scdoc and with it
mkdir -p "$work/tree/build/bin" "$work/tree/user" "$work/path"
cp -r "$top"/{Kbuild,dkms.conf,kmod,include,packaging,docs} "$work/tree/"
cp -r "$OG_PROFILES" "$work/tree/user/profiles"
cp "$OGCTL" "$work/tree/build/bin/ogctl"
for program in bash dirname install cp chmod sed; do
	ln -s "$(command -v "$program")" "$work/path/$program"
done
installs=(env PATH="$work/path" PREFIX=/usr DESTDIR="$work/dest" VERSION=1 "$work/tree/packaging/install")
expect 0 "${installs[@]}"
err_is 'install: no scdoc here: the man pages are left out; apt-get install scdoc'
verdict 'the tool is there' [ -x "$work/dest/usr/sbin/ogctl" ]
ln -s "$(command -v scdoc)" "$work/path/scdoc"
expect 0 "${installs[@]}"
err_is ''
# Root's umask, and the one under which the tree was fetched, are root's affair
chmod -R go= "$work/tree" && rm -r "$work/dest"
# shellcheck disable=SC2016 # for the inner shell
expect 0 bash -c 'umask 077; mkdir "$1"; chmod 755 "$1"; shift; "$@"' - "$work/dest" "${installs[@]}"
hidden=$(find "$work/dest" ! -perm -004 -o -type d ! -perm -005)
verdict 'everybody can read it' [ -z "$hidden" ]
verdict 'the manual is there' grep -q '^.TH "ogctl" "8"' "$work/dest/usr/share/man/man8/ogctl.8"

# What docs/install.md has installed is what building is known to need, and every library that the tool is linked with
readme=$(sed -n '/apt-get install build-essential/,/[^\]$/p' "$top/docs/install.md")
line='the packages that docs/install.md names'
while read -r package; do
	verdict "$package is in packaging/packages" grep -qx "$package" "$top/packaging/packages"
done < <(grep -oE '(lib|build|scdoc|dkms)[a-z0-9-]*' <<<"$readme")
for library in jansson ncurses netfilter-conntrack netfilter-log nftables mnl; do
	verdict "lib$library-dev is named" has "$readme" "lib$library-dev "
done

finish
