/// Objects that stand for the members of another one.

/// `$x.PSObject`.
public final class PSObjectView: Ref {
  /// The object whose members are meant.
  public let value: Value
  init(_ v: Value) { value = v; super.init() }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.PSObject") }
  public override func text() -> String {
    let own = ["Members", "Properties", "Methods", "ImmediateBaseObject", "BaseObject", "TypeNames"]
    return "psobject {\((own + own.map { "get_" + $0 }).joined(separator: ", ")), ToString, Copy, CompareTo, Equals, GetHashCode, GetObjectData, GetType, GetMetaObject}"
  }
}

/// A method mentioned without being called.
public final class PSMethodInfo: Ref {
  /// The object whose method it is.
  public let owner: Value
  /// Its row: overloads by their texts.
  public let member: Member
  /// The type the member was found in.
  let declaring: NetType
  init(_ v: Value, _ m: Member, _ t: NetType) { owner = v; member = m; declaring = t; super.init() }
  public override var netType: NetType { PSMethodInfo.type }
  private static let type = NetType("System.Management.Automation.PSMethod`1", base: TypeTable.get("System.Management.Automation.PSMethod"))
  /// Its overloads, and those it has through interfaces.
  public var definitions: [String] { InterfaceMethods.definitions(member, of: declaring) }
  public override func text() -> String { definitions.joined(separator: ", ") }
}
