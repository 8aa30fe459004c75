/// What Sort-Object, Group-Object and Compare-Object compare objects by when nobody says by what.
import Engine

extension ExecutionContext {
  /// The properties that identify objects of this kind, when type data says so.
  func defaultKeys(_ v: Value) -> [PropertyArgument]? {
    switch v { case .object, .other: break; default: return nil }
    for n in typeNames(v) { if let d = typeData[n.lowercased()], let keys = d.defaultKeyPropertySet { return keys.map { PropertyArgument(expression: PropertyExpression($0)) } } }
    return nil
  }
}
