import Basics
import CCurl
import Synchronization

/// One mail on its way, as libcurl knows it. A class, because curl keeps pointers into it.
///
/// `@unchecked Sendable` holds because it is made by one task, handed to the thread of the transfers, and looked at by the
/// task again only when that thread has let go of it; `isCancelled` is atomic.
final class SMTPTransfer: @unchecked Sendable {
  let easy: UnsafeMutableRawPointer
  let isCancelled = Atomic(false)
  private let mime: OpaquePointer
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var recipients: UnsafeMutablePointer<curl_slist>?
  /// The lines of the server's last refusal: what it says to our farewell behind it counts no more.
  private(set) var refusal: [UInt8] = []

  init(_ mail: OutgoingMail, to server: SMTPServer, deadlines: SMTPDeadlines) throws(SMTPError) {
    guard let easy = curl_easy_init() else { throw SMTPError(kind: .passing, summary: "no memory for curl") }
    guard let mime = curl_mime_init(easy) else {
      curl_easy_cleanup(easy)
      throw SMTPError(kind: .passing, summary: "no memory for curl")
    }
    self.easy = easy
    self.mime = mime
    address(server, as: "\(mail.from.address.domain)")
    protect(server)
    set(CURLOPT_CONNECTTIMEOUT_MS, deadlines.connecting.inMilliseconds)
    set(CURLOPT_TIMEOUT_MS, deadlines.whole.inMilliseconds)
    envelope(mail)
    content(mail)
    listen()
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_mime_free(mime)
    curl_slist_free_all(headers)
    curl_slist_free_all(recipients)
  }

  /// 0 where the server has said nothing.
  var code: Int {
    var code = 0
    _ = haat_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &code)
    return code
  }

  /// Behind the server's address stands the name that we greet it with.
  private func address(_ server: SMTPServer, as name: String) {
    let scheme = server.security == .implicit ? "smtps" : "smtp"
    set(CURLOPT_URL, "\(scheme)://\(server.host):\(server.port)/\(name)")
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    // Nothing that stands in the environment for other programs: an empty text is no proxy.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOSIGNAL, 1)
    if let user = server.user { set(CURLOPT_USERNAME, user) }
    if let password = server.password { set(CURLOPT_PASSWORD, password) }
  }

  private func protect(_ server: SMTPServer) {
    let level = server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
    set(CURLOPT_USE_SSL, Int(level.rawValue))
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    if let authorities = server.authorities { set(CURLOPT_CAINFO, authorities) }
  }

  private func envelope(_ mail: OutgoingMail) {
    set(CURLOPT_MAIL_FROM, "<\(mail.from.address)>")
    recipients = curl_slist_append(nil, "<\(mail.to.address)>")
    _ = haat_curl_set_pointer(easy, CURLOPT_MAIL_RCPT, recipients)
  }

  private func content(_ mail: OutgoingMail) {
    for header in mail.headers { headers = curl_slist_append(headers, header) }
    _ = haat_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
    // The reader shows the last part that it can.
    part(mail.text, type: "text/plain; charset=utf-8")
    part(mail.html, type: "text/html; charset=utf-8")
    _ = haat_curl_set_pointer(easy, CURLOPT_MIMEPOST, UnsafeRawPointer(mime))
  }

  private func part(_ text: String, type: String) {
    let part = curl_mime_addpart(mime)
    let lines = Array(text.utf8).withLineEnds
    _ = lines.withUnsafeBytes { curl_mime_data(part, $0.baseAddress, $0.count) }
    curl_mime_type(part, type)
    curl_mime_encoder(part, "quoted-printable")
  }

  private func listen() {
    _ = haat_curl_set_receiver(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, transfer in
      guard let bytes, let transfer else { return 0 }
      let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
      Unmanaged<SMTPTransfer>.fromOpaque(transfer).takeUnretainedValue().hear(line)
      return size * count
    }
    // Unretained: `Transfers` holds the transfer for as long as curl may call.
    _ = haat_curl_set_pointer(easy, CURLOPT_HEADERDATA, Unmanaged.passUnretained(self).toOpaque())
  }

  /// A reply of several lines has its code and a hyphen before each but the last.
  private func hear(_ line: UnsafeRawBufferPointer) {
    guard let digit = line.first, digit == UInt8(ascii: "4") || digit == UInt8(ascii: "5") else { return }
    if !continues { refusal = [] }
    continues = line.count > 3 && line[3] == UInt8(ascii: "-")
    if refusal.count + line.count <= 2000 { refusal += line }
  }

  private var continues = false

  private func set(_ option: CURLoption, _ number: Int) { _ = haat_curl_set_long(easy, option, number) }
  private func set(_ option: CURLoption, _ text: String) { _ = haat_curl_set_text(easy, option, text) }
}

extension [UInt8] {
  /// Every line ends with CR LF, as mails have it.
  fileprivate var withLineEnds: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + count / 32)
    for byte in self where byte != UInt8(ascii: "\r") {
      if byte == UInt8(ascii: "\n") { result.append(UInt8(ascii: "\r")) }
      result.append(byte)
    }
    return result
  }
}

extension Duration {
  fileprivate var inMilliseconds: Int {
    Int(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
  }
}
