/// What stands on `-Encoding` parameters: the attribute that makes an encoding of a name, and the one that completes names. Scripts get them
/// from a command's parameters and put them on their own; neither can be named in a script.
import Engine
import NetTypes

final class EncodingAttribute: Ref {
  private let type: NetType
  private init(_ name: String, base: String, _ define: @escaping (NetType) -> Void) {
    let ns = "System.Management.Automation."
    type = NetType(ns + name, base: TypeTable.get(base), define: define)
  }
  override var netType: NetType { type }

  /// Both, in the order they are listed in.
  static let all: [Value] = [.other(transformation), .other(completions)]
  private static let transformation = EncodingAttribute(
    "ArgumentToEncodingTransformationAttribute", base: "System.Management.Automation.ArgumentTransformationAttribute"
  ) { t in
    t.method("System.Object Transform(System.Management.Automation.EngineIntrinsics engineIntrinsics, System.Object inputData)") { _, a, c in
      let given = a.last ?? .null
      switch given.base {
      case .string, .int: return PSEncoding.named(try TextEncoding.from(given, c).name).map { .other($0) } ?? given
      default: return given
      }
    }
  }
  private static let completions = EncodingAttribute("ArgumentEncodingCompletionsAttribute", base: "System.Management.Automation.ArgumentCompleterAttribute") { _ in }
}
