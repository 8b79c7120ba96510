#!/bin/bash
# Runs one server of the lab in a session of its own, and never lets it outlive the test that asked for it.
#
#   guardian.sh <seconds> <program> [argument …]
#
# Standard input is the leash: a line holds the name of a signal for the program alone; when it closes (the test let
# go, crashed or was killed) or the time is up, the whole group gets TERM and, a second later, KILL.
limit=$1
shift
exec 3<&0
setsid -- "$@" </dev/null 3<&- &
program=$!

{
  while read -r -t "$((limit - SECONDS))" signal <&3; do kill "-$signal" "$program"; done
  kill -TERM -- "-$program"
  for _ in {1..20}; do
    kill -0 -- "-$program" || exit 0
    sleep 0.05
  done
  kill -KILL -- "-$program"
} 2>/dev/null &
leash=$!

wait "$program"
status=$?
# Children that did not hear TERM (kamailio's do not in their first tenth of a second).
kill -KILL -- "-$program" 2>/dev/null
kill "$leash" 2>/dev/null
exit "$status"
