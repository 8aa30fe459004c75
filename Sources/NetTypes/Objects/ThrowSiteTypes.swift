/// What `TargetSite` and `Data` of an exception hold that PowerShell's own code threw.
import Engine

extension NetTypes {
  static func installThrowSites() {
    TypeTable.register(InterpretedFrameInfo.typeName) {
      NetType(InterpretedFrameInfo.typeName, .struct, base: TypeTable.get("System.ValueType")) { t in
        t.property("string MethodName {get;}") { v, _ in .str(v.refValue?.text() ?? "") }
        t.property("System.Object DebugInfo {get;}") { _, _ in .null }
        t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
      }
    }
  }
}

/// The method that threw.
final class ThrownMethod: PSMemberInfo {
  let site: ThrowSite
  init(_ s: ThrowSite) {
    site = s
    super.init(Member(s.method, .method, isStatic: true, definition: s.signature), nil, s.declaringType.isEmpty ? TypeTable.object : TypeTable.get(s.declaringType))
  }
  override var hasOwner: Bool { !site.declaringType.isEmpty }
  override func text() -> String { site.signature }
}

/// The code that a statement failed in, by its name.
final class InterpretedFrameInfo: Ref {
  static let typeName = "System.Management.Automation.Interpreter.InterpretedFrameInfo"
  private let name: String
  init(_ n: String) { name = n; super.init() }
  override var netType: NetType { TypeTable.named("System.Management.Automation.Interpreter.InterpretedFrameInfo") }
  override func text() -> String { name }
}
