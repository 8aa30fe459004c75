/// `-LdapFilter`: `(&(attribute=value)(…))` with `&`, `|`, `!`, `*` and comparisons, as a test of an object's properties.
import Directory
import Lync

enum LdapFilter {
  static func parse(_ text: String) throws(Fault) -> PropertyFilter {
    var bytes = Array(text.utf8)
    // The outermost parentheses may be left out, as Active Directory lets one do.
    if let first = bytes.first(where: { $0 != 0x20 }), first != UInt8(ascii: "(") { bytes = [UInt8(ascii: "(")] + bytes + [UInt8(ascii: ")")] }
    var parser = Parser(bytes: bytes, text: text)
    let test = try parser.filter()
    parser.blanks()
    guard parser.at == parser.bytes.count else { throw parser.bad() }
    return test
  }

  /// Properties that LDAP calls otherwise.
  private static let names = [
    "sn": "LastName", "givenname": "FirstName", "mail": "WindowsEmailAddress", "cn": "Name", "objectguid": "Guid", "telephonenumber": "Phone",
    "physicaldeliveryofficename": "Office", "msrtcsip-primaryuseraddress": "SipAddress", "msrtcsip-userenabled": "Enabled", "msrtcsip-line": "LineURI",
    "msrtcsip-primaryhomeserver": "HomeServer", "msrtcsip-ownerurn": "OwnerUrn",
  ]

  private struct Parser {
    let bytes: [UInt8]
    let text: String
    var at = 0

    func bad() -> Fault { Fault(.syntaxError, key: "E-FILTER", id: "LdapFilterSyntax", target: text, "\"\(text)\" is not a valid LDAP filter.", terminating: true) }
    mutating func blanks() { while at < bytes.count, bytes[at] == 0x20 { at += 1 } }
    mutating func take(_ byte: UInt8) throws(Fault) {
      guard at < bytes.count, bytes[at] == byte else { throw bad() }
      at += 1
    }

    mutating func filter() throws(Fault) -> PropertyFilter {
      blanks()
      try take(UInt8(ascii: "("))
      blanks()
      guard at < bytes.count else { throw bad() }
      let operation = bytes[at]
      switch operation {
      case UInt8(ascii: "&"), UInt8(ascii: "|"):
        at += 1
        var inner: [PropertyFilter] = []
        blanks()
        while at < bytes.count, bytes[at] == UInt8(ascii: "(") {
          inner.append(try filter())
          blanks()
        }
        try take(UInt8(ascii: ")"))
        let all = operation == UInt8(ascii: "&")
        return { value in all ? inner.allSatisfy { $0(value) } : inner.contains { $0(value) } }
      case UInt8(ascii: "!"):
        at += 1
        let inner = try filter()
        blanks()
        try take(UInt8(ascii: ")"))
        return { !inner($0) }
      default: return try comparison()
      }
    }

    private mutating func comparison() throws(Fault) -> PropertyFilter {
      let start = at
      while at < bytes.count, bytes[at] != UInt8(ascii: ")") { at += 1 }
      let inside = bytes[start..<at]
      try take(UInt8(ascii: ")"))
      guard let equals = inside.firstIndex(of: UInt8(ascii: "=")), equals > inside.startIndex else { throw bad() }
      let before = inside[equals - 1]
      let isOrder = before == UInt8(ascii: ">") || before == UInt8(ascii: "<") || before == UInt8(ascii: "~")
      let attribute = String(decoding: inside[inside.startIndex..<(isOrder ? equals - 1 : equals)], as: UTF8.self)
      let wanted = String(decoding: inside[(equals + 1)...], as: UTF8.self)
      let property = LdapFilter.names[attribute.lowercased()] ?? attribute
      switch attribute.lowercased() {
      // A category goes by its name although the directory keeps a DN; every account is a user and a person.
      case "objectcategory" where wanted != "*":
        let name = Folding.key("CN=" + wanted + ",")
        return { value in value("ObjectCategory").map { Folding.key($0.text).hasPrefix(name) || Folding.key($0.text) == Folding.key(wanted) } ?? false }
      case "objectclass" where wanted != "*":
        return { value in (value("ObjectClass")?.text ?? "top person organizationalPerson user").split(separator: " ").contains { Folding.key(String($0)) == Folding.key(wanted) } }
      default: break
      }
      if wanted == "*" { return { value in !(value(property)?.text.isEmpty ?? true) } }
      let pattern = Wildcard(wanted)
      let key = Folding.key(wanted)
      return { value in
        guard let text = value(property)?.text else { return false }
        switch before {
        case UInt8(ascii: ">") where isOrder: return Folding.key(text) >= key
        case UInt8(ascii: "<") where isOrder: return Folding.key(text) <= key
        default: return pattern.matches(text)
        }
      }
    }
  }
}
