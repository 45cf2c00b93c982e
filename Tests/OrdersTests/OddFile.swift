/// A file of order lines with every oddity that a file can have, made here so that it is always at hand.
enum OddFile {
  static let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"

  static var bytes: [UInt8] {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    bytes += Array((header + "\r\n").utf8)
    for row in rows { bytes += Array((row + "\r\n").utf8) }
    // Not UTF-8, and a NUL.
    bytes += Array("100003,22139,Mug ".utf8) + [0xFF] + Array(",1,2010-12-01 09:00:00,1.00,7,France\n".utf8)
    bytes += Array("100003,22139,Mug ".utf8) + [0] + Array(",1,2010-12-01 09:00:00,1.00,7,France\n".utf8)
    // The last row ends without a line break.
    return bytes + Array("100099,22139,Mug,1,2011-12-09 12:50:00,4.95,12,France".utf8)
  }

  static var rows: [String] { sales + interleaved + charges + noSales + times + texts + refused }

  private static let sales = [
    "100001,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
    "100001,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850,United Kingdom",
    // An exact duplicate is another line.
    "100001,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850,United Kingdom",
    "C100001,71053,WHITE METAL LANTERN,-2,2010-12-03 10:00:00,3.39,17850,United Kingdom",
    // A positive line of a cancellation takes a refund back.
    "C100001,85123A,WHITE HANGING HEART,1,2010-12-03 10:00:00,2.55,17850,United Kingdom",
    // A negative quantity with a price is a refund without a C too.
    "100010,71053,WHITE METAL LANTERN,-1,2010-12-04 10:00:00,3.39,17850,United Kingdom",
    "100010,85123A,WHITE HANGING HEART,2,2010-12-04 10:00:00,2.55,17850,United Kingdom",
    "CARD-17,85123A,WHITE HANGING HEART,3,2010-12-04 11:00:00,2.55,,Spain",
    // Halves go to the even side; PADS cost a tenth of a penny.
    "100011,PADS,PADS TO MATCH ALL CUSHIONS,1,2010-12-05 09:27:00,0.001,13952,United Kingdom",
    "100011,PADS,PADS TO MATCH ALL CUSHIONS,500,2010-12-05 09:27:00,0.001,13952,United Kingdom",
    "100012,HALF1,Half,1,2010-12-05 09:28:00,0.125,13952,United Kingdom",
    "100012,HALF2,Half,1,2010-12-05 09:28:00,0.135,13952,United Kingdom",
    "100012,HALF3,Half,-1,2010-12-05 09:28:00,0.015,13952,United Kingdom",
  ]

  /// Two invoices whose lines stand between each other's, out of order, with two times and two countries.
  private static let interleaved = [
    "100002,22139,RETRO MUG,1,2010-12-06 12:00:00,4.25,7,France",
    "100003,22139,RETRO MUG,2,2010-12-05 23:58:00,4.25,,Germany",
    "100002,22140,RED MUG,3,2010-12-06 11:59:00,4.25,7,France",
    // The customer is named by a later line only.
    "100003,22140,RED MUG,4,2010-12-06 00:01:00,4.25,8,Germany",
    "100002,22141,BLUE MUG,5,2010-12-06 12:00:00,4.25,7,France",
    "100004,22139,RETRO MUG NEW,1,2011-02-01 12:00:00,4.25,7,Belgium",
    "100005,22139,RETRO MUG OLD,1,2011-01-01 12:00:00,4.25,7,Spain",
  ]

  private static let charges = [
    "100006,22139,RETRO MUG,1,2011-03-01 12:00:00,4.25,9,France",
    "100006,POST,POSTAGE,1,2011-03-01 12:00:00,18.00,9,France",
    "100006,C2,CARRIAGE,1,2011-03-01 12:00:00,50.00,9,France",
    "100006,m,Manual,1,2011-03-01 12:00:00,1.25,9,France",
    "100007,DOT,DOTCOM POSTAGE,1,2011-03-02 12:00:00,111.68,,United Kingdom",
    "C100006,POST,POSTAGE,-1,2011-03-03 12:00:00,18.00,9,France",
    "C100008,D,Discount,-1,2011-03-03 12:00:00,27.50,9,France",
    "C100008,S,SAMPLES,-1,2011-03-03 12:00:00,9.99,,France",
    "C100008,AMAZONFEE,AMAZON FEE,-1,2011-03-03 12:00:00,1234.56,,United Kingdom",
    "C100008,CRUK,CRUK Commission,-1,2011-03-03 12:00:00,7.00,,United Kingdom",
    "100009,BANK CHARGES,Bank Charges,1,2011-03-04 12:00:00,15.00,,United Kingdom",
  ]

  private static let noSales = [
    "A100020,B,Adjust bad debt,1,2011-03-05 12:00:00,11062.06,,United Kingdom",
    "A100021,B,Adjust bad debt,1,2011-03-05 12:01:00,-11062.06,,United Kingdom",
    "100022,22139,damaged,-10,2011-03-05 13:00:00,0.0,,United Kingdom",
    "100023,99999,,56,2011-03-05 13:00:00,0.0,,United Kingdom",
    "100024,22139,RETRO MUG,0,2011-03-05 14:00:00,4.25,9,France",
    "C100025,22139,RETRO MUG,-1,2011-03-05 15:00:00,0,9,France",
  ]

  private static let times = [
    // London's clocks skip this hour, and show the other one twice.
    "100030,22139,RETRO MUG,1,2011-03-27 01:30:00,4.25,10,France",
    "100031,22139,RETRO MUG,1,2011-10-30 01:30:00,4.25,10,France",
    // Another day in Dhaka.
    "100032,22139,RETRO MUG,1,2011-07-01 20:30,4.25,10,France",
    "100033,22139,RETRO MUG,1,2011-07-01T17:59:59.9,4.25,10,France",
  ]

  private static let texts = [
    "100040,22142,\"MUG, \"\"BIG\"\"  with\nhandle\",1,2011-07-02 10:00:00,4.25,11,EIRE",
    // The same word composed and decomposed: a Bengali letter with its nukta.
    "100040,22143,শাড\u{9BC}ি,1,2011-07-02 10:00:00,\"1,250.50\",11,EIRE",
    "100040,22143,শা\u{9DC}ি,১২,2011-07-02 10:00:00,১০.৫,11,EIRE",
    // Known by its name, for want of a code.
    "100040,,Mug from nowhere,1,2011-07-02 10:00:00,4.25,11,EIRE",
    " 100041 , 22144 , Mug , 1 , 2011-07-02 10:00:00 , 4.25 , 11 , EIRE ",
  ]

  private static let refused = [
    // In the middle of an invoice: the row takes its place in it all the same.
    "100050,22139,RETRO MUG,1,2011-08-01 10:00:00,4.25,12,France",
    "100050,22140,\"=HYPERLINK(\"\"x\"\")\",1.5,2011-08-01 10:00:00,4.25,12,France",
    "100050,22141,BLUE MUG,1,2011-08-01 10:00:00,4.25,12,France",
    "100051,22139,too few,1,2011-08-01 10:00:00,4.25,12",
    "100051,22139,too many,1,2011-08-01 10:00:00,4.25,12,France,x",
    ",22139,no invoice,1,2011-08-01 10:00:00,4.25,12,France",
    "100051,,,1,2011-08-01 10:00:00,4.25,12,France",
    "100051,22139,@quantity,,2011-08-01 10:00:00,4.25,12,France",
    "100051,22139,+quantity,99999999999,2011-08-01 10:00:00,4.25,12,France",
    "100051,22139,price,1,2011-08-01 10:00:00,free,12,France",
    "100051,22139,price,1,2011-08-01 10:00:00,1.2345678,12,France",
    "100051,22139,date,1,soon,4.25,12,France",
    "100051,22139,date,1,2011-02-30 10:00:00,4.25,12,France",
    "100051,22139,date,1,1969-12-31 10:00:00,4.25,12,France",
    "100051,22139,amount,1000000000,2011-08-01 10:00:00,999999999,12,France",
    "100051,22139,\(String(repeating: "long ", count: 101)),1,2011-08-01 10:00:00,4.25,12,France",
  ]
}
