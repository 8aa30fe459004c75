/// `-Encoding`: by PowerShell's names, a code page, or an encoding object. Knows how to turn text into bytes and back.
import Codecs
import Engine

struct TextEncoding: ParameterValue {
  let name: String
  var codec: TextCodec { TextCodec(named: name) ?? .utf8 }
  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.get("System.Text.Encoding") }
  static var check: ParameterCheck? { ParameterCheck(isTransformation: true) { v, context in
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
    let text = Conversion.toString(v, context)
    guard TextCodec(named: text) != nil else {
      throw TerminatingError(
        "CannotConvertArgumentNoMessage",
        """
        '\(text)' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider \
        method. (Parameter 'name')
        """,
        .invalidArgument, exception: "System.ArgumentException")
    }
    return TextEncoding(name: text)
  }
}
