/// The variables of one call, and what a method needs to run.
import Engine

final class Frame {
  let slots: UnsafeMutablePointer<Value>
  private let count: Int
  let context: ExecutionContext
  let this: Value
  /// The inside of `this`.
  unowned(unsafe) let object: CompiledObject?
  /// What `return` leaves behind.
  @exclusivity(unchecked) var returned: Value = .void
  /// Types given for the parameters of a generic method.
  let typeArguments: [NetType]
  /// Where `yield return` goes; false = enough.
  var yields: ((Value) throws -> Bool)?

  init(_ count: Int, _ this: Value, _ context: ExecutionContext, _ typeArguments: [NetType] = []) {
    self.count = max(1, count)
    slots = .allocate(capacity: self.count)
    slots.initialize(repeating: .null, count: self.count)
    self.this = this
    self.context = context
    self.typeArguments = typeArguments
    object = this.compiled
  }
  deinit { slots.deinitialize(count: count); slots.deallocate() }
}

/// How a statement ended.
enum Flow {
  case next, `break`, `continue`, `return`
  /// `goto label`, `goto case`: the number of the label.
  case jump(Int)
}

typealias Run = (Frame) throws -> Value
typealias Step = (Frame) throws -> Flow

/// An expression with its static type.
final class Code {
  enum Form {
    case value, null, defaultLiteral, throwing, failure
    case type(NetType), namespace(String)
    case lambda(Lambda, Int)
    case methods([Callable], receiver: Code?, typeArguments: [NetType], name: String)
    case local(Local)
    /// An interpolated string, an array initialiser, `new()`, `[…]`: the target's type decides.
    case targetTyped((NetType) -> Code)
  }
  let type: NetType
  let run: Run
  let int: ((Frame) throws -> Int32)?
  let bool: ((Frame) throws -> Bool)?
  var constant: Value?
  var form = Form.value
  /// Reading it yields a struct somebody else holds.
  var isPlace = false
  /// A member of a `dynamic` value: what it is read of, and its name.
  var late: (receiver: Code, name: String)?
  /// A method that code of the compiler's own carries out: LINQ.
  var extensionCall: (([Bound], [NetType]) -> Code)?
  var extensionTypes: [NetType] = []
  /// `base.Name`: without looking for an override.
  var isBaseAccess = false
  /// No receiver was written.
  var isImplicitReceiver = false
  var isThis = false

  init(_ type: NetType, int: ((Frame) throws -> Int32)? = nil, bool: ((Frame) throws -> Bool)? = nil, _ run: @escaping Run) { self.type = type; self.int = int; self.bool = bool; self.run = run }
  convenience init(int: @escaping (Frame) throws -> Int32) { self.init(TypeTable.int, int: int) { .int(try int($0)) } }
  convenience init(bool: @escaping (Frame) throws -> Bool) { self.init(TypeTable.bool, bool: bool) { .bool(try bool($0)) } }
  convenience init(constant v: Value, _ type: NetType) {
    switch v {
    case .int(let n): self.init(type, int: { _ in n }) { _ in v }
    case .bool(let b): self.init(type, bool: { _ in b }) { _ in v }
    default: self.init(type) { _ in v }
    }
    constant = v
  }
  convenience init(_ form: Form, _ type: NetType = Types.none) { self.init(type) { _ in .null }; self.form = form }

  /// The value as a number of 32 bits.
  var ints: (Frame) throws -> Int32 {
    if let int { return int }
    let run = self.run
    return { f in
      let v = try run(f)
      if case .int(let n) = v { return n }
      return Int32(truncatingIfNeeded: Numbers.integer(v))
    }
  }
  var bools: (Frame) throws -> Bool {
    if let bool { return bool }
    let run = self.run
    return { f in
      let v = try run(f)
      if case .bool(let b) = v { return b }
      if v.isNull { throw Runtime.error("System.InvalidOperationException", "Nullable object must have a value.") }
      return Conversion.toBool(v)
    }
  }
  /// The value to be stored elsewhere: structs are copied.
  var stored: Run {
    let run = self.run
    return isPlace && Types.maybeStruct(type) ? { Value.copyOfStruct(try run($0)) } : run
  }
}

/// Where something can be assigned.
struct Target {
  let type: NetType
  /// Evaluated first, into slots of the frame: receivers and indexes, so that they run once.
  var setup: [(slot: Int, code: Code)] = []
  let load: Run
  let store: (Frame, Value) throws -> Void
  var local: Local?
  var constant: Value?
  /// `+=` and `-=` mean add and remove.
  var event: EventSymbol?
  /// Where the object of an event with accessors is.
  var eventSlot: Int?
  var field: FieldSymbol?
  var property: PropertySymbol?
  /// An element of a text.
  var isReadOnlyIndex = false

  init(
    type: NetType, setup: [(slot: Int, code: Code)] = [], load: @escaping Run, store: @escaping (Frame, Value) throws -> Void, local: Local? = nil,
    field: FieldSymbol? = nil, property: PropertySymbol? = nil, isReadOnlyIndex: Bool = false
  ) {
    self.type = type; self.setup = setup; self.load = load; self.store = store; self.local = local; self.field = field; self.property = property; self.isReadOnlyIndex = isReadOnlyIndex
  }
  func prepare(_ f: Frame) throws { for s in setup { f.slots[s.slot] = try s.code.run(f) } }
}
