#!/bin/sh
# The program that is first on semflow's path in place of git. It counts its calls, writes them down,
# and does what $FAULT_DO says at call $FAULT_AT; then it is git.
PATH=${PATH#*:}
read -r calls < "$FAULT_FOLDER/count"
calls=$((calls + 1))
echo "$calls" > "$FAULT_FOLDER/count"
echo "$*" >> "$FAULT_FOLDER/calls"
[ "$calls" = "$FAULT_AT" ] && eval "$FAULT_DO"
exec git "$@"
