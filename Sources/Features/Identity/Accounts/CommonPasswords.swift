/// The words that most guessed passwords are made of, from published lists, and those that belong to this place.
enum CommonPasswords {
  static let words: Set<String> = [
    "password", "passw", "passwort", "passcode", "qwerty", "qwertyuiop", "azerty", "asdfgh", "asdfghjkl",
    "zxcvbnm",
    "iloveyou", "ilove", "welcome", "letmein", "admin", "administrator", "login", "master", "monkey",
    "dragon",
    "football", "baseball", "cricket", "sunshine", "princess", "superman", "batman", "pokemon", "starwars",
    "trustno",
    "whatever", "computer", "internet", "samsung", "google", "facebook", "changeme", "default", "secret",
    "hello",
    "helloworld", "abcdef", "abcdefgh", "abc", "test", "testing", "tester", "user", "guest", "root", "access",
    "shadow", "freedom", "jesus", "christ", "muhammad", "mohammad", "mohammed", "allah", "allahuakbar",
    "bismillah",
    "alhamdulillah", "inshallah", "bangladesh", "bangla", "dhaka", "chittagong", "sylhet", "india", "kolkata",
    "pakistan", "amarsonarbangla", "joybangla", "shonarbangla", "haat", "myshop", "mybusiness", "business",
    "shop",
    "company", "money", "correcthorsebatterystaple",
  ]
}
