# Makes the test cluster, says "ready", and removes it when no test process has used it for a while.
# arguments: BINARIES FOLDER PORT IDLE_SECONDS [SETTING=VALUE ...]
# FOLDER holds users.lock, supervisor.lock and the folder `server`, the only one this account can write to.
set -u
binaries=$1 folder=$2 port=$3 idle=$4
shift 4
server=$folder/server
data=$server/data
log=$server/log

exec 8<"$folder/supervisor.lock" 9<"$folder/users.lock" 2>&1
flock --nonblock 8 || { echo "another supervisor runs"; exit 1; }

# The server must not inherit the locks: it would hold them after the death of the supervisor.
control() { "$binaries/pg_ctl" --pgdata="$data" "$@" 8<&- 9<&-; }

remove() {
    pid=$(head -n 1 "$data/postmaster.pid" 2>/dev/null)
    # After a reboot the number may be that of some other process.
    [ -n "$pid" ] && [ "/proc/$pid/cwd" -ef "$data" ] && control --mode=immediate --wait stop
    rm -rf "$data"
}

give_up() {
    echo "$1"
    tail -n 20 "$log"
    remove
    exit 1
}

# What is here was left by a supervisor that was killed.
[ ! -e "$data" ] || remove >"$log" 2>&1

"$binaries/initdb" --pgdata="$data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    >"$log" 2>&1 8<&- 9<&- || give_up "initdb failed"

{
    printf '%s\n' "listen_addresses = '127.0.0.1'" "port = $port" "unix_socket_directories = '$server'"
    printf '%s\n' "max_connections = 200" "shared_buffers = 64MB" "timezone = 'UTC'" "log_timezone = 'UTC'"
    [ $# -eq 0 ] || printf '%s\n' "$@"
} >>"$data/postgresql.conf"

control --log="$log" --silent --wait start >/dev/null 2>&1 </dev/null || give_up "the server does not start on port $port"
echo ready
exec >/dev/null 2>&1

while sleep 10 8<&- 9<&-; do
    control status || break
    if flock --nonblock 9; then
        # Nobody holds it. While we do, a newcomer waits, and finds either the cluster or no cluster, never half of one.
        [ $(($(date +%s) - $(stat --format=%Y "$folder/users.lock"))) -le "$idle" ] || break
        flock --unlock 9
    fi
done
remove
