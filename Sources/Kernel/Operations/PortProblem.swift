import CLinux
import Glibc

/// The errno with which nobody could listen on a port of the loopback now, or zero.
package func portProblem(_ number: Int) -> Int32 {
  var port = UInt16(number)
  let descriptor = haat_listen(1, 0, UInt64(INADDR_LOOPBACK), &port)
  guard descriptor >= 0 else { return haat_errno() }
  close(descriptor)
  return 0
}
