/// Hidden classes: which properties an object has, in which order, at which slot.
///
/// Objects that got the same properties in the same order share a shape, so a member site remembers (shape, slot) and
/// reads without a search. Shapes form a tree by "add this property"; every type has its own root.
public final class Shape {
  /// What a slot holds; anything but `note` makes the site cache miss.
  public enum Member: UInt8 { case note, scriptProperty, aliasProperty, codeProperty, scriptMethod, codeMethod, propertySet, noteReadOnly, memberSet }

  /// Names in order, spelled as the object that introduced them spelled them.
  @exclusivity(unchecked) public private(set) var names: [String] = []
  @exclusivity(unchecked) public private(set) var symbols: [Symbol] = []
  @exclusivity(unchecked) public private(set) var kinds: [Member] = []
  /// Slot by symbol id.
  @exclusivity(unchecked) private(set) var index: [Int: Int] = [:]
  private var next: [String: Shape] = [:]
  /// Declared types of properties of script classes, by slot; assignment converts to them.
  @exclusivity(unchecked) public internal(set) var constraints: [PropertyConstraint?] = []
  public let lock = Lock()

  public init() {}

  /// The shape with one more property.
  public func adding(_ name: String, _ kind: Member = .note) -> Shape {
    lock.acquire()
    defer { lock.release() }
    let key = kind == .note ? name : name + "\u{0}\(kind.rawValue)"
    if let n = next[key] { return n }
    let n = Shape()
    let s = Symbol.of(name)
    n.names = names + [name]
    n.symbols = symbols + [s]
    n.kinds = kinds + [kind]
    n.index = index
    n.index[s.id] = names.count
    n.constraints = constraints
    next[key] = n
    return n
  }
  /// A shape with these note properties.
  public static func of(_ names: [String]) -> Shape { names.reduce(root) { $0.adding($1) } }
  public func slot(_ s: Symbol) -> Int? { index[s.id] }
  public var count: Int { names.count }
  nonisolated(unsafe) public static let root = Shape()
}

/// The declared type and validation of a class property.
public final class PropertyConstraint {
  public let type: NetType?
  public let attributes: [Attribute]
  public let isHidden: Bool
  public init(type: NetType?, attributes: [Attribute], isHidden: Bool) { self.type = type; self.attributes = attributes; self.isHidden = isHidden }
}
