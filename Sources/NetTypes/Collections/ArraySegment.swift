/// `ArraySegment<T>`: a piece of an array.
import Engine
import Primitives

final class PSArraySegment: Ref {
  let source: PSArray, offset: Int, count: Int
  private let type: NetType
  init(_ type: NetType, _ source: PSArray, _ offset: Int, _ count: Int) { self.type = type; self.source = source; self.offset = offset; self.count = count; super.init() }
  override var netType: NetType { type }
  override func enumerated() -> PSArray? { PSArray(Array(source.values[offset..<(offset + count)]), of: source.elementType) }
}

extension NetTypes {
  static func registerArraySegment() {
    TypeTable.registerClosed("System.ArraySegment`1", .struct, interfaces: ["System.Collections.IEnumerable"]) { t in
      let T = signatureName(t.genericArguments[0]), n = signatureName(t)
      func of(_ v: Value) throws -> PSArraySegment {
        guard let s = v.refValue as? PSArraySegment else { throw invalidOperation("The underlying array is null.") }
        return s
      }
      func piece(_ x: PSArray, _ offset: Int, _ count: Int) throws -> Value {
        guard offset >= 0, count >= 0, offset + count <= x.count else {
          throw argumentError("Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.")
        }
        return .other(PSArraySegment(t, x, offset, count))
      }
      func source(_ a: [Value]) throws -> PSArray {
        guard let x = a.array(0) else { throw nullArgument("array") }
        return x
      }
      t.constructor("\(n) new(\(T)[] array)") { a, _ in let x = try source(a); return try piece(x, 0, x.count) }
      t.constructor("\(n) new(\(T)[] array, int offset, int count)") { a, _ in try piece(try source(a), a.int(1), a.int(2)) }
      t.property("\(T)[] Array {get;}") { v, _ in .array(try of(v).source) }
      t.property("int Offset {get;}") { v, _ in .count(try of(v).offset) }
      t.property("int Count {get;}") { v, _ in .count(try of(v).count) }
      func place(_ s: PSArraySegment, _ i: Int) throws -> Int {
        guard i >= 0, i < s.count else { throw indexOutOfRange() }
        return s.offset + i
      }
      t.indexer = { v, k in let s = try of(v); return s.source[try place(s, k.asInt)] }
      t.method("\(T) get_Item(int index)") { v, a, _ in let s = try of(v); return s.source[try place(s, a.int(0))] }
      t.method("void set_Item(int index, \(T) value)") { v, a, _ in let s = try of(v); s.source[try place(s, a.int(0))] = a.at(1); return .void }
      t.method("\(n) Slice(int index)") { v, a, _ in let s = try of(v); return try piece(s.source, s.offset + a.int(0), s.count - a.int(0)) }
      t.method("\(n) Slice(int index, int count)") { v, a, _ in let s = try of(v); return try piece(s.source, s.offset + a.int(0), a.int(1)) }
      t.method("\(T)[] ToArray()") { v, _, _ in .array(PSArray(try of(v).enumerated()?.values ?? [], of: t.genericArguments[0])) }
    }
  }
}
