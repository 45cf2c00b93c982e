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

  /// The programs whose exports are read as they are.
  var programs: String {
    switch self {
    case .orders: "Shopify, WooCommerce"
    case .products, .customers: "Shopify, WooCommerce, Magento"
    }
  }

  /// A file that can be brought as it is.
  var example: String {
    switch self {
    case .orders:
      """
      Invoice,Date,SKU,Product,Quantity,Unit price,Customer number,Customer,Country
      1001,2026-03-02 10:15,MUG-B,Clay mug blue,2,450.00,C-17,Nasrin Akter,Bangladesh
      1001,2026-03-02 10:15,BAG-J,Jute bag,1,320.00,C-17,Nasrin Akter,Bangladesh
      1002,2026-03-03 18:40,MUG-B,Clay mug blue,1,450.00,,,Bangladesh
      C1001,2026-03-05 09:00,MUG-B,Clay mug blue,-1,450.00,C-17,Nasrin Akter,Bangladesh

      """
    case .products:
      """
      SKU,Name,Category,Price,Cost
      MUG-B,Clay mug blue,Kitchen > Mugs,450.00,210.00
      BAG-J,Jute bag,Bags,320.00,140.00

      """
    case .customers:
      """
      Customer number,Name,E-mail,Phone,City,Country
      C-17,Nasrin Akter,nasrin@example.com,01711000001,Dhaka,Bangladesh
      C-18,Imran Hossain,imran@example.com,01811000002,Sylhet,Bangladesh

      """
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
