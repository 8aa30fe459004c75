/// `[Microsoft.PowerShell.Commands.PSUserAgent]`: who a web request may say it is.
import Engine

enum UserAgents {
  private static let place = "(Linux; CsShell; en-US)"
  /// What requests say that were told nothing else.
  static let own = "Mozilla/5.0 \(place) PowerShell/\(FollowedVersion.text)"

  private static let browsers = [
    ("InternetExplorer", "Mozilla/5.0 (compatible; MSIE 9.0; " + place.dropFirst()),
    ("FireFox", "Mozilla/5.0 \(place) Gecko/20100401 Firefox/4.0"),
    ("Chrome", "Mozilla/5.0 \(place) AppleWebKit/534.6 (KHTML, like Gecko) Chrome/7.0.500.0 Safari/534.6"),
    ("Opera", "Opera/9.70 \(place) Presto/2.2.1"),
    ("Safari", "Mozilla/5.0 \(place) AppleWebKit/533.16 (KHTML, like Gecko) Version/5.0 Safari/533.16"),
  ]
  static func register() {
    let name = "Microsoft.PowerShell.Commands.PSUserAgent"
    TypeTable.register(name) {
      NetType(name, base: TypeTable.object) { t in
        for (browser, text) in browsers { t.staticProperty("string \(browser) {get;}") { _ in .str(text) } }
      }
    }
  }
}
