import Basics
import Sheets

// The names under which shop systems export: Shopify's orders, WooCommerce's order items (Advanced Order Export), the
// gift shop of Online Retail, and our own. A key is a name too: `name` would take Shopify's order number for a person.
extension OrdersImport {
  package static let fields: [SheetField] = line + order + buyer + place

  private static let line: [SheetField] = [
    SheetField(
      "invoice", "Order number", hint: "Rows with the same number are one order.", isRequired: true,
      names: [
        "InvoiceNo", "Invoice number", "Invoice", "Order number", "Order no", "Order ID", "Name", "Order",
        "Number",
      ]),
    SheetField(
      "code", "Product code",
      names: [
        "StockCode", "Lineitem sku", "SKU", "Item SKU", "Product SKU", "Variant SKU", "Product code",
        "Item code",
        "Article number", "Code",
      ]),
    SheetField(
      "description", "Product name",
      names: [
        "Lineitem name", "Item name", "Order item name", "Product name", "Description", "Product", "Item",
        "Title",
      ]),
    SheetField(
      "quantity", "Quantity", .integer, isRequired: true,
      names: [
        "Lineitem quantity", "Quantity", "Quantity (- Refund)", "Qty", "Item quantity", "Pieces", "Units",
      ]),
    SheetField(
      "price", "Price of one", .decimal, isRequired: true,
      names: [
        "Lineitem price", "UnitPrice", "Item cost", "Item price", "Product price", "Price each", "Price",
        "Rate",
      ]),
    SheetField(
      "date", "Date", hint: "When it was ordered; without a time, the start of the day.", .date,
      isRequired: true,
      names: [
        "InvoiceDate", "Created at", "Order date", "Order created", "Date created", "Placed at", "Placed",
        "Paid at", "Date",
        "Time",
      ]),
    SheetField(
      "place", "Place in the order", hint: "Which line of its order it is. Files of refused rows have it.",
      .integer,
      names: ["Place", "Line number", "Position"]),
  ]

  private static let order: [SheetField] = [
    SheetField(
      "shipping", "Shipping of the order", .money,
      names: ["Shipping", "Order shipping amount", "Shipping cost", "Shipping total", "Delivery charge"]),
    SheetField(
      "discount", "Discount of the order", .money,
      names: ["Discount amount", "Cart discount amount", "Order discount", "Discount total", "Discount"]),
    SheetField(
      "tax", "Tax of the order", .money,
      names: ["Taxes", "Order total tax amount", "Total tax", "Tax total", "Tax", "VAT"]),
    SheetField(
      "refund", "Refund of the order", .money, names: ["Refunded amount", "Refund total", "Amount refunded"]),
    SheetField("subtotal", "Sum of the lines", .money, names: ["Subtotal"]),
    SheetField("total", "Total of the order", .money, names: ["Total"]),
    SheetField("currency", "Currency", names: ["Currency", "Order currency", "Currency code"]),
    SheetField("cancelled", "Cancelled at", .date, names: ["Cancelled at", "Canceled at", "Cancelled"]),
    SheetField(
      "status", "State of payment", names: ["Financial status", "Order status", "Payment status", "Status"]),
  ]

  private static let buyer: [SheetField] = [
    SheetField(
      "customer_id", "Customer number",
      names: ["CustomerID", "Customer number", "Customer code", "Customer no", "Customer user ID", "User ID"]),
    SheetField(
      "email", "Customer's e-mail", .email,
      names: ["Email", "E-mail", "Email (Billing)", "Billing email", "Customer email", "Email address"]),
    SheetField(
      "phone", "Customer's phone", .phone,
      names: ["Phone", "Billing phone", "Phone (Billing)", "Shipping phone", "Customer phone", "Mobile"]),
    SheetField(
      "customer_name", "Customer's name",
      names: ["Billing name", "Customer name", "Shipping name", "Full name", "Customer", "Buyer", "Client"]),
    SheetField(
      "first_name", "Customer's first name",
      names: ["First name (Billing)", "Billing first name", "First name"]),
    SheetField(
      "last_name", "Customer's last name", names: ["Last name (Billing)", "Billing last name", "Last name"]),
  ]

  private static let place: [SheetField] = [
    SheetField(
      "country", "Country",
      names: [
        "Shipping country", "Country", "Country code (Shipping)", "Country code (Billing)", "Billing country",
        "Country name (Billing)",
      ]),
    SheetField(
      "region", "District or state",
      names: [
        "Shipping province name", "Shipping province", "State code (Shipping)", "State code (Billing)",
        "Billing province",
        "Province", "State", "District", "Region",
      ]),
    SheetField(
      "city", "City",
      names: ["Shipping city", "City (Shipping)", "City (Billing)", "Billing city", "City", "Town"]),
  ]
}
