import HTTP

/// A form with files that is still on its way to a route that takes them.
///
/// Its token has to come before the first file, and is checked before anything of a file is kept.
package struct IncomingForm: Sendable {
  private let http: HTTPRequest
  private let accepts: @Sendable (String) -> Bool
  /// Bytes of one file.
  package let limit: Int

  init(_ http: HTTPRequest, limit: Int, accepts: @escaping @Sendable (String) -> Bool) {
    self.http = http
    self.limit = limit
    self.accepts = accepts
  }

  /// What is allowed beside the files: fields, and the heads of the parts.
  private static let rest = 64 << 10

  /// How many bytes the whole form has, where the browser says it.
  package var announced: Int? { http.head["content-length"].flatMap { Int($0) } }

  /// Reads the form once; files go to files without a name in `directory`, which are gone with their last owner.
  ///
  /// Throws `FormError`, `CrossSiteRefusal`, `ClientLeft`, and `SystemError` when the disk is full. A form that says
  /// beforehand that it is too large is not read at all.
  package func read(into directory: String) async throws -> MultipartForm {
    if let announced, announced > limit + IncomingForm.rest { throw FormError.fileTooLarge }
    var limits = FormLimits()
    limits.fields = 50
    limits.value = 16 << 10
    limits.total = IncomingForm.rest
    limits.file = limit
    let form = try await MultipartForm.read(
      http, limits: limits, directory: directory, beforeFile: { try check($0) })
    try check(form.fields)
    return form
  }

  private func check(_ fields: URLEncodedForm) throws {
    guard accepts(fields.first("csrf") ?? http.head["x-csrf-token"] ?? "") else { throw CrossSiteRefusal() }
  }
}
