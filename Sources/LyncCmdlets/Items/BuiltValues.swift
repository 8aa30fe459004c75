/// Values of made objects that follow from parameters with other names.
import Engine
import Lync

enum BuiltValues {
  /// The parameters the values come from.
  static func sources(_ kind: SettingsClass) -> Set<String> {
    switch kind.name {
    case "StaticRoute": ["Destination", "Port", "TCPRoute", "TLSRoute", "UseDefaultCertificate", "TLSCertIssuer", "TLSCertSerialNumber"]
    case "VoiceRegex": ["StartsWith", "ExactLength", "AtLeastLength", "DigitsToStrip", "DigitsToPrepend"]
    default: []
    }
  }

  static func complete(_ kind: SettingsClass, _ kept: inout [String: String], _ argument: (String) -> String?) {
    switch kind.name {
    case "StaticRoute":
      let transport = argument("TCPRoute").map { _ in "TCP" } ?? "TLS"
      let certificate = argument("TLSCertIssuer").map { ";TLSCertIssuer=\($0);TLSCertSerialNumber=\(argument("TLSCertSerialNumber") ?? "")" }
        ?? (argument("UseDefaultCertificate")?.lowercased() == "true" ? ";Certificate=UseDefaultCert" : "")
      kept["Transport"] = "TransportChoice=\(transport);Destination=\(argument("Destination") ?? "");Port=\(argument("Port") ?? "")\(certificate)"
      for name in ["MatchOnlyPhoneUri", "ReplaceHostInRequestUri"] where kept[name] == nil { kept[name] = "False" }
      if kept["Enabled"] == nil { kept["Enabled"] = "True" }
    case "VoiceRegex": voice(&kept, argument)
    default: break
    }
  }

  /// A pattern for numbers of some length that begin with some digits, and what becomes of them.
  private static func voice(_ kept: inout [String: String], _ argument: (String) -> String?) {
    let start = argument("StartsWith") ?? "", strip = argument("DigitsToStrip").flatMap { Int($0) } ?? 0, prepend = argument("DigitsToPrepend") ?? ""
    let exact = argument("ExactLength").flatMap { Int($0) }, least = argument("AtLeastLength").flatMap { Int($0) } ?? 1
    let length = min(max(exact ?? least, 0), 1000), stripped = min(max(strip, 0), length)
    // The digits cut off stand before the group; what is left of the beginning stands in it.
    let lead = Array(start.utf8)
    let outside = String(decoding: lead.prefix(stripped), as: UTF8.self), inside = String(decoding: lead.dropFirst(stripped), as: UTF8.self)
    let cut = stripped - outside.utf8.count, left = max(0, length - stripped - inside.utf8.count)
    kept["Pattern"] = "^" + outside + (cut > 0 ? "\\d{\(cut)}" : "") + "(" + inside + (exact != nil ? "\\d{\(left)}" : "\\d{\(left)}\\d*") + ")$"
    kept["Translation"] = prepend + "$1"
    kept["Description"] = "The number " + (exact != nil ? "is exactly \(length) digits" : "has at least \(length) digits") + (start.isEmpty ? "" : " and starts with \(start)") + "."
  }
}
