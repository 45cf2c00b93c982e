import Basics

/// What a file can bring, in the words of its pages. The raw value is the kind's key and its section's path.
package enum ImportSubject: String, CaseIterable, Sendable {
  case orders, products, customers

  /// Where the pages lead back to.
  var list: Message {
    switch self {
    case .orders: "Orders"
    case .products: "Products"
    case .customers: "Customers"
    }
  }

  var title: Message {
    switch self {
    case .orders: "Import orders"
    case .products: "Import products"
    case .customers: "Import customers"
    }
  }

  /// What one row of the file is.
  var rows: Message {
    switch self {
    case .orders:
      "One row for each line of an order. Years of history are welcome: cancellations, postage and discounts are told apart."
    case .products: "One row for each product, or for each variant of it. Products that you have are brought up to date."
    case .customers: "One row for each customer. Customers that you have are brought up to date."
    }
  }

  /// The programs whose exports are read as they are.
  var programs: String {
    switch self {
    case .orders: "Shopify, WooCommerce, Magento"
    case .products: "Shopify, WooCommerce, Magento"
    case .customers: "Shopify, WooCommerce, Magento"
    }
  }

  var seeRows: Message {
    switch self {
    case .orders: "See these orders"
    case .products: "See these products"
    case .customers: "See these customers"
    }
  }

  /// What undoing takes away.
  var undoing: Message {
    switch self {
    case .orders:
      "The orders, customers and products that this import made go. What it changed becomes as it was, and the figures are counted again. What somebody has changed since stays."
    case .products:
      "The products and categories that this import made go, except those that have been sold. What it changed becomes as it was. What somebody has changed since stays."
    case .customers:
      "The customers that this import made go, except those who have ordered. What it changed becomes as it was. What somebody has changed since stays."
    }
  }
}
