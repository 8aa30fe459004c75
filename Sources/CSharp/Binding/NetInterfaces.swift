/// Members of .NET's interfaces and abstract classes that the shell has no rows for: those of a type that implements them, called on
/// whatever object is there when the code runs.
import Engine

enum NetInterfaces {
  /// The type that lends its rows, and the names that the interface has of them; nil = all.
  private static let lenders: [String: (type: String, names: Set<String>?)] = {
    let collection: Set<String> = ["Count", "CopyTo", "IsSynchronized", "SyncRoot", "GetEnumerator"]
    let both: Set<String> = ["Add", "Clear", "Contains", "Remove", "IsFixedSize", "IsReadOnly", "Item"]
    return [
      "System.Collections.IEnumerable": ("System.Collections.ArrayList", ["GetEnumerator"]),
      "System.Collections.ICollection": ("System.Collections.ArrayList", collection),
      "System.Collections.IList": ("System.Collections.ArrayList", collection.union(both).union(["IndexOf", "Insert", "RemoveAt"])),
      "System.Collections.IDictionary": ("System.Collections.Hashtable", collection.union(both).union(["Keys", "Values"])),
      "System.Management.Automation.Language.IScriptExtent": ("System.Management.Automation.Language.InternalScriptExtent", nil),
      "System.Management.Automation.Host.PSHostUserInterface": ("System.Management.Automation.Internal.Host.InternalHostUserInterface", nil),
    ]
  }()
  static func isSequence(_ t: NetType) -> Bool { lenders[t.fullName]?.names?.contains("GetEnumerator") ?? false }

  nonisolated(unsafe) private static var made: [String: Member] = [:]
  static func member(_ t: NetType, _ name: String) -> Member? {
    guard let lender = lenders[t.fullName], lender.names?.contains(name) ?? true else { return nil }
    let key = t.fullName + "." + name
    if let m = made[key] { return m }
    guard let row = TypeTable.get(lender.type).instanceMember(name), row.name == name else { return nil }
    let m = Member(name, row.kind, isStatic: false, definition: row.definition,
                   get: row.getter == nil ? nil : { v, c in try Runtime.property(v, name, c) },
                   set: row.setter == nil ? nil : { v, x, c in try Runtime.setProperty(v, name, x, c) })
    m.overloads = row.overloads.map { o in
      Overload(o.signature, types: o.types.map { $0 ?? TypeTable.object }, optional: o.optionalCount, rest: o.takesRest) { v, a, c in
        try Runtime.unwrapped { try c.callMethod(v, name, a) }
      }
    }
    made[key] = m
    return m
  }
}
