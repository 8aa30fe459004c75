/// Values that show as their text: numbers, strings, booleans, enums.
import Engine

enum Scalars {
  private static let names: Set<String> = [
    "system.string", "system.sbyte", "system.byte", "system.int16", "system.uint16", "system.int32", "system.uint32", "system.int64", "system.uint64", "system.char",
    "system.single", "system.double", "system.boolean", "system.decimal", "system.intptr", "system.security.securestring", "system.numerics.biginteger",
  ]
  static func isScalar(_ typeNames: [String]) -> Bool {
    guard let first = typeNames.first else { return false }
    if typeNames.count > 1, typeNames[1] == "System.Enum" { return true }
    let name = first.lowercased()
    return names.contains(name) || (name.hasPrefix("deserialized.") && names.contains(String(name.dropFirst(13))))
  }
  @inline(__always) static func isScalar(_ v: Value, _ c: ExecutionContext) -> Bool {
    switch v {
    case .string, .int, .bool, .double, .long, .byte, .char, .single, .short, .sbyte, .ushort, .uint, .ulong: return true
    case .array, .hash, .block, .type, .datetime, .timespan, .null, .void, .unset: return false
    default: return isScalar(c.typeNames(v))
    }
  }
}
