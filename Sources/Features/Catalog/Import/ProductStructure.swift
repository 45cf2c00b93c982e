/// What a row of WooCommerce's or Magento's stands for. Shopify has none: its rows are told apart by their handles.
enum ProductStructure {
  /// A product with one variant.
  case single
  /// A product whose variants have rows of their own.
  case varying
  /// One of those.
  case variation
  /// A list of other products.
  case group
  /// Several sold as one.
  case bundle

  /// `simple, downloadable, virtual` of WooCommerce, `configurable` of Magento; nil for any other type.
  init?(_ type: String) {
    switch type.lowercased().split(separator: ",").first.map({ $0.filter { $0 != " " } }) {
    case "simple", "external", "virtual", "downloadable", "subscription", "giftcard": self = .single
    case "variable", "configurable", "variable-subscription": self = .varying
    case "variation", "subscription_variation": self = .variation
    case "grouped": self = .group
    case "bundle": self = .bundle
    default: return nil
    }
  }
}
