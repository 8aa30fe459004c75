/// The name of a certificate's owner or issuer, as .NET writes it: the last part first, values that need it in quotes.
enum DistinguishedName {
  private static let short = [
    "2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "SERIALNUMBER", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "S", "2.5.4.9": "STREET", "2.5.4.10": "O",
    "2.5.4.11": "OU", "2.5.4.12": "T", "2.5.4.13": "Description", "2.5.4.17": "PostalCode", "2.5.4.18": "POBox", "2.5.4.20": "Phone", "2.5.4.42": "G",
    "2.5.4.43": "I", "1.2.840.113549.1.9.1": "E", "0.9.2342.19200300.100.1.25": "DC",
  ]
  /// - Parameter name: a sequence of sets of pairs of identifier and value
  static func text(_ name: DerValue) -> String {
    name.children.reversed().map { set in
      set.children.map { pair -> String in
        let both = pair.children
        guard both.count == 2 else { return "" }
        return (short[both[0].oid] ?? "OID." + both[0].oid) + "=" + quoted(both[1].text)
      }.joined(separator: " + ")
    }.joined(separator: ", ")
  }
  /// The common name, which is the certificate's simple name.
  static func commonName(_ name: DerValue) -> String? {
    for set in name.children { for pair in set.children where pair.children.first?.oid == "2.5.4.3" { return pair.children.last?.text } }
    return nil
  }
  private static func quoted(_ value: String) -> String {
    let bytes = Array(value.utf8), special = Array(",+=\"\n<>#;".utf8)
    func isBlank(_ b: UInt8?) -> Bool { b == 32 || b == 9 || b == 10 || b == 13 }
    guard bytes.isEmpty || isBlank(bytes.first) || isBlank(bytes.last) || bytes.contains(where: { special.contains($0) }) else { return value }
    return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
