"""Opens N connections, sends a request on each, lets them idle, and says what they cost the server in memory."""
import resource, socket, sys, time

count, port, pid = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def resident():
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


before = resident()
clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
for client in clients:
    client.sendall(b"GET /plain HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + b"x" * 300 + b"\r\n\r\n")
for client in clients:
    client.recv(4096)
time.sleep(1)
after = resident()
print(f"{count} idle connections: {before} KB -> {after} KB, {(after - before) * 1024 // count} bytes each")
