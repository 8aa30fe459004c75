/// Indexed sequences: one class for `Object[]`, typed arrays, `List<T>`, `ArrayList` and friends.
///
/// Own storage instead of a Swift array: no uniqueness test per element, and room in front, so that queues and lists that
/// grow at their head need not move everything. `kind` and `elementType` decide what the object claims to be; enumeration,
/// indexing and `Count` are the same for all.
///
/// `@exclusivity(unchecked)` stands in this folder where a property is read per element or per call: the run-time check
/// against overlapping accesses costs more than the access, and none of them lasts longer than a load or a store.
import Glibc
import Primitives

public final class PSArray: Ref {
  /// Which of .NET's sequences it is; all keep their elements alike.
  public enum Kind: UInt8, CaseIterable {
    case array, list, arrayList, collection, readOnlyCollection, queue, stack, linkedList
    /// They are read from one end only.
    @inline(__always) var hasNoIndex: Bool { rawValue >= Kind.queue.rawValue }
  }
  /// `count` initialised values, then free room. Valid until the next change.
  @exclusivity(unchecked) private(set) var storage: Cell
  @exclusivity(unchecked) public private(set) var count: Int
  /// Cells from `storage` on, and free ones before it.
  @exclusivity(unchecked) private var room: Int
  @exclusivity(unchecked) private var headroom = 0
  @exclusivity(unchecked) public var kind: Kind = .array
  /// What a query gave: a sequence that declares its elements, although it is kept as an array.
  @exclusivity(unchecked) public var isQueryResult = false
  /// Type of the elements; nil means `System.Object`.
  @exclusivity(unchecked) public var elementType: NetType?
  /// Lengths per dimension of a multi-dimensional array; nil for ordinary ones. Elements are stored row by row.
  @exclusivity(unchecked) public var dimensions: [Int]?
  /// The exact type, when it is neither an array nor one of the standard collections.
  @exclusivity(unchecked) public var exactType: NetType?

  /// Positions can be asked for one by one: `IList`.
  @inline(__always) public var isList: Bool { exactType == nil ? !kind.hasNoIndex : netType.isList }

  /// Empty, with room for `n`.
  public init(capacity n: Int) {
    room = n < 1 ? 4 : n; storage = .room(room); count = 0
    super.init()
  }
  /// - Parameter type: of the elements; nil = `object`
  public convenience init(_ a: [Value], of type: NetType? = nil) {
    self.init(capacity: a.count)
    for v in a { append(v) }
    elementType = type
  }
  /// An array of one value as large as a script asks for; one that could not be held is .NET's error.
  public static func filled(_ v: Value, _ lengths: [Int], of type: NetType?) throws -> PSArray {
    var n = 1
    for length in lengths { n = length < maximumCount && n < maximumCount ? n * length : maximumCount }
    try checkRoom(n)
    let all = PSArray(capacity: n)
    while all.count < n {
      if Attention.isWanted { throw FlowSignal.stopped }
      let some = min(n - all.count, 1 << 20)
      (all.storage + all.count).initialize(repeating: v, count: some)
      all.count += some
    }
    all.elementType = type
    return all
  }
  /// - Throws: .NET's OutOfMemoryException for a length nobody could allocate
  public static func checkRoom(_ n: Int) throws {
    guard n < maximumCount else { throw Conversion.rawError("System.OutOfMemoryException", "Array dimensions exceeded supported range.") }
  }
  private static let maximumCount = 1 << 28
  deinit { storage.deinitialize(count: count); free(storage - headroom) }

  @inline(__always) public func append(_ v: Value) { if count == room { grow() }; (storage + count).initialize(to: v); count += 1 }
  /// How many elements fit before the storage grows; as .NET lists report it.
  public var capacity: Int { room + headroom }
  @inline(never) private func grow() {
    // a queue at the end of its storage slides only when that lasts for a while
    if headroom > 0, kind != .queue || headroom > count / 4 { slide(by: headroom / 2 - headroom) } else { move(to: max(4, room * 2)) }
  }
  /// Makes free cells before the first element.
  @inline(never) private func growInFront() {
    if count == room { move(to: max(4, room * 2)) }
    let free = room - count
    slide(by: free - free / 2)
  }
  private func slide(by n: Int) {
    (storage + n).moveInitialize(from: storage, count: count)
    storage += n; headroom += n; room -= n
  }
  private func move(to n: Int) {
    let q = Cell.room(n)
    q.moveInitialize(from: storage, count: count)
    free(storage - headroom)
    storage = q; room = n; headroom = 0
  }
  /// Makes room for exactly `n` elements.
  public func reserve(_ n: Int) { if n >= count, n != capacity, n > 0 { move(to: n) } }
  /// All of another's, without conversion to the element type; ends early at Ctrl+C.
  public func append(contentsOf other: PSArray) {
    if other.count > 0xFFFF, other.count > room - count { move(to: count + max(other.count, count)) }
    for v in other.elements.attentive { append(v) }
  }
  /// Unchecked: `i` is a valid place.
  @inline(__always) public subscript(_ i: Int) -> Value {
    get { storage[i] }
    set { (storage + i).put(newValue) }
  }
  /// The elements in place; not to be kept beyond the next change.
  public var elements: UnsafeMutableBufferPointer<Value> { UnsafeMutableBufferPointer(start: storage, count: count) }
  /// The elements as a Swift array (a copy).
  public var values: [Value] { Array(elements) }
  public func removeAll() { storage.deinitialize(count: count); count = 0 }
  /// Unchecked: `i` is a valid place. From the front it takes no time, elsewhere that of what follows.
  public func remove(at i: Int) {
    (storage + i).deinitialize(count: 1)
    if i == 0 { storage += 1; headroom += 1; room -= 1; count -= 1; return }
    (storage + i).moveInitialize(from: storage + i + 1, count: count - i - 1)
    count -= 1
  }
  /// Unchecked: `i` is a valid place or the count. In front it takes no time on average.
  public func insert(_ v: Value, at i: Int) {
    if i == 0 {
      if headroom == 0 { growInFront() }
      storage -= 1; headroom -= 1; room += 1
      storage.initialize(to: v)
      count += 1
      return
    }
    if count == room { grow() }
    (storage + i + 1).moveInitialize(from: storage + i, count: count - i)
    (storage + i).initialize(to: v)
    count += 1
  }
  /// Puts these in the place of all elements.
  public func replaceAll(_ a: [Value]) { removeAll(); for v in a { append(v) } }
  /// Of the same kind and element type; elements are shared.
  public func copy() -> PSArray {
    let r = PSArray(values, of: elementType)
    r.kind = kind; r.dimensions = dimensions; r.exactType = exactType
    return r
  }

  public override var netType: NetType { exactType ?? TypeTable.sequence(kind, elementType, rank: dimensions?.count ?? 1) }
  public override func enumerated() -> PSArray? { self }
}
