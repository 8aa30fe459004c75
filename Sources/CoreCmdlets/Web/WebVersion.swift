/// `-HttpVersion`: a version, or a whole number for its first part.
import Engine

struct WebVersion: ParameterValue {
  let text: String
  static var netType: NetType { TypeTable.object }
  static var shownType: NetType? { TypeTable.get("System.Version") }
  static var absent: WebVersion { WebVersion(text: "1.1") }
  static var check: ParameterCheck? { ParameterCheck(isTransformation: false) { _ = try from($0, $1) } }
  static func from(_ v: Value, _ context: ExecutionContext) throws -> WebVersion {
    let given = Conversion.toString(v, context), isWhole = !given.contains(".") && Int32(given) != nil
    return WebVersion(text: Conversion.toString(try Conversion.convert(isWhole ? .str(given + ".0") : v, to: TypeTable.get("System.Version"), context)))
  }
}
