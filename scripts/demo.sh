#!/usr/bin/env bash
# Two nodes on loopback: one serves the recorded chain, the other catches up from it, is killed half-way and goes on.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
# The demo reads no configuration of the user's.
export HOME=/nonexistent
timed=${TIMED:-$root/.build/release/timed}
chain=$root/Tests/Fixtures/chains/plain.bin
port=${DEMO_PORT:-24100}
tip_height=2000
tip_hash=15a2476b5091627921d83ae076a2502e3e2ca3122947c0a78da9300a53a1e2bf

work=$(mktemp -d)
server=
client=
clean_up() {
    for process in $client $server; do kill -9 "$process" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
    echo "demo: $*" >&2
    exit 1
}

step() { printf '\n== %s\n' "$*"; }

# The height that a log's first line about the store names.
opened_at() { sed -n 's/.*chain opened.* height=\([0-9]*\).*/\1/p' "$1" | head -n 1; }

step "Importing the recorded chain of $tip_height blocks for the node that serves it"
"$timed" import-blocks --network testnet --datadir "$work/server" "$chain"

step "Starting the serving node on 127.0.0.2:$port"
"$timed" run --no-discovery --no-rpc --network testnet --datadir "$work/server" --listen "127.0.0.2:$port" >/dev/null 2>"$work/server.log" &
server=$!
for _ in $(seq 100); do
    grep -q 'listening' "$work/server.log" && break
    kill -0 "$server" 2>/dev/null || fail "the serving node ended: $(tail -n 1 "$work/server.log")"
    sleep 0.1
done

catch_up=("$timed" run --no-discovery --no-rpc --network testnet --datadir "$work/client" --listen "127.0.0.1:$port"
    --connect "127.0.0.2:$port" --stop-when-synced)

step "An empty node on 127.0.0.1 catches up over TLS, and is killed on the way"
delay=0.15
reached=0
for attempt in $(seq 12); do
    rm -rf "$work/client"
    "${catch_up[@]}" >/dev/null 2>"$work/killed.log" &
    client=$!
    sleep "$delay"
    kill -9 "$client" 2>/dev/null || true
    wait "$client" 2>/dev/null || true
    client=
    "$timed" verify-chain --network testnet --datadir "$work/client" >"$work/verify.log" 2>&1 ||
        fail "the killed node's store is damaged: $(tail -n 1 "$work/verify.log")"
    reached=$(sed -n 's/^tip *\([0-9]*\).*/\1/p' "$work/verify.log" | head -n 1)
    [ "${reached:-0}" -gt 0 ] && [ "$reached" -lt "$tip_height" ] && break
    if [ "${reached:-0}" -eq 0 ]; then delay=$(awk "BEGIN { print $delay * 1.5 }"); else delay=$(awk "BEGIN { print $delay * 0.6 }"); fi
done
if [ "$reached" -le 0 ] || [ "$reached" -ge "$tip_height" ]; then
    fail "no kill hit the node while it caught up ($attempt tries)"
fi
echo "killed with SIGKILL at height $reached of $tip_height; every block of its store verified again"

step "The same node starts again and goes on from $reached"
"${catch_up[@]}" 2> >(tee "$work/client.log" >&2) | tee "$work/summary"
resumed=$(opened_at "$work/client.log")
[ "$resumed" = "$reached" ] || fail "the node resumed at '$resumed' instead of $reached"
grep -q "^tip *$tip_height\$" "$work/summary" || fail "the tip is not at $tip_height"
grep -q "^hash *$tip_hash\$" "$work/summary" || fail "the tip's hash is not the recorded $tip_hash"

step "Its store, checked once more from genesis"
"$timed" verify-chain --network testnet --datadir "$work/client" | tee "$work/verify.log"
grep -q "^hash *$tip_hash\$" "$work/verify.log" || fail "the verified tip's hash is not the recorded $tip_hash"

kill -TERM "$server"
wait "$server" || fail "the serving node did not end cleanly"
server=
step "Done: the recorded tip, reached by way of a SIGKILL"
