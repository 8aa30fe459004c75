/// What Sort-Object, Group-Object and Compare-Object compare objects by when nobody says by what.
import Engine

extension ExecutionContext {
  /// Names of the properties that identify objects of this kind, when type data says so.
  func defaultKeys(_ v: Value) -> [String]? {
    switch v { case .object, .other: break; default: return nil }
    for n in typeNames(v) { if let d = typeData[n.lowercased()], let keys = d.defaultKeyPropertySet { return keys } }
    return nil
  }
}
