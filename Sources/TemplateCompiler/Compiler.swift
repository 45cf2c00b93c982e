/// The Swift for a template: an extension of the struct that has the file's name.
func compile(_ source: Source, imports: [String]) throws(TemplateErrors) -> String {
  let template = try Parser.parse(source)
  return SwiftWriter.write(template, named: typeName(of: source.path), imports: imports, source)
}

/// `Templates/Orders/OrderPage.html` renders the struct `OrderPage`.
func typeName(of path: String) -> String {
  let file = path.split(separator: "/").last ?? ""
  return String(file.prefix { $0 != "." })
}
