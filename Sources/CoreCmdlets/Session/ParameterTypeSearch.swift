/// `Get-Command -ParameterType`: which parameters take values of a type, known here or only by the end of its name.
import Engine

struct ParameterTypeSearch {
  private let type: NetType?
  private let pattern: Wildcard

  init(_ v: Value, _ context: ExecutionContext) {
    let text = Conversion.toString(v, context)
    // `[int]` as an argument is a text
    let name = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    type = (try? context.type(named: name)) ?? nil
    pattern = Wildcard("*" + name)
  }

  func matches(_ p: ParameterMetadata) -> Bool {
    let own = p.displayType, element = own.isArray ? own.elementType : nil
    guard let type else { return pattern.matches(own.fullName) || element.map { pattern.matches($0.fullName) } ?? false }
    // what takes any object takes no type in particular
    let takesAnything = own === TypeTable.object || element === TypeTable.object
    if takesAnything || type === TypeTable.object { return takesAnything && type === TypeTable.object }
    return [own, element].contains { $0.map { $0.isAssignable(from: type) || Self.widens(type, to: $0) } ?? false }
  }

  private static let order = ["SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Decimal", "Single", "Double"]
  /// Whether every number of the one type is one of the other.
  private static func widens(_ from: NetType, to: NetType) -> Bool {
    guard let a = order.firstIndex(of: from.name), let b = order.firstIndex(of: to.name), from.namespace == "System", to.namespace == "System", a < b else { return false }
    if from.name == "Single" || to.name == "Single" && from.name == "Decimal" || to.name == "Double" && from.name == "Decimal" { return from.name == "Single" && to.name == "Double" }
    // what has a sign fits no type without one
    return !(to.name.hasPrefix("U") || to.name == "Byte") || from.name.hasPrefix("U") || from.name == "Byte"
  }
}
