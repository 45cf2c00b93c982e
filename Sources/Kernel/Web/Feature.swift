/// A part of the application that stands by itself: what it contributes is collected by App.
package protocol Feature {
  static func routes(_ routes: inout Routes)
  static var navigation: [NavigationEntry] { get }
}

extension Feature {
  package static var navigation: [NavigationEntry] { [] }
}
