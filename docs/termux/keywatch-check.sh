#!/bin/sh
# Asks a host how its keys are and shows it as a notification of Termux; docs/termux.md says how to set it up.
#
#   keywatch-check.sh HOST        HOST as ssh knows it
#
# Exit codes are those of keywatch status --check: 0 all is well, 1 something does not serve, 2 something ends soon;
# 64 typed wrongly, 69 the host was not reached or did not answer.
#
# KEYWATCH_COMMAND   what is run there; keywatch where absent
# KEYWATCH_QUIET     22-7: from 22 to 7 o'clock nothing is shown; it is shown afterwards
#
# Needs ssh and Termux:API; of sh, sed, cat, date, mkdir and mv no more than busybox has.
set -u

host=${1-}
case $host in
'' | -*)
  echo 'keywatch-check: name one host, as ssh knows it; nothing was asked; try keywatch-check.sh my-server' >&2
  exit 64
  ;;
esac

kept="${XDG_STATE_HOME:-$HOME/.local/state}/keywatch-check"
mkdir -p "$kept" || exit 73
name=$(printf '%s' "$host" | sed 's/[^A-Za-z0-9.@-]/_/g')
told="$kept/$name"

document=$(ssh -o BatchMode=yes -o ConnectTimeout=15 -- "$host" "${KEYWATCH_COMMAND:-keywatch} status --check --json")
code=$?

# The text of one member; quotes and backslashes in it are written as JSON has them.
member() {
  printf '%s\n' "$document" |
    sed -n 's/.*"'"$1"'":"\(\([^"\\]\|\\.\)*\)".*/\1/p' |
    sed 's/\\\(["\\/]\)/\1/g'
}

# Providers that are not well, as `openai expired`, one after the other.
unwell() {
  printf '%s\n' "$document" |
    sed 's/"provider":"\([^"]*\)","status":"\([a-z]*\)"/\
= \1 \2\
/g' |
    sed -n '/^= .* ok$/d; s/^= //p' |
    sed -e ':a' -e 'N' -e '$!ba' -e 's/\n/, /g'
}

case $code in
0) title='Keys are fine' ;;
1) title='A key does not serve' ;;
2) title='A key ends soon' ;;
*)
  title="No word from $host"
  [ "$code" -eq 255 ] && code=69
  ;;
esac

case $code in
0 | 1 | 2)
  state=$(unwell)
  text="$(member sentence)
$state"
  ;;
*)
  state=
  text="keywatch status --check ended with $code there. Its keys may be fine; nobody knows."
  ;;
esac

# What was shown is not shown again until a provider's state changes; quiet hours only put it off.
now="$code $state"
before=
[ -f "$told" ] && before=$(cat "$told")
[ "$now" = "$before" ] && exit "$code"

quiet=${KEYWATCH_QUIET-}
if [ -n "$quiet" ]; then
  hour=$(date +%H)
  hour=${hour#0}
  from=${quiet%-*}
  to=${quiet#*-}
  if [ "$from" -lt "$to" ]; then
    [ "$hour" -ge "$from" ] && [ "$hour" -lt "$to" ] && exit "$code"
  else
    { [ "$hour" -ge "$from" ] || [ "$hour" -lt "$to" ]; } && exit "$code"
  fi
fi

if [ "$code" -eq 0 ]; then
  # The first time that all is well is no news; afterwards it takes the bad news away.
  [ -z "$before" ] || termux-notification-remove "keywatch-$name"
else
  priority=default
  [ "$code" -eq 1 ] && priority=high
  termux-notification --id "keywatch-$name" --title "$title" --content "$text" --priority "$priority" ||
    exit "$code"
fi
printf '%s\n' "$now" > "$told.new" && mv "$told.new" "$told"
exit "$code"
