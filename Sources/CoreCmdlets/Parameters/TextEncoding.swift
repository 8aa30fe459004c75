/// `-Encoding`: by PowerShell's names, a code page, or an encoding object. Knows how to turn text into bytes and back.
import Codecs
import Engine

struct TextEncoding: ParameterValue {
  let name: String
  var codec: TextCodec { TextCodec(named: name) ?? .utf8 }
  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.get("System.Text.Encoding") }
  static var check: ParameterCheck? { ParameterCheck(transforms: { v in switch v.base { case .string, .int: true; default: false } }) { v, context in
    if try from(v, context).codec == .utf7 { context.bindingWarnings.append("Encoding 'UTF-7' is obsolete, please use UTF-8.") }
  } }
  static var absent: TextEncoding { TextEncoding(name: "utf8") }
  static func from(_ v: Value, _ context: ExecutionContext) throws -> TextEncoding {
    if case .other(let r) = v.base, r.netType.isSubclass(of: "System.Text.Encoding") {
      if let n = try context.property(v, "WebName") {
        let name = Conversion.toString(n, context)
        // an encoding object says itself whether a file begins with a mark
        if name == "utf-8", case .array(let mark) = try context.callMethod(v, "GetPreamble", []), mark.count > 0 { return TextEncoding(name: "utf8bom") }
        return TextEncoding(name: name)
      }
    }
    switch v.base {
    case .string(let s):
      // a name, never a number as text
      let name = s.string
      guard TextCodec(named: name) != nil, Int(name) == nil, !name.equalsIgnoringCase("utf16") else {
        throw TerminatingError(
          "CannotConvertArgumentNoMessage",
          """
          '\(name)' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider \
          method. (Parameter 'name')
          """,
          .invalidArgument, exception: "System.ArgumentException")
      }
      return TextEncoding(name: name)
    case .int(let page):
      guard page >= 0, page <= 65535 else {
        throw TerminatingError(
          "CannotConvertArgumentNoMessage", "Valid values are between 0 and 65535, inclusive. (Parameter 'codepage')", .invalidArgument,
          exception: "System.ArgumentOutOfRangeException")
      }
      if page == 0 { return absent }
      guard TextCodec(named: String(page)) != nil else {
        throw TerminatingError(
          "CannotConvertArgumentNoMessage",
          """
          No data is available for encoding \(page). For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider \
          method.
          """,
          .invalidArgument, exception: "System.NotSupportedException")
      }
      return TextEncoding(name: String(page))
    default:
      _ = try Conversion.convert(v, to: TypeTable.get("System.Text.Encoding"), context)
      return absent
    }
  }
}
