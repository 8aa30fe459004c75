/// Hidden classes: which properties an object has, in which order, at which slot.
///
/// Objects that got the same properties in the same order share a shape, so a member site remembers (shape, slot) and
/// reads without a search. Shapes form a tree by "add this property"; every type has its own root. Those that go on from each
/// other without a fork share one table, of which each is a beginning: a thousand properties added one by one cost no more
/// than a thousand entries.
public final class Shape {
  /// What a slot holds; anything but `note` makes the site cache miss.
  public enum Member: UInt8 { case note, scriptProperty, aliasProperty, codeProperty, scriptMethod, codeMethod, propertySet, noteReadOnly, memberSet

    /// Whether it has a value of its own to read.
    public var isProperty: Bool {
      switch self {
      case .scriptMethod, .codeMethod, .propertySet, .memberSet: false
      case .note, .noteReadOnly, .scriptProperty, .aliasProperty, .codeProperty: true
      }
    }
  }

  /// The properties of the shapes of one line, in order.
  private final class Line {
    /// Names, spelled as the object that introduced them spelled them.
    @exclusivity(unchecked) var names: [String] = []
    @exclusivity(unchecked) var kinds: [Member] = []
    /// Slot by symbol id.
    @exclusivity(unchecked) var index: [Int: Int] = [:]
    init() {}
    init(_ names: ArraySlice<String>, _ kinds: ArraySlice<Member>) {
      for (n, k) in zip(names, kinds) { append(n, Symbol.of(n), k) }
    }
    func append(_ name: String, _ symbol: Symbol, _ kind: Member) {
      index[symbol.id] = names.count
      names.append(name)
      kinds.append(kind)
    }
  }
  private let line: Line
  /// How many members.
  public let count: Int
  /// All members are note properties.
  public let isPlain: Bool
  private var next: [String: Shape] = [:]
  /// Copies of the line's beginning, made when somebody asks.
  private var ownNames: [String]?, ownKinds: [Member]?
  /// Declared types of properties of script classes, by slot; assignment converts to them.
  @exclusivity(unchecked) var constraints: [PropertyConstraint?] = []
  private let lock = Lock()

  init() { line = Line(); count = 0; isPlain = true }
  private init(_ line: Line, _ count: Int, isPlain: Bool, _ constraints: [PropertyConstraint?]) {
    self.line = line; self.count = count; self.isPlain = isPlain; self.constraints = constraints
  }

  /// Of the slots in order.
  public var names: [String] {
    if line.names.count == count { return line.names }
    if let own = ownNames { return own }
    let own = Array(line.names[..<count])
    ownNames = own
    return own
  }
  /// Of the slots in order.
  public var kinds: [Member] {
    if line.kinds.count == count { return line.kinds }
    if let own = ownKinds { return own }
    let own = Array(line.kinds[..<count])
    ownKinds = own
    return own
  }
  /// What one slot holds, and what it is called.
  @inline(__always) public func kind(_ slot: Int) -> Member { line.kinds[slot] }
  @inline(__always) public func name(_ slot: Int) -> String { line.names[slot] }

  /// The shape with one more property.
  func adding(_ name: String, _ kind: Member = .note) -> Shape {
    lock.acquire()
    defer { lock.release() }
    let key = kind == .note ? name : name + "\u{0}\(kind.rawValue)"
    if let n = next[key] { return n }
    let s = Symbol.of(name)
    // another shape went on from here, or the name is there already: a line of its own
    let isLast = line.names.count == count && line.index[s.id] == nil
    let l = isLast ? line : Line(line.names[..<count], line.kinds[..<count])
    l.append(name, s, kind)
    let n = Shape(l, count + 1, isPlain: isPlain && kind == .note, constraints)
    next[key] = n
    return n
  }
  /// A shape that no other object comes to: what is left of a large object of which a member was taken. Shapes that can be shared are
  /// kept for ever, and all those on the way to a large one are many.
  static func alone(_ names: [String], _ kinds: [Member]) -> Shape {
    Shape(Line(names[...], kinds[...]), names.count, isPlain: kinds.allSatisfy { $0 == .note }, [])
  }
  /// A shape with these note properties.
  public static func of(_ names: [String]) -> Shape { names.reduce(root) { $0.adding($1) } }
  /// The number of a member; nil when there is none of that name.
  @inline(__always) public func slot(_ s: Symbol) -> Int? { line.index[s.id].flatMap { $0 < count ? $0 : nil } }
  nonisolated(unsafe) public static let root = Shape()
}

/// The declared type and validation of a class property.
public final class PropertyConstraint {
  let type: NetType?
  let attributes: [Attribute]
  let isHidden: Bool
  init(type: NetType?, attributes: [Attribute], isHidden: Bool) { self.type = type; self.attributes = attributes; self.isHidden = isHidden }
}
