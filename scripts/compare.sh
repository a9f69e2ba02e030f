#!/bin/sh
# Compares the speed and the memory of semflow with what git itself takes for the same reading.
#
#   scripts/compare.sh REPOSITORY [ROUNDS]
#
#   semflow next-version   against   git describe --tags
#   semflow changelog      against   git log --format='%H%n%an%n%ae%n%at%n%B' HEAD
#
# The two programs of a pair take turns for ROUNDS rounds (5 unless told) and the median of each
# counts, so that a machine that slows down slows both. A round repeats its program until the clock
# of `date` can tell the time, so short programs are measured, too. All output goes to /dev/null.
#
# It needs sh, date, awk and git, and a release build of semflow: the one that $SEMFLOW names, else
# target/release/semflow beside this script, else the one on the PATH. Peak memory is printed where
# /usr/bin/time knows it (GNU `time -v`, BSD `time -l`). Exit code 0 whatever the numbers are, 2
# when something that is needed is missing.
set -u

main() {
    repository=${1-}
    rounds=${2-5}
    case $rounds in '' | *[!0-9]* | 0) fail "ROUNDS is a number from 1 on, not \`$rounds\`" ;; esac
    [ -n "$repository" ] || fail "name a repository: scripts/compare.sh REPOSITORY [ROUNDS]"
    for program in date awk git sort; do
        command -v "$program" >/dev/null || fail "\`$program\` is not installed"
    done
    git -C "$repository" rev-parse --verify -q HEAD >/dev/null 2>&1 ||
        fail "\`$repository\` is no git repository with a commit"
    semflow=$(find_semflow) || fail "no release build of semflow: \`cargo build --release\` makes one"
    choose_clock
    choose_memory
    git -C "$repository" describe --tags >/dev/null 2>&1 ||
        echo "note: \`git describe --tags\` finds no tag here and searches the whole history" >&2

    echo "repository $repository, $(git -C "$repository" rev-list --count HEAD) commits"
    echo "semflow    $semflow, median of $rounds rounds"
    echo
    printf '%-14s %12s %12s %9s %12s %12s\n' '' semflow git ratio 'semflow peak' 'git peak'
    compare next-version run_next_version run_describe
    compare changelog run_changelog run_log
    messages=$(git -C "$repository" log --format=%B HEAD | wc -c)
    echo
    echo "$messages" | awk '{
        printf "all messages %.1f MiB; six times that and 50 MiB: %.1f MiB\n",
            $1 / 1048576, 6 * $1 / 1048576 + 50 }'
}

fail() {
    echo "compare.sh: $1" >&2
    exit 2
}

find_semflow() {
    if [ -n "${SEMFLOW-}" ]; then
        command -v "$SEMFLOW"
        return
    fi
    built=$(dirname -- "$0")/../target/release/semflow
    if [ -x "$built" ]; then echo "$built"; else command -v semflow; fi
}

# `date +%s%N` is no POSIX; where it is missing, rounds take seconds instead of a fifth of one.
choose_clock() {
    case $(date +%s%N) in
        *[!0-9]*) ticks_per_second=1 enough=5 ;;
        *) ticks_per_second=1000000000 enough=200000000 ;;
    esac
}

now() {
    if [ "$ticks_per_second" = 1 ]; then date +%s; else date +%s%N; fi
}

choose_memory() {
    memory=none
    [ -x /usr/bin/time ] || return 0
    if /usr/bin/time -v true >/dev/null 2>&1; then
        memory=gnu
    elif /usr/bin/time -l true >/dev/null 2>&1; then
        memory=bsd
    fi
}

run_next_version() { $1 "$semflow" -q -C "$repository" next-version; }
run_describe() { $1 git -C "$repository" describe --tags; }
run_changelog() { $1 "$semflow" -q -C "$repository" changelog; }
run_log() { $1 git -C "$repository" log --format='%H%n%an%n%ae%n%at%n%B' HEAD; }

compare() {
    name=$1 ours=$2 theirs=$3
    our_count=$(calibrate "$ours")
    their_count=$(calibrate "$theirs")
    our_times='' their_times='' round=0
    while [ "$round" -lt "$rounds" ]; do
        our_times="$our_times $(seconds "$ours" "$our_count")"
        their_times="$their_times $(seconds "$theirs" "$their_count")"
        round=$((round + 1))
    done
    echo "$(median "$our_times") $(median "$their_times") $(peak "$ours") $(peak "$theirs")" |
        awk -v name="$name" '
            function mebibytes(kibibytes) {
                return kibibytes == "?" ? "?" : sprintf("%.1f MiB", kibibytes / 1024)
            }
            {
                printf "%-14s %9.2f ms %9.2f ms %9.2f %12s %12s\n", name,
                    $1 * 1000, $2 * 1000, $1 / $2, mebibytes($3), mebibytes($4)
            }'
}

# How often a program has to run until the clock can tell how long it takes. The first run, which
# warms the caches of the disk, does not count.
calibrate() {
    "$1" '' >/dev/null 2>&1
    count=1
    while :; do
        start=$(now)
        repeat "$1" "$count"
        end=$(now)
        [ $((end - start)) -ge "$enough" ] && break
        count=$((count * 2))
    done
    echo "$count"
}

repeat() {
    left=$2
    while [ "$left" -gt 0 ]; do
        "$1" '' >/dev/null 2>&1
        left=$((left - 1))
    done
}

seconds() {
    start=$(now)
    repeat "$1" "$2"
    end=$(now)
    awk -v ticks=$((end - start)) -v per="$ticks_per_second" -v count="$2" \
        'BEGIN { printf "%.9f", ticks / per / count }'
}

median() {
    for one in $1; do echo "$one"; done | sort -n |
        awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}

# The peak memory of one run in KiB, `?` where nothing here can tell.
peak() {
    case $memory in
        gnu) "$1" '/usr/bin/time -v' 2>&1 >/dev/null | awk '/Maximum resident/ { print $NF; exit }' ;;
        bsd) "$1" '/usr/bin/time -l' 2>&1 >/dev/null |
            awk '/maximum resident/ { print $1 / 1024; exit }' ;;
        *) echo '?' ;;
    esac
}

main "$@"
