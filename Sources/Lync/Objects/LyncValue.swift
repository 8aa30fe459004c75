/// The value of one property of an object a Lync operation returns, typed so that the shell can box it once.
public indirect enum LyncValue: Equatable {
  case null
  case string(String)
  case bool(Bool)
  case int(Int)
  case uint16(UInt16)
  /// Seconds since 1970 on the virtual clock, local time.
  case date(Int)
  /// Seconds.
  case timeSpan(Int)
  case guid(String)
  case strings([String])
  case list([LyncValue])
  case object(LyncObject)
  /// An enumeration member with the full name of its type.
  case enumeration(type: String, member: String)

  static func optional(_ text: String?) -> LyncValue { text.map(LyncValue.string) ?? .null }
  static func optional(_ flag: Bool?) -> LyncValue { flag.map(LyncValue.bool) ?? .null }
  static func optional(date: Int?) -> LyncValue { date.map(LyncValue.date) ?? .null }
  static func port(_ number: Int?) -> LyncValue { number.flatMap { UInt16(exactly: $0) }.map(LyncValue.uint16) ?? .null }
  static func number(_ number: Int?) -> LyncValue { number.map(LyncValue.int) ?? .null }

  /// The value as text, the way filters and explanations compare it.
  public var text: String {
    switch self {
    case .null: return ""
    case .string(let value), .guid(let value), .enumeration(_, let value): return value
    case .bool(let value): return value ? "True" : "False"
    case .int(let value), .date(let value), .timeSpan(let value): return String(value)
    case .uint16(let value): return String(value)
    case .strings(let values): return values.joined(separator: " ")
    case .list(let values): return values.map(\.text).joined(separator: " ")
    case .object(let object): return object.shape.joins ? object.joined : object.values.first?.text ?? ""
    }
  }
}

/// What kind of object a value is: its type name, its properties in print order, and how it is shown by default.
public final class Shape: Equatable {
  /// How objects of the shape are shown when nobody says how.
  public enum View { case table, list }

  /// The .NET type the product gives such objects.
  public let typeName: String
  /// Names the object also answers to, most derived first.
  public let baseTypes: [String]
  /// In the order the product prints them.
  public let properties: [String]
  /// The default display property set, when a plain call shows fewer properties than there are.
  public let defaultProperties: [String]?
  /// Fixed view where the reference prints one; nil = PowerShell decides by the number of properties.
  let view: View?
  /// The property a `ToString()` of the object yields; nil = the type name.
  public let textProperty: String?
  /// Whether the text of an object is `Name=Value;…` of all its properties.
  public let joins: Bool
  private let numbers: [String: Int]

  /// - Parameter text: the property that stands for the object in a text; nil = its type's name
  public init(
    _ typeName: String, base: [String] = [], _ properties: [String], shows defaultProperties: [String]? = nil,
    view: View? = nil, text textProperty: String? = "Identity", joins: Bool = false
  ) {
    self.joins = joins
    self.typeName = typeName
    baseTypes = base
    self.properties = properties
    self.defaultProperties = defaultProperties
    self.view = view
    self.textProperty = textProperty.flatMap { properties.contains($0) ? $0 : nil }
    var numbers: [String: Int] = [:]
    for (number, name) in properties.enumerated() { numbers[name.lowercased()] = number }
    self.numbers = numbers
  }

  /// The number of a property, without regard to case.
  public func number(of property: String) -> Int? { numbers[property.lowercased()] }

  /// Shapes are made once; the same one is the same object.
  public static func == (left: Shape, right: Shape) -> Bool { left === right }
}

/// An object a Lync operation returns: a shape and one value per property. A snapshot; it never changes.
public struct LyncObject: Equatable {
  /// Which properties it has, and how it is shown.
  public let shape: Shape
  /// By the order of `shape.properties`.
  public var values: [LyncValue]

  /// - Parameter values: as many as the shape has properties, in its order
  public init(_ shape: Shape, _ values: [LyncValue]) {
    self.shape = shape
    self.values = values
  }

  /// `Name=Value;…`
  public var joined: String { zip(shape.properties, values).map { "\($0)=\($1.text)" }.joined(separator: ";") }

  /// The value of a property, in any case of letters; nil when the shape has none of that name.
  public subscript(_ property: String) -> LyncValue? {
    guard let number = shape.number(of: property), number < values.count else { return nil }
    return values[number]
  }
}

/// What an operation hands back: the objects it emits and the warnings it prints, in order.
public struct Outcome {
  /// What the cmdlet writes.
  public var objects: [LyncObject]
  /// Sentences for the warning stream, in the order they arise.
  public var warnings: [String]

  /// What an operation came to: objects for the pipeline, sentences of warning.
  public init(_ objects: [LyncObject] = [], warnings: [String] = []) {
    self.objects = objects
    self.warnings = warnings
  }
}
