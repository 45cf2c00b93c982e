import Basics
import Looks

/// What lists of sessions and the audit log say of a browser: a name and a system, read from what the browser calls itself. A hint for
/// the person who knows their own devices, never a proof.
package struct Device: Equatable, Sendable {
  package let browser: String?
  package let system: String?

  package init(userAgent: String) {
    browser = Device.browsers.first { userAgent.contains($0.sign) }?.name
    system = Device.systems.first { userAgent.contains($0.sign) }?.name
  }

  package var name: Message {
    switch (browser, system) {
    case (let browser?, let system?): "\(browser) on \(system)"
    case (let name?, nil), (nil, let name?): Message(verbatim: name)
    case (nil, nil): "Unknown browser"
    }
  }

  package var icon: Icon.Name { ["iPhone", "iPad", "Android"].contains(system) ? .phone : .globe }

  /// In this order: most browsers also claim to be the ones further down.
  private static let browsers: [(sign: String, name: String)] = [
    ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("Opera", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"), ("UCBrowser/", "UC Browser"), ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
  ]

  private static let systems: [(sign: String, name: String)] = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
  ]
}
