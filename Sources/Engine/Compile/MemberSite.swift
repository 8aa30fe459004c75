/// A place in the source that reads or writes a property: remembers where objects of the last two shapes keep it.
///
/// Two, because the methods of a base class see its own instances and those of a derived class in turn.
import Syntax

final class MemberSite {
  let name: String
  let symbol: Symbol
  /// The name as a key of dictionaries, with its hash once computed.
  let key: Value
  private let isLength: Bool, isCount: Bool
  let extent: Extent
  private struct Known {
    var shape = UnsafeMutableRawPointer(bitPattern: 8)!
    var index = 0
    /// Tag of the values that may be stored as they are; `any`, or `none` when every store must go the long way.
    var tag = Known.none
    static let any: UInt8 = 0xFF, none: UInt8 = 0xFE
  }
  @exclusivity(unchecked) private var last = Known()
  @exclusivity(unchecked) private var other = Known()
  init(_ name: String, _ extent: Extent) {
    self.name = name; symbol = Symbol.of(name); key = .str(name); isLength = name.equalsIgnoringCase("Length"); isCount = name.equalsIgnoringCase("Count")
    self.extent = extent
  }

  /// The slot of a plain note property; nil = unknown here.
  @inline(__always) func cell(of o: PSObject) -> Cell? {
    let shape = Unmanaged.passUnretained(o.layout).toOpaque()
    if shape == last.shape { return o.storage + last.index }
    if shape == other.shape { return o.storage + other.index }
    return nil
  }
  /// The slot, when a value of that tag may be put there without conversion or check.
  @inline(__always) func cell(of o: PSObject, storing tag: UInt8) -> Cell? {
    let shape = Unmanaged.passUnretained(o.layout).toOpaque()
    if shape == last.shape { return last.tag == Known.any || last.tag == tag ? o.storage + last.index : nil }
    if shape == other.shape { return other.tag == Known.any || other.tag == tag ? o.storage + other.index : nil }
    return learn(o) && (last.tag == Known.any || last.tag == tag) ? o.slots + last.index : nil
  }
  /// Remembers the object's shape; false when the property is no plain note.
  @inline(never) private func learn(_ o: PSObject) -> Bool {
    guard let i = o.shape.slot(symbol), i < o.count, o.shape.kind(i) == .note, o.count == o.shape.count else { return false }
    other = last
    last = Known(shape: Unmanaged.passUnretained(o.shape).toOpaque(), index: i, tag: Known.any)
    if i < o.shape.constraints.count, let k = o.shape.constraints[i] {
      last.tag =
        !k.attributes.isEmpty
        ? Known.none
        : k.type === TypeTable.int
          ? Tag.int : k.type === TypeTable.string ? Tag.string : k.type === TypeTable.double ? Tag.double : k.type == nil ? Known.any : Known.none
    }
    return true
  }
  /// Where a value of that tag stands that may be changed in place: a plain property, or an entry of a dictionary.
  @inline(__always) func ownCell(_ v: Value, storing tag: UInt8) -> Cell? {
    switch v {
    case .object(let o): return cell(of: o, storing: tag)
    case .hash(let h):
      if h.caseSensitive || h.isReadOnly || h.keyType != nil { return nil }
      let i = h.index(of: key)
      return i < 0 ? nil : h.valueCell(at: i)
    default: return nil
    }
  }
  @inline(never) func get(_ v: Value, _ c: ExecutionContext) throws -> Value {
    switch v {
    case .object(let o):
      if let cell = cell(of: o) { return cell.pointee }
      if let x = o.deferredValue(symbol) { return x }
      if learn(o) { return o.slots[last.index] }
    case .hash(let h): if !h.caseSensitive, !h.isSet, let x = h.get(key) { return x }
    case .string(let s): if isLength { return .int(Int32(clamping: s.string.utf16.count)) }
    case .array(let a): if isCount || isLength && a.kind == .array { return .int(Int32(clamping: a.count)) }
    default: break
    }
    do { return try c.readMember(v, name) } catch { throw c.locate(error, extent) }
  }
}
