/// `System.TypeCode`: which plain value a type is. The numeric rules of conversions and operators switch on it.
import Primitives

enum TypeCode: UInt8, Comparable {
  case empty = 0, object = 1, boolean = 3, char, sbyte, byte, int16, uint16, int32, uint32, int64, uint64, single, double, decimal, dateTime, string = 18

  static func < (a: TypeCode, b: TypeCode) -> Bool { a.rawValue < b.rawValue }
  var isInteger: Bool { rawValue >= 5 && rawValue <= 12 }
  var isSigned: Bool { isInteger && rawValue & 1 == 1 }
  var isFloating: Bool { self == .single || self == .double }
  var isNumeric: Bool { rawValue >= 5 && rawValue <= 15 }
  /// Numbers and .NET's other primitive types, `bool` and `char`.
  var isNumericOrPrimitive: Bool { rawValue >= 3 && rawValue <= 15 }

  /// `Int32`, `Boolean` …: as "Invalid cast from 'Boolean' to 'Char'." names it.
  var name: String {
    switch self {
    case .empty: "Empty"
    case .object: "Object"
    case .boolean: "Boolean"
    case .char: "Char"
    case .sbyte: "SByte"
    case .byte: "Byte"
    case .int16: "Int16"
    case .uint16: "UInt16"
    case .int32: "Int32"
    case .uint32: "UInt32"
    case .int64: "Int64"
    case .uint64: "UInt64"
    case .single: "Single"
    case .double: "Double"
    case .decimal: "Decimal"
    case .dateTime: "DateTime"
    case .string: "String"
    }
  }
  /// The type with its article, as overflow messages name it.
  var inOverflowMessage: String {
    switch self {
    case .char: "a character"
    case .sbyte: "a signed byte"
    case .byte: "an unsigned byte"
    case .int16: "an Int16"
    case .uint16: "a UInt16"
    case .int32: "an Int32"
    case .uint32: "a UInt32"
    case .int64: "an Int64"
    case .uint64: "a UInt64"
    case .single: "a Single"
    case .double: "a Double"
    default: "a Decimal"
    }
  }

  /// The code of a type; an enum has that of its underlying type.
  init(of type: NetType) {
    if type.isEnum { self = TypeCode(fullName: type.enumeration?.underlying ?? "System.Int32"); return }
    self.init(fullName: type.fullName)
  }
  init(fullName: String) {
    self = switch fullName {
    case "System.Boolean": .boolean
    case "System.Char": .char
    case "System.SByte": .sbyte
    case "System.Byte": .byte
    case "System.Int16": .int16
    case "System.UInt16": .uint16
    case "System.Int32": .int32
    case "System.UInt32": .uint32
    case "System.Int64": .int64
    case "System.UInt64": .uint64
    case "System.Single": .single
    case "System.Double": .double
    case "System.Decimal": .decimal
    case "System.DateTime": .dateTime
    case "System.String": .string
    default: .object
    }
  }
}

extension Ref {
  /// The object as one of a final class, by comparing class pointers: several times cheaper than `as?`.
  @inline(__always) public func exactly<T: Ref>(_ type: T.Type) -> T? {
    Swift.type(of: self) == type ? unsafeDowncast(self, to: type) : nil
  }
}

extension Value {
  /// The code of the value's type; of the underlying number for an enum value.
  var typeCode: TypeCode {
    switch self {
    case .bool: .boolean
    case .char: .char
    case .byte: .byte
    case .sbyte: .sbyte
    case .short: .int16
    case .ushort: .uint16
    case .int: .int32
    case .uint: .uint32
    case .long: .int64
    case .ulong: .uint64
    case .single: .single
    case .double: .double
    case .datetime: .dateTime
    case .string: .string
    case .other(let r): r.exactly(PSDecimal.self) != nil ? .decimal : r.exactly(PSEnum.self).map { $0.type.typeCode } ?? .object
    case .null, .void, .unset: .empty
    default: .object
    }
  }
  var decimalValue: NetDecimal? { if case .other(let r) = self { r.exactly(PSDecimal.self)?.value } else { nil } }
  var bigIntegerValue: BigInteger? { if case .other(let r) = self { r.exactly(PSBigInteger.self)?.value } else { nil } }
  var enumValue: PSEnum? { if case .other(let r) = self { r.exactly(PSEnum.self) } else { nil } }
  static func decimal(_ d: NetDecimal) -> Value { .other(PSDecimal(d)) }
  static func bigInteger(_ b: BigInteger) -> Value { .other(PSBigInteger(b)) }
}

/// How a type is reached by conversion: the kinds of target `Conversion` treats differently.
enum ConversionTarget: UInt8 {
  case object, psObject, psCustomObject, void, bool, char, number, bigInteger, string, enumeration, array, anyArray, hashtable
  case switchParameter, reference, type, delegate, nullable, xml, collection, other

  init(of t: NetType) {
    if t.isEnum { self = .enumeration; return }
    switch t.category {
    case .array: self = .array; return
    case .delegate: self = .delegate; return
    default: break
    }
    switch t.fullName {
    case "System.Object": self = .object
    case "System.Management.Automation.PSObject": self = .psObject
    case "System.Management.Automation.PSCustomObject": self = .psCustomObject
    case "System.Void": self = .void
    case "System.Boolean": self = .bool
    case "System.Char": self = .char
    case "System.Numerics.BigInteger": self = .bigInteger
    case "System.String": self = .string
    case "System.Array": self = .anyArray
    case "System.Collections.Hashtable": self = .hashtable
    case "System.Management.Automation.SwitchParameter": self = .switchParameter
    case "System.Management.Automation.PSReference": self = .reference
    case "System.Type": self = .type
    case "System.Xml.XmlDocument": self = .xml
    case "System.Delegate", "System.MulticastDelegate": self = .delegate
    default:
      if TypeCode(fullName: t.fullName).isNumeric { self = .number; return }
      switch t.genericDefinition {
      case nil: self = t.isSubclass(of: "System.Delegate") ? .delegate : .other
      case "System.Nullable`1": self = .nullable
      case let d?
      where d.hasPrefix("System.Func`") || d.hasPrefix("System.Action`") || d == "System.Predicate`1" || d == "System.Comparison`1" || d == "System.Converter`2"
        || d == "System.EventHandler`1":
        self = .delegate
      case "System.Collections.Generic.List`1", "System.Collections.ObjectModel.Collection`1", "System.Collections.ObjectModel.ReadOnlyCollection`1",
        "System.Collections.Generic.Queue`1", "System.Collections.Generic.Stack`1", "System.Collections.Generic.LinkedList`1",
        "System.Collections.Generic.HashSet`1", "System.Collections.Generic.SortedSet`1", "System.Collections.ObjectModel.ObservableCollection`1",
        "System.Collections.Concurrent.ConcurrentBag`1", "System.Collections.Concurrent.ConcurrentQueue`1", "System.Collections.Concurrent.ConcurrentStack`1":
        self = .collection
      default: self = .other
      }
    }
  }
}
