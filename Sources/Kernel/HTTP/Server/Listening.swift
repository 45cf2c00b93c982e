import CLinux
import Glibc

/// A listening socket on an address in digits, and the port it got.
///
/// One socket for all loops: with SO_REUSEPORT a second process of the same user would share the port unnoticed, and
/// the kernel's hash leaves one loop with more connections than another.
func listen(on address: String, port: UInt16) throws(SystemError) -> (descriptor: Int32, port: UInt16) {
  guard let address = IPAddress(address) else {
    throw SystemError(call: "listen on \(address)", code: EINVAL)
  }
  var bound: UInt16 = port
  let descriptor = haat_listen(address.isVersion4 ? 1 : 0, address.high, address.low, &bound)
  if descriptor < 0 { throw SystemError(call: "listen on \(address), port \(port)") }
  return (descriptor, bound)
}
