// How the HTML goes on behind {% if %} and {% for %}: every way through must leave it at the same place.
extension Markup {
  /// Nothing but space and comments was read.
  var isUntouched: Bool { place == .text && open.isEmpty && followsBlock && tag.name.isEmpty }

  /// Completes an attribute without a value before a tag such as `{% if %}`.
  mutating func settle() throws(TemplateError) {
    switch place {
    case .attributeName: try endAttribute()
    case .tagName where tag.isEnd:
      throw TemplateError(index: tag.index, message: "</\(tag.name)> lacks its >.")
    case .tagName: place = .needsSpace
    case .beforeValue:
      throw TemplateError(
        index: attribute.index,
        message: "Put the value of \(attribute.name) into quotes: \(attribute.name)=\"…\".")
    default: break
    }
  }

  /// The next branch begins where the first one did; what was found to be wrong stays.
  func restarted(from start: Markup) -> Markup {
    var next = start
    next.problems = problems
    next.wordsInAttributes = wordsInAttributes
    return next
  }

  /// Makes this the state behind two ways through a block, or says why there is none.
  mutating func join(_ other: Markup, _ block: Tag) throws(TemplateError) {
    guard open.map(\.name) == other.open.map(\.name) else { throw unevenElements(other, block) }
    for index in open.indices {
      open[index].lacksToken = open[index].lacksToken || other.open[index].lacksToken
    }
    if place != other.place {
      guard [.attributes, .needsSpace].contains(place), [.attributes, .needsSpace].contains(other.place)
      else {
        throw TemplateError(
          index: block.index,
          message: "{% \(block.keyword) %} begins or ends in the middle of a tag or a value. "
            + "Let every branch hold whole tags, whole attributes, or text inside one value.")
      }
      place = .needsSpace
    }
    tag.attributes.merge(other.tag.attributes) { mine, theirs in mine == theirs ? mine : nil }
    if attribute.address != other.attribute.address { attribute.address = .unclear }
    attribute.isDynamic =
      attribute.isDynamic || other.attribute.isDynamic || attribute.written != other.attribute.written
    followsBlock = followsBlock && other.followsBlock
    isReported = isReported && other.isReported
  }

  private func unevenElements(_ other: Markup, _ block: Tag) -> TemplateError {
    let more = open.count > other.open.count ? open : other.open
    let less = open.count > other.open.count ? other.open : open
    let name =
      zip(more, less).first { $0.name != $1.name }?.0.name ?? more.dropFirst(less.count).first?.name ?? ""
    return TemplateError(
      index: block.index,
      message: "<\(name)> is opened or closed in only a part of this {% \(block.keyword) %}. "
        + "Let every branch close what it opens.")
  }

  func requireText(for tag: Tag) throws(TemplateError) {
    guard place == .text else {
      throw TemplateError(
        index: tag.index,
        message:
          "{% \(tag.keyword) %} stands between tags, not inside one or in <script>, <title> or <textarea>.")
    }
  }

  /// `{% csrf %}` was read: the form around it has its token.
  mutating func giveToken() {
    followsBlock = false
    guard let form = open.lastIndex(where: { $0.name == "form" }) else { return }
    open[form].lacksToken = false
  }

  func checkEnd(at end: Int) throws(TemplateError) {
    switch place {
    case .text: break
    case .raw(let name, _):
      throw TemplateError(
        index: open.last?.index ?? end, message: "<\(name)> is never closed: </\(name)> is missing.")
    case .value:
      throw TemplateError(
        index: attribute.index,
        message: "The value of \(attribute.name) never ends: its closing quote is missing.")
    default: throw TemplateError(index: tag.index, message: "This tag never ends: its > is missing.")
    }
    guard let element = open.last else { return }
    throw TemplateError(
      index: element.index, message: "<\(element.name)> is never closed: </\(element.name)> is missing.")
  }
}
