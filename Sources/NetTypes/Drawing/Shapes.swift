/// `Point`, `Size`, `Rectangle` of System.Drawing and their kin of single precision: structures of two or four numbers.
import Engine
import Primitives

final class PSShape: Ref {
  let kind: ShapeKind
  var n: [Double]
  init(_ k: ShapeKind, _ n: [Double]) { kind = k; self.n = n.map(k.fit); super.init() }
  override var netType: NetType { TypeTable.get(kind.fullName) }
  override var assignedCopy: Ref { PSShape(kind, n) }
  override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSShape).map { $0.kind.name == kind.name && $0.n == n } ?? false }
  override var keyHash: UInt { n.reduce(0) { $0 &* 31 &+ UInt(truncatingIfNeeded: $1.bitPattern.hashValue) } }
  override func text() -> String { "{" + zip(kind.parts, n).map { $0 + "=" + Conversion.toString(kind.value($1)) }.joined(separator: kind.textSeparator) + "}" }
  /// How `ShapeConverter` writes it.
  func list(_ c: Culture) -> String { n.map { Conversion.toString(kind.value($0)) }.joined(separator: c.listSeparator + " ") }
}

/// What distinguishes one structure from the others.
struct ShapeKind {
  let name: String, parts: [String], isWhole: Bool
  var fullName: String { "System.Drawing." + name }
  var number: String { isWhole ? "int" : "float" }
  var isRectangle: Bool { parts.count == 4 }
  var textSeparator: String { name == "Point" || isRectangle ? "," : ", " }
  /// As the parts of a text for it are called.
  var pattern: String { parts[0] == "Width" ? "Width, Height" : parts.map { $0.lowercased() }.joined(separator: ", ") }
  /// Its kin of whole numbers, or of fractions.
  var kin: ShapeKind { ShapeKind.all.first { $0.parts == parts && $0.isWhole != isWhole } ?? self }
  func fit(_ x: Double) -> Double { isWhole ? (x.isFinite ? Double(Int32(truncatingIfNeeded: Int(x.rounded(.towardZero)))) : 0) : Double(Float(x)) }
  func value(_ x: Double) -> Value { isWhole ? .int(Int32(x)) : .single(Float(x)) }
  func of(_ v: Value) -> PSShape { v.refValue as? PSShape ?? PSShape(self, parts.map { _ in 0 }) }

  static let point = ShapeKind(name: "Point", parts: ["X", "Y"], isWhole: true), pointF = ShapeKind(name: "PointF", parts: ["X", "Y"], isWhole: false)
  static let size = ShapeKind(name: "Size", parts: ["Width", "Height"], isWhole: true), sizeF = ShapeKind(name: "SizeF", parts: ["Width", "Height"], isWhole: false)
  static let rectangle = ShapeKind(name: "Rectangle", parts: ["X", "Y", "Width", "Height"], isWhole: true)
  static let rectangleF = ShapeKind(name: "RectangleF", parts: ["X", "Y", "Width", "Height"], isWhole: false)
  static let all = [point, pointF, size, sizeF, rectangle, rectangleF]

  /// `1, 2` as a point: so many numbers as it has parts.
  func read(_ text: String, _ culture: Culture) throws -> PSShape? {
    let t = NetString.trim(text)
    if t.isEmpty { return nil }
    let words = NetString.split(t, [culture.listSeparator])
    guard words.count == parts.count else { throw argumentError("Text \"\(t)\" cannot be parsed. The expected text format is \"\(pattern)\".") }
    let numbers = try words.map { w -> Double in
      do { return try isWhole ? Double(ColorText.number(w)) : Double(net { try NumberParse.single(w, culture: culture) }) } catch is TerminatingError {
        throw argumentError("\(w) is not a valid value for \(isWhole ? "Int32" : "Single").", param: "value")
      }
    }
    return PSShape(self, numbers)
  }
}

extension NetTypes {
  static func registerShapes() {
    for k in ShapeKind.all {
      TypeTable.register(k.fullName) {
        let t = NetType(k.fullName, .struct, base: TypeTable.valueType, interfaces: ["System.IEquatable`1"]) { t in
          defineShape(t, k)
          if k.isRectangle { defineRectangle(t, k) } else if k.parts[0] == "X" { definePoint(t, k) } else { defineSize(t, k) }
        }
        t.hasTypeConverter = k.name != "PointF" && k.name != "RectangleF"
        t.converter = { v, c in
          if let s = v.refValue as? PSShape, let n = converted(s, to: k) { return .other(PSShape(k, n)) }
          guard t.hasTypeConverter, let text = v.stringValue else { return nil }
          guard let read = try k.read(text, c?.culture ?? .invariant) else { throw nullReference() }
          return .other(read)
        }
        return t
      }
    }
  }
  /// The casts between them: whole to fraction, size to point and back.
  private static func converted(_ s: PSShape, to k: ShapeKind) -> [Double]? {
    let from = s.kind.name
    switch k.name {
    case from: return s.n
    case s.kind.kin.name: return s.kind.isWhole ? s.n : nil
    case "Size": return from == "Point" ? s.n : nil
    case "Point": return from == "Size" ? s.n : nil
    case "PointF": return from == "SizeF" ? s.n : nil
    default: return nil
    }
  }
  static func nullReference() -> TerminatingError { netError("System.NullReferenceException", "Object reference not set to an instance of an object.") }

  private static func defineShape(_ t: NetType, _ k: ShapeKind) {
    let n = k.fullName, whole = k.isWhole ? k : k.kin
    t.makeDefault = { .other(PSShape(k, k.parts.map { _ in 0 })) }
    t.staticProperty("\(n) Empty {get;}") { _ in .other(PSShape(k, k.parts.map { _ in 0 })) }
    if !k.isRectangle { t.property("bool IsEmpty {get;}") { v, _ in .bool(k.of(v).n.allSatisfy { $0 == 0 }) } }
    for (i, p) in k.parts.enumerated() {
      t.property("\(k.number) \(p) {get;set;}", set: { v, x, _ in k.of(v).n[i] = k.fit(x.asDouble) }) { v, _ in k.value(k.of(v).n[i]) }
    }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("bool IEquatable[\(k.name)].Equals(\(n) other)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.method("int GetHashCode()") { v, _, _ in .int(netHash(v)) }
    t.method("string ToString()") { v, _, _ in .str(k.of(v).text()) }
    t.staticMethod("static bool op_Equality(\(n) left, \(n) right)") { a, _ in .bool(netEquals(a.at(0), a.at(1))) }
    t.staticMethod("static bool op_Inequality(\(n) left, \(n) right)") { a, _ in .bool(!netEquals(a.at(0), a.at(1))) }
    guard k.isWhole else { return }
    for (name, f) in [("Ceiling", { $0.rounded(.up) }), ("Truncate", { $0.rounded(.towardZero) }), ("Round", { $0.rounded(.toNearestOrEven) })] as [(String, (Double) -> Double)] {
      t.staticMethod("static \(n) \(name)(\(k.kin.fullName) value)") { a, _ in .other(PSShape(whole, k.kin.of(a.at(0)).n.map(f))) }
    }
  }

  private static func definePoint(_ t: NetType, _ k: ShapeKind) {
    let n = k.fullName
    t.constructor("\(n) new(\(k.number) x, \(k.number) y)") { a, _ in .other(PSShape(k, [a.double(0), a.double(1)])) }
    if k.isWhole {
      t.constructor("\(n) new(System.Drawing.Size sz)") { a, _ in .other(PSShape(k, ShapeKind.size.of(a.at(0)).n)) }
      t.constructor("\(n) new(int dw)") { a, _ in .other(PSShape(k, [Double(Int16(truncatingIfNeeded: a.int(0))), Double(Int16(truncatingIfNeeded: a.int(0) >> 16))])) }
      t.method("void Offset(int dx, int dy)") { v, a, _ in k.of(v).n = zip(k.of(v).n, [a.double(0), a.double(1)]).map { k.fit($0 + $1) }; return .void }
      t.method("void Offset(\(n) p)") { v, a, _ in k.of(v).n = zip(k.of(v).n, k.of(a.at(0)).n).map { k.fit($0 + $1) }; return .void }
    }
    for size in k.isWhole ? [ShapeKind.size] : [.size, .sizeF] {
      for (method, op, sign) in [("Add", "op_Addition", 1.0), ("Subtract", "op_Subtraction", -1)] {
        for m in [method, op] {
          t.staticMethod("static \(n) \(m)(\(n) pt, \(size.fullName) sz)") { a, _ in .other(PSShape(k, zip(k.of(a.at(0)).n, size.of(a.at(1)).n).map { $0 + sign * $1 })) }
        }
      }
    }
  }

  private static func defineSize(_ t: NetType, _ k: ShapeKind) {
    let n = k.fullName, point = k.isWhole ? ShapeKind.point : .pointF
    if !k.isWhole { t.constructor("\(n) new(\(n) size)") { a, _ in .other(PSShape(k, k.of(a.at(0)).n)) } }
    t.constructor("\(n) new(\(point.fullName) pt)") { a, _ in .other(PSShape(k, point.of(a.at(0)).n)) }
    t.constructor("\(n) new(\(k.number) width, \(k.number) height)") { a, _ in .other(PSShape(k, [a.double(0), a.double(1)])) }
    for (method, op, sign) in [("Add", "op_Addition", 1.0), ("Subtract", "op_Subtraction", -1)] {
      for m in [method, op] { t.staticMethod("static \(n) \(m)(\(n) sz1, \(n) sz2)") { a, _ in .other(PSShape(k, zip(k.of(a.at(0)).n, k.of(a.at(1)).n).map { $0 + sign * $1 })) } }
    }
    for number in k.isWhole ? ["int", "float"] : ["float"] {
      let result = number == "int" ? k : ShapeKind.sizeF
      t.staticMethod("static \(result.fullName) op_Multiply(\(number) left, \(n) right)") { a, _ in .other(PSShape(result, k.of(a.at(1)).n.map { $0 * a.double(0) })) }
      t.staticMethod("static \(result.fullName) op_Multiply(\(n) left, \(number) right)") { a, _ in .other(PSShape(result, k.of(a.at(0)).n.map { $0 * a.double(1) })) }
      t.staticMethod("static \(result.fullName) op_Division(\(n) left, \(number) right)") { a, _ in
        if number == "int", a.int(1) == 0 { throw netError("System.DivideByZeroException", "Attempted to divide by zero.") }
        return .other(PSShape(result, k.of(a.at(0)).n.map { $0 / a.double(1) }))
      }
    }
    if !k.isWhole {
      t.method("System.Drawing.PointF ToPointF()") { v, _, _ in .other(PSShape(.pointF, k.of(v).n)) }
      t.method("System.Drawing.Size ToSize()") { v, _, _ in .other(PSShape(.size, k.of(v).n)) }
    }
  }

  private static func defineRectangle(_ t: NetType, _ k: ShapeKind) {
    let n = k.fullName, x = k.number, point = k.isWhole ? ShapeKind.point : .pointF, size = k.isWhole ? ShapeKind.size : .sizeF
    t.constructor("\(n) new(\(x) x, \(x) y, \(x) width, \(x) height)") { a, _ in .other(PSShape(k, (0..<4).map { a.double($0) })) }
    t.constructor("\(n) new(\(point.fullName) location, \(size.fullName) size)") { a, _ in .other(PSShape(k, point.of(a.at(0)).n + size.of(a.at(1)).n)) }
    t.property("\(point.fullName) Location {get;set;}", set: { v, p, _ in k.of(v).n.replaceSubrange(0..<2, with: point.of(p).n) }) { v, _ in .other(PSShape(point, Array(k.of(v).n[0..<2]))) }
    t.property("\(size.fullName) Size {get;set;}", set: { v, s, _ in k.of(v).n.replaceSubrange(2..<4, with: size.of(s).n) }) { v, _ in .other(PSShape(size, Array(k.of(v).n[2..<4]))) }
    for (name, i, j) in [("Left", 0, nil), ("Top", 1, nil), ("Right", 0, 2), ("Bottom", 1, 3)] as [(String, Int, Int?)] {
      t.property("\(x) \(name) {get;}") { v, _ in k.value(k.fit(k.of(v).n[i] + (j.map { k.of(v).n[$0] } ?? 0))) }
    }
    t.property("bool IsEmpty {get;}") { v, _ in .bool(k.isWhole ? k.of(v).n.allSatisfy { $0 == 0 } : k.of(v).n[2] <= 0 || k.of(v).n[3] <= 0) }
    t.orderProperties("Location", "Size", "X", "Y", "Width", "Height", "Left", "Top", "Right", "Bottom", "IsEmpty")
    t.staticMethod("static \(n) FromLTRB(\(x) left, \(x) top, \(x) right, \(x) bottom)") { a, _ in
      .other(PSShape(k, [a.double(0), a.double(1), a.double(2) - a.double(0), a.double(3) - a.double(1)]))
    }
    func holds(_ r: [Double], _ p: [Double]) -> Bool { r[0] <= p[0] && p[0] < r[0] + r[2] && r[1] <= p[1] && p[1] < r[1] + r[3] }
    t.method("bool Contains(\(x) x, \(x) y)") { v, a, _ in .bool(holds(k.of(v).n, [a.double(0), a.double(1)])) }
    t.method("bool Contains(\(point.fullName) pt)") { v, a, _ in .bool(holds(k.of(v).n, point.of(a.at(0)).n)) }
    t.method("bool Contains(\(n) rect)") { v, a, _ in
      let r = k.of(v).n, o = k.of(a.at(0)).n
      return .bool(r[0] <= o[0] && o[0] + o[2] <= r[0] + r[2] && r[1] <= o[1] && o[1] + o[3] <= r[1] + r[3])
    }
    func inflated(_ r: [Double], _ w: Double, _ h: Double) -> [Double] { [r[0] - w, r[1] - h, r[2] + 2 * w, r[3] + 2 * h].map(k.fit) }
    let (w, h) = k.isWhole ? ("width", "height") : ("x", "y")
    t.method("void Inflate(\(x) \(w), \(x) \(h))") { v, a, _ in k.of(v).n = inflated(k.of(v).n, a.double(0), a.double(1)); return .void }
    t.method("void Inflate(\(size.fullName) size)") { v, a, _ in k.of(v).n = inflated(k.of(v).n, size.of(a.at(0)).n[0], size.of(a.at(0)).n[1]); return .void }
    t.staticMethod("static \(n) Inflate(\(n) rect, \(x) x, \(x) y)") { a, _ in .other(PSShape(k, inflated(k.of(a.at(0)).n, a.double(1), a.double(2)))) }
    func common(_ a: [Double], _ b: [Double]) -> [Double] {
      let left = max(a[0], b[0]), top = max(a[1], b[1]), right = min(a[0] + a[2], b[0] + b[2]), bottom = min(a[1] + a[3], b[1] + b[3])
      return right >= left && bottom >= top ? [left, top, right - left, bottom - top] : [0, 0, 0, 0]
    }
    t.method("void Intersect(\(n) rect)") { v, a, _ in k.of(v).n = common(k.of(v).n, k.of(a.at(0)).n).map(k.fit); return .void }
    t.staticMethod("static \(n) Intersect(\(n) a, \(n) b)") { a, _ in .other(PSShape(k, common(k.of(a.at(0)).n, k.of(a.at(1)).n))) }
    t.method("bool IntersectsWith(\(n) rect)") { v, a, _ in
      let r = k.of(v).n, o = k.of(a.at(0)).n
      return .bool(o[0] < r[0] + r[2] && r[0] < o[0] + o[2] && o[1] < r[1] + r[3] && r[1] < o[1] + o[3])
    }
    t.staticMethod("static \(n) Union(\(n) a, \(n) b)") { a, _ in
      let r = k.of(a.at(0)).n, o = k.of(a.at(1)).n, left = min(r[0], o[0]), top = min(r[1], o[1])
      return .other(PSShape(k, [left, top, max(r[0] + r[2], o[0] + o[2]) - left, max(r[1] + r[3], o[1] + o[3]) - top]))
    }
    func move(_ v: Value, _ dx: Double, _ dy: Double) { k.of(v).n = zip(k.of(v).n, [dx, dy, 0, 0]).map { k.fit($0 + $1) } }
    t.method("void Offset(\(point.fullName) pos)") { v, a, _ in move(v, point.of(a.at(0)).n[0], point.of(a.at(0)).n[1]); return .void }
    t.method("void Offset(\(x) x, \(x) y)") { v, a, _ in move(v, a.double(0), a.double(1)); return .void }
  }
}
