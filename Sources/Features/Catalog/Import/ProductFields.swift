import Basics
import Sheets

extension ProductImport {
  /// Names are those of Shopify, WooCommerce and Magento, and of our own file.
  package static var fields: [SheetField] {
    [
      SheetField(
        "handle", "Handle", hint: "Rows with the same handle are variants of one product.",
        names: ["Handle", "Product key", "URL handle"]),
      SheetField("id", "Number in the source", names: ["ID", "Product ID"]),
      SheetField(
        "parent", "Parent", hint: "Of a variation: the SKU or id:number of its product.", names: ["Parent"]),
      SheetField("sku", "SKU", names: ["Variant SKU", "SKU", "Item code", "Product code", "StockCode"]),
      SheetField("name", "Name", names: ["Title", "Name", "Product name", "Product", "নাম", "পণ্যের নাম"]),
      SheetField("description", "Description", names: ["Body (HTML)", "Description", "Body", "বিবরণ"]),
      SheetField("vendor", "Brand or vendor", names: ["Vendor", "Brand", "Brands", "Manufacturer"]),
      SheetField("type", "Type", names: ["Type", "Product type"]),
      SheetField(
        "categories", "Categories", .list, names: ["Categories", "Category", "Product category", "ক্যাটাগরি"]),
      SheetField("tags", "Tags", .list, names: ["Tags"]),
      SheetField("status", "Status", hint: "active, draft or archived", names: ["Status"]),
      SheetField(
        "published", "Published", .flag, names: ["Published", "Published on online store", "product_online"]),
    ] + (1...ProductReader.optionCount).flatMap(optionFields) + [
      SheetField(
        "price", "Price", .money,
        names: ["Variant Price", "Regular price", "Price", "Unit price", "দাম", "মূল্য"]),
      SheetField("sale_price", "Sale price", .money, names: ["Sale price", "special_price"]),
      SheetField(
        "compare_at", "Price before", hint: "What it cost before it was reduced.", .money,
        names: ["Variant Compare At Price", "Compare-at price", "Compare at price", "MSRP"]),
      SheetField("cost", "Cost", .money, names: ["Cost per item", "Cost", "Cost of goods", "Variant cost"]),
      SheetField(
        "barcode", "Barcode",
        names: ["Variant Barcode", "Barcode", "GTIN, UPC, EAN, or ISBN", "GTIN", "EAN", "UPC"]),
      SheetField(
        "weight_grams", "Weight in grams", .decimal, names: ["Variant Grams", "Weight (g)", "Grams"]),
      SheetField("weight_kilograms", "Weight in kilograms", .decimal, names: ["Weight (kg)"]),
      SheetField(
        "tax_class", "Tax class", names: ["Variant Tax Code", "Tax class", "tax_class_name", "Tax code"]),
      SheetField(
        "image", "Picture",
        names: ["Image Src", "Images", "base_image", "Product image URL", "Image", "Image URL", "Picture"]),
      SheetField("variations", "Variations of Magento", names: ["configurable_variations"]),
      SheetField("store_view", "Store view of Magento", names: ["store_view_code"]),
    ]
  }

  private static func optionFields(_ number: Int) -> [SheetField] {
    [
      SheetField(
        "option\(number)_name", "Option \(number)",
        names: ["Option\(number) Name", "Option \(number) name", "Attribute \(number) name"]),
      SheetField(
        "option\(number)_value", "Value of option \(number)",
        names: ["Option\(number) Value", "Option \(number) value", "Attribute \(number) value(s)"]),
    ]
  }
}
