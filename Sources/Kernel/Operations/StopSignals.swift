import CLinux
import Glibc

/// The signals that ask a process to stop: Ctrl-C, `kill`, a closed terminal.
///
/// They are blocked in every thread and waited for by the main one, so no handler ever interrupts other work.
package struct StopSignals: Sendable {
  /// What this process sends itself when its orderly stop is done.
  private static let done = SIGUSR2

  /// Before any other thread is started, so that all of them leave these signals alone.
  ///
  /// A client or a pipe that is gone is told by a write's error and not by SIGPIPE.
  package init() {
    signal(SIGPIPE, SIG_IGN)
    var set = StopSignals.set
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits on the calling thread until the process is asked to stop, or `finish` is called.
  @discardableResult
  package func wait() -> Reason {
    var set = StopSignals.set
    var number: Int32 = 0
    sigwait(&set, &number)
    return number == StopSignals.done ? .finished : .asked
  }

  package enum Reason: Sendable {
    case asked, finished
  }

  /// Lets `wait` come back; from any thread.
  package func finish() { kill(getpid(), StopSignals.done) }

  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGTERM, SIGINT, SIGHUP, done] { sigaddset(&set, number) }
    return set
  }
}
