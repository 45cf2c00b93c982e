// The bench page, served by the kernel as the application ships it: router, sessions, headers, templates, row security.
// Told by the environment: BENCH_PORT, BENCH_DATABASE_URL (the login haat_app).
import Basics
import Database
import FoundationEssentials
import Glibc
import HTTP
import Localization
import Loop
import Web

let environment = ProcessInfo.processInfo.environment
let url = environment["BENCH_DATABASE_URL"] ?? ""
let group = LoopGroup()
group.start()

let benchmark = try Benchmark(databaseURL: url, port: UInt16(environment["BENCH_PORT"] ?? "") ?? 8090, group: group)
try benchmark.serve()
