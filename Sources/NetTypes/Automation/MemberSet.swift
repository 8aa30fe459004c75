/// Members under one name, as `PSStandardMembers` holds what an object's display shows.
import Engine

public enum MemberSet {
  static let typeName = "System.Management.Automation.PSMemberSet"

  /// What reading a set of these members gives: each under its name, a property set as itself.
  public static func holding(_ members: [Value], _ c: ExecutionContext) throws -> PSObject {
    let set = PSObject(reserve: members.count)
    for m in members {
      guard let name = try c.property(m, "Name"), let value = try c.property(m, "Value") else { continue }
      set.set(Conversion.toString(name), value)
    }
    set.typeNames = [typeName, "System.Management.Automation.PSMemberInfo", "System.Object"]
    return set
  }

  /// The sets that were added to an object, as Get-Member lists them.
  public static func added(to v: Value, _ c: ExecutionContext) -> [PropertyInfo] {
    guard let o = v.objectValue ?? c.instanceMembers(of: v) else { return [] }
    return o.members.compactMap { m in
      guard m.kind == .memberSet, let set = m.value.objectValue, set.typeNames?.first == typeName else { return nil }
      return PropertyInfo(name: m.name, kind: .memberSet, definition: "\(m.name) {\(set.members.map(\.name).joined(separator: ", "))}") { _ in m.value }
    }
  }
}
