import Basics
import Testing

@Suite struct `A slug` {
  @Test(arguments: ["dokan", "a-b", "shop24", "abc", "t-----", String(repeating: "a", count: 40)])
  func `is letters, digits and hyphens`(text: String) { #expect(Slug(text)?.text == text) }

  @Test(arguments: [
    "", "ab", "Dokan", "1shop", "-shop", "a b", "দোকান", "shop_1", "www", "api", "admin", "haat", "shop.bd",
    String(repeating: "a", count: 41),
  ])
  func `refuses what is not one or is ours`(text: String) { #expect(Slug(text) == nil) }

  @Test func `is suggested by a name`() {
    #expect(Slug(suggestedBy: "Rahim's Tea House")?.text == "rahims-tea-house")
    #expect(Slug(suggestedBy: "  24 Hour -- Shop! ")?.text == "hour-shop")
    #expect(Slug(suggestedBy: "তাঁতকথা") == nil)
    #expect(Slug(suggestedBy: "তাঁতকথা Tantkotha")?.text == "tantkotha")
    #expect(Slug(suggestedBy: String(repeating: "abc ", count: 30))?.text.utf8.count == 39)
  }
}

@Suite struct `An e-mail address` {
  @Test(arguments: [
    ("shirin@example.com", "shirin@example.com"),
    (" Shirin.Akhter+haat@Example.COM ", "Shirin.Akhter+haat@example.com"),
    ("a@b.co", "a@b.co"), ("o'neil@sub.example.com.bd", "o'neil@sub.example.com.bd"),
  ])
  func `keeps what was given but for the case of the domain`(given: String, kept: String) {
    #expect(EmailAddress(given)?.text == kept)
  }

  @Test(arguments: [
    "", "a", "@b.co", "a@", "a@b", "a@@b.co", "a b@c.de", ".a@b.co", "a.@b.co", "a..b@c.de", "a@-b.co",
    "a@b-.co", "a@b..co",
    "a@127.0.0.1", "\"a b\"@c.de", "a@b.co\r\nBcc: x@y.z", "শিরিন@example.com", "a@উদাহরণ.বাংলা", "a,b@c.de",
    "<a@b.co>",
    String(repeating: "a", count: 65) + "@b.co",
  ])
  func `refuses what no provider hands out`(text: String) { #expect(EmailAddress(text) == nil) }

  @Test func `is looked up without case`() {
    #expect(EmailAddress("A@B.co")?.key == EmailAddress("a@b.CO")?.key)
    #expect(EmailAddress("a@B.co")?.domain == "b.co")
  }
}

@Suite struct `A phone number` {
  @Test(arguments: [
    "01712345678", "01712-345678", "+8801712345678", "+880 1712 345678", "8801712345678", "008801712345678",
    "০১৭১২-৩৪৫৬৭৮", "1712345678", "+880 (0) 1712 345678", "+88001712345678", "(01712) 345 678",
  ])
  func `of one person is one number`(text: String) {
    #expect(PhoneNumber(text)?.text == "+8801712345678")
    #expect(PhoneNumber(text)?.national == "01712-345678")
    #expect(PhoneNumber(text)?.isBangladeshiMobile == true)
  }

  @Test(arguments: [
    "", "12", "0171234567", "017123456789", "01212345678", "call me", "+", "01712345678x", "+0123456789",
  ])
  func `refuses what cannot be rung`(text: String) { #expect(PhoneNumber(text) == nil) }

  @Test func `may be a land line or foreign`() {
    #expect(PhoneNumber("02-9876543")?.text == "+88029876543")
    #expect(PhoneNumber("02-9876543")?.national == "029876543")
    #expect(PhoneNumber("+44 20 7946 0958")?.text == "+442079460958")
    #expect(PhoneNumber("+44 20 7946 0958")?.isBangladeshiMobile == false)
  }
}
