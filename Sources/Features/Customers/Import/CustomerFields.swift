import Basics
import Sheets

extension CustomerImport {
  /// Names are those of Shopify, WooCommerce and Magento, and of our own file.
  package static var fields: [SheetField] {
    [
      SheetField(
        "id", "Number in the source",
        names: ["Customer ID", "CustomerID", "ID", "User ID", "customer_number"]),
      SheetField(
        "name", "Name", names: ["Name", "Full name", "Customer name", "Customer", "display_name", "নাম"]),
      SheetField("first_name", "First name", names: ["First Name", "billing_first_name", "firstname"]),
      SheetField("last_name", "Last name", names: ["Last Name", "billing_last_name", "lastname", "Surname"]),
      SheetField("company", "Company", names: ["Default Address Company", "Company", "billing_company"]),
      SheetField(
        "email", "E-mail", .email,
        names: ["Email", "E-mail", "user_email", "billing_email", "Email address", "ইমেইল"]),
      SheetField(
        "phone", "Telephone", .phone,
        names: [
          "Phone", "billing_phone", "telephone", "Phone number", "Mobile", "Mobile number", "ফোন", "মোবাইল",
        ]),
      SheetField("address_phone", "Telephone of the address", names: ["Default Address Phone"]),
      SheetField(
        "address", "Address",
        names: [
          "Default Address Address1", "Address", "Address1", "billing_address_1", "street", "Address 1",
          "ঠিকানা",
        ]),
      SheetField(
        "address2", "Address, second line",
        names: ["Default Address Address2", "Address2", "billing_address_2", "Address 2"]),
      SheetField("city", "City", names: ["Default Address City", "City", "billing_city", "Town", "শহর"]),
      SheetField(
        "region", "District or region",
        names: [
          "Default Address Province Code", "Province Code", "Province", "Region", "District", "State",
          "billing_state",
          "জেলা",
        ]),
      SheetField(
        "postcode", "Postcode",
        names: ["Default Address Zip", "Zip", "Postcode", "billing_postcode", "Postal code"]),
      SheetField(
        "country", "Country",
        names: [
          "Default Address Country Code", "Country", "Country Code", "billing_country", "country_id", "দেশ",
        ]),
      SheetField("tags", "Tags", .list, names: ["Tags"]),
      SheetField("note", "Note", names: ["Note", "Notes", "Customer note"]),
      SheetField(
        "accepts_marketing", "Accepts marketing", .flag,
        names: ["Accepts Email Marketing", "Accepts Marketing", "Newsletter"]),
    ]
  }
}
