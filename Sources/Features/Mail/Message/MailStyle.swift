import HTML

/// How mails look. The tokens of the design as sRGB, because programs that show mails know neither `oklch` nor custom
/// properties; where one asks for the dark, the rules of the sheet win over the attributes.
enum MailStyle {
  static let font: InlineStyle =
    "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Bengali','Nirmala UI',sans-serif"

  static let paper: InlineStyle = "margin:0;padding:0;background:#f9f6f3;color:#261922;\(font)"
  static let margin: InlineStyle = "padding:32px 16px"
  static let column: InlineStyle = "max-width:560px;text-align:left"
  static let brand: InlineStyle = "padding:0 0 12px;font-size:20px;font-weight:700;color:#261922;\(font)"
  static let par: InlineStyle = "height:3px;line-height:3px;font-size:1px;background:#7e245e"
  static let card: InlineStyle = "padding:28px 24px;background:#ffffff;border:1px solid #e4deda;border-top:0"
  static let heading: InlineStyle = "margin:0 0 16px;font-size:22px;line-height:1.35;color:#261922;\(font)"
  static let words: InlineStyle = "margin:0 0 16px;font-size:16px;line-height:1.6;color:#261922;\(font)"
  static let code: InlineStyle =
    "margin:0 0 20px;padding:14px;background:#f3eeeb;color:#261922;font:700 28px/1.2 ui-monospace,monospace;letter-spacing:6px;text-align:center"
  static let buttonPlace: InlineStyle = "margin:24px 0 16px"
  static let button: InlineStyle =
    "display:inline-block;padding:12px 22px;border-radius:8px;background:#7e245e;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none;\(font)"
  static let small: InlineStyle = "margin:0 0 16px;font-size:13px;line-height:1.5;color:#6f646b;\(font)"
  static let link: InlineStyle = "color:#812661;word-break:break-all"
  static let facts: InlineStyle = "margin:8px 0 0;border-collapse:collapse"
  static let factTitle: InlineStyle =
    "padding:8px 12px 8px 0;border-top:1px solid #e4deda;font-size:14px;color:#6f646b;vertical-align:top;width:36%;\(font)"
  static let factValue: InlineStyle =
    "padding:8px 0;border-top:1px solid #e4deda;font-size:14px;color:#261922;word-break:break-word;\(font)"
  static let foot: InlineStyle = "padding:16px 0;font-size:13px;line-height:1.5;color:#6f646b;\(font)"

  static let sheet: InlineStyle = """
    @media (prefers-color-scheme:dark){\
    .paper{background:#141013!important;color:#f1eeea!important}\
    .card{background:#1d181c!important;border-color:#352e33!important}\
    .ink{color:#f1eeea!important}.quiet{color:#a39995!important}.rule{border-color:#352e33!important}\
    .code{background:#171316!important;color:#f1eeea!important}\
    .button,.par{background:#9f417b!important}.link{color:#f2a5d0!important}}
    """
}
